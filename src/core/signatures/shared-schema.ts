/**
 * The shape of the files that all signatures of a pack share: counter-signs, messages without a class, the topic, and
 * lists of words.
 */
import { z } from 'zod'
import { clause, id, sentence, term } from './clause-schema.ts'

/** Counter-signs: things that make words like `401` or `token` mean nothing. */
export const counterSignsSchema = z.record(
  id,
  z.strictObject({
    title: sentence.describe('What it is, in one line.'),
    vetoes: z
      .boolean()
      .default(false)
      .describe('Whether nothing is asserted where a strong clause or the title shows it.'),
    evidence: z.array(clause).min(1),
  }),
)

/** Messages that clients print for many causes: they carry no class. */
export const genericMessagesSchema = z.array(
  z.strictObject({
    id,
    regex: z.string().min(1),
    says: sentence.describe('Why it proves nothing.'),
    ask: sentence.describe('What to ask for instead.'),
  }),
)

/** What makes a report be about authentication at all, and the first question when nothing leads. */
export const topicSchema = z.strictObject({
  evidence: z.array(clause).min(1),
  ask: sentence.describe('The first question of the troubleshooting flow, put when no signature leads.'),
})

export type CounterSigns = z.infer<typeof counterSignsSchema>
export type GenericMessages = z.infer<typeof genericMessagesSchema>
export type Topic = z.infer<typeof topicSchema>

/** Lists of words with one meaning, so that clauses need not repeat them: `@fail`, `@login`, … */
export const wordsSchema = z.record(id, z.array(term.regex(/^[^@]/, 'a list cannot name another list')).min(2))

export type WordLists = z.infer<typeof wordsSchema>
