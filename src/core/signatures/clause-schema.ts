/**
 * The schema of a clause: one way to recognise a signature in a report, by a pattern, by words that are near each other,
 * or by how far the login in a log came. Signatures and shared files contain clauses.
 */
import { z } from 'zod'
import { SIDES, STAGES } from '../flow/stage.ts'

/** The name of a signature, a clause or a word list. */
export const id = z
  .string()
  .regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/, 'use lower-case words joined by hyphens, e.g. missing-scope')

/** Trimmed text that is not empty. */
export const sentence = z.string().trim().min(1)

const strength = z
  .enum(['decisive', 'strong', 'supporting'])
  .describe('decisive: proves the cause by itself. strong: nearly proves it. supporting: only adds to other clauses.')

const place = z
  .union(
    [z.enum(['title', 'prose', 'log', 'quote', 'any']), z.templateLiteral(['field:', z.string().min(1)])],
    'write title, prose, log, quote, any or field:<heading>',
  )
  .describe('Kind of text to search; `any` means all kinds; `field:<heading>` is one answer in an issue form.')

/** One word or short phrase. */
export const term = z.string().regex(/[\p{L}\p{N}]/u, 'a term needs a letter or a digit')

const terms = z
  .array(term)
  .min(1)
  .describe(
    'Words or short phrases, at least one of which must occur. They are compared by stem, so `miss` finds `missing`. `@name` refers to a list in signatures/words.yaml.',
  )

export const near = z
  .strictObject({
    within: z.int().min(2).max(60).describe('Width of the window in words.'),
    all: z
      .array(terms)
      .min(1)
      .max(6)
      .describe('Groups of terms. At least one term from each group must be inside the window, in any order.'),
  })
  .describe(
    'Stemmed words that are near each other, in any order. Searches text that people wrote (title, prose, quote), never logs.',
  )

/** One value or a list of them. */
export function oneOrMore<T extends z.ZodType>(item: T) {
  return z.union([item, z.array(item).min(1)])
}

const status = z.union(
  [z.int().min(100).max(599), z.enum(['4xx', '5xx', 'none'])],
  'write a status such as 401, 4xx, 5xx or none',
)

const flow = z
  .strictObject({
    broken: oneOrMore(z.enum(STAGES)).optional().describe('The stage at which the login broke.'),
    side: oneOrMore(z.enum(SIDES)).optional().describe('Who sent the message that ended it.'),
    status: oneOrMore(status)
      .optional()
      .describe('HTTP status of that message; `none` for the record of a check or an event, which has none.'),
    error: oneOrMore(z.string().min(1)).optional().describe('Error code of that message, such as `invalid_client`.'),
    reached: oneOrMore(z.enum(STAGES))
      .optional()
      .describe('The last stage that went through. Without `broken`, nothing failed after it.'),
    seen: z.enum(['client', 'server']).optional().describe('Whose log it is.'),
  })
  .refine((it) => it.broken !== undefined || it.reached !== undefined, {
    message: 'say where the login broke or how far it came',
  })
  .describe(
    'How far the login in a log came, and who broke it. Compared with the login that the report shows; earlier failures that a later line cures do not count.',
  )

export const clause = z
  .strictObject({
    id: id.describe('Name of the clause, unique within its signature; shown as the reason for a diagnosis.'),
    in: z.array(place).min(1).describe('Kinds of text to search.'),
    strength,
    regex: z
      .union([z.string().min(1), z.array(z.string().min(1)).min(1)], 'write one pattern or a list of patterns')
      .optional()
      .describe(
        'Pattern in RE2 syntax, or several patterns, one of which must match. Named groups become captured values.',
      ),
    case: z
      .enum(['ignore', 'match'])
      .default('ignore')
      .describe('Whether `regex` ignores upper and lower case or matches it exactly.'),
    near: near.optional(),
    flow: flow.optional(),
    yields: z
      .boolean()
      .optional()
      .describe(
        'The line wraps or follows another failure, such as `exec plugin failed` around the message of the plugin. Beside a decisive line of another signature in the same text it only supports.',
      ),
    note: sentence.optional().describe('Why this clause exists, for readers of the file.'),
  })
  .refine(({ regex, near, flow }) => [regex, near, flow].filter((it) => it !== undefined).length === 1, {
    message: 'a clause has exactly one of `regex`, `near` and `flow`',
  })
  .refine((it) => it.near === undefined || it.in.some((place) => place !== 'log'), {
    message: '`near` searches text that people wrote, never logs, so it would find nothing here',
    path: ['in'],
  })
  .describe('One way to recognise the failure in a report.')

export type Clause = z.infer<typeof clause>
export type Near = z.infer<typeof near>
export type FlowCondition = z.infer<typeof flow>
