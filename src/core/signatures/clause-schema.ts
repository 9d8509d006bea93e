/**
 * The shape of one clause: a thing that can be found in a report, by a pattern or by words near each other. Signatures
 * and the shared files are made of clauses.
 */
import { z } from 'zod'

/** The name of a signature, a clause, a word list. */
export const id = z
  .string()
  .regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/, 'use lower-case words joined by hyphens, e.g. missing-scope')

/** Text that is not empty once trimmed. */
export const sentence = z.string().trim().min(1)

const strength = z
  .enum(['decisive', 'strong', 'supporting'])
  .describe('decisive: names the cause by itself. strong: nearly does. supporting: only adds to others.')

const place = z
  .union(
    [z.enum(['title', 'prose', 'log', 'quote', 'any']), z.templateLiteral(['field:', z.string().min(1)])],
    'write title, prose, log, quote, any or field:<heading>',
  )
  .describe('Kind of text to look in; `any` is all of them; `field:<heading>` is one answer of an issue form.')

/** One word or short phrase. */
export const term = z.string().regex(/[\p{L}\p{N}]/u, 'a term needs a letter or a digit')

const terms = z
  .array(term)
  .min(1)
  .describe(
    'Words or short phrases of which one must occur; compared by their stem, so `miss` finds `missing`. `@name` stands for a list of signatures/words.yaml.',
  )

const near = z
  .strictObject({
    within: z.int().min(2).max(60).describe('How many words wide the window is.'),
    all: z
      .array(terms)
      .min(1)
      .max(6)
      .describe('Every group must have one of its terms inside the window, in any order.'),
  })
  .describe('Stemmed words near each other, in any order. Reads what people wrote (title, prose, quote), never logs.')

export const clause = z
  .strictObject({
    id: id.describe('Name of the clause, unique in its signature; shown to people as the reason.'),
    in: z.array(place).min(1).describe('Where to look.'),
    strength,
    regex: z
      .union([z.string().min(1), z.array(z.string().min(1)).min(1)], 'write one pattern or a list of patterns')
      .optional()
      .describe('Pattern in RE2 syntax, or several of which one must match; named groups become captured values.'),
    case: z.enum(['ignore', 'match']).default('ignore').describe('Whether upper and lower case differ for `regex`.'),
    near: near.optional(),
    note: sentence.optional().describe('Why this clause is here, for whoever reads the file next.'),
  })
  .refine((it) => (it.regex === undefined) !== (it.near === undefined), {
    message: 'a clause has either `regex` or `near`, exactly one of them',
  })
  .refine((it) => it.near === undefined || it.in.some((place) => place !== 'log'), {
    message: '`near` reads what people wrote, never logs: it would find nothing here',
    path: ['in'],
  })
  .describe('One thing that can be found in a report.')

export type Clause = z.infer<typeof clause>
export type Near = z.infer<typeof near>
