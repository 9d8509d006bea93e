/**
 * The schemas of the files that all signatures of a pack share: counter-signs, generic messages, the topic and word
 * lists.
 */

import { z } from 'zod'
import { question } from './checklist-schema.ts'
import { clause, id, sentence, term } from './clause-schema.ts'

/** Counter-signs: evidence that words like `401` or `token` in the report mean something else. */
export const counterSignsSchema = z.record(
  id,
  z.strictObject({
    title: sentence.describe('The counter-sign in one line.'),
    evidence: z.array(clause).min(1),
  }),
)

/** Generic messages, which clients print for many causes, so they are not evidence for any of them. */
export const genericMessagesSchema = z.array(
  z.strictObject({
    id,
    regex: z.string().min(1),
    says: sentence.describe('Why the message proves nothing.'),
    ask: sentence.describe('What to ask for instead.'),
    'answered-by': z
      .array(z.string().min(1))
      .default([])
      .describe('Patterns that show that the report already contains the answer.'),
  }),
)

/** Lines that a product prints every time, or that its forms contain. No clause counts on them. */
export const boilerplateSchema = z.array(z.strictObject({ id, regex: z.array(z.string().min(1)).min(1) }))

/** The evidence that a report is about authentication at all, and the first question when no signature leads. */
export const topicSchema = z.strictObject({
  evidence: z.array(clause).min(1),
  ask: sentence.describe('The neutral question, asked when no signature leads.'),
  'ask-for-text': sentence
    .optional()
    .describe('Asked instead if the report is little more than a picture or a file that could not be read.'),
  'ask-for-attempt': sentence
    .optional()
    .describe('Asked instead if the log shows a login that went through; `{{line}}` is the line where it was through.'),
  'ask-around-error': sentence
    .optional()
    .describe('Asked instead if the report shows an error line; `{{error}}` is replaced by its words.'),
  'ask-for-body': sentence
    .optional()
    .describe('Asked instead of that if the line has a status and the report shows no body of a response.'),
  'ask-what-changed': sentence
    .optional()
    .describe('Asked instead if the report shows an error line in a log, and the lines above it.'),
  'ask-when': z
    .array(question)
    .optional()
    .describe('Asked instead of the neutral question and of the one about an error line; the first one that fits.'),
  'ask-while-waiting': sentence
    .optional()
    .describe(
      'Asked instead if the report says that something hangs or that nothing happens, and shows no error line.',
    ),
})

/** The packs: what each is about, and what chooses it in a repository whose packs are chosen by `auto`. */
export const packsSchema = z.record(
  id,
  z.strictObject({
    title: sentence.max(60).describe('The ecosystem in a few words.'),
    always: z.boolean().default(false).describe('Whether `auto` always chooses the pack.'),
    'opt-in': z.boolean().default(false).describe('Whether the pack is off unless something chooses it.'),
    topics: z.array(id).default([]).describe('Topics of a repository that choose the pack.'),
    languages: z.array(sentence).default([]).describe('Languages of a repository that add the pack.'),
  }),
)

export type CounterSigns = z.infer<typeof counterSignsSchema>
export type GenericMessages = z.infer<typeof genericMessagesSchema>
export type BoilerplateLines = z.infer<typeof boilerplateSchema>
export type PackDescriptions = z.infer<typeof packsSchema>
export type Topic = z.infer<typeof topicSchema>

/** Lists of words with the same meaning, so that clauses need not repeat them: `@fail`, `@login`, … */
export const wordsSchema = z.record(id, z.array(term.regex(/^[^@]/, 'a list cannot refer to another list')).min(2))

export type WordLists = z.infer<typeof wordsSchema>
