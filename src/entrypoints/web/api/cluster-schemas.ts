/**
 * Clusters, links and feedback as the API returns them. Times are ISO 8601 in UTC; all text is redacted.
 */
import { z } from 'zod'

const counted = z.object({ value: z.string(), count: z.int() })
const time = z.iso.datetime()
const closedAs = z.enum(['completed', 'not_planned', 'duplicate']).nullable()

export const clusterSummarySchema = z.object({
  id: z.int(),
  title: z.string().describe('The cause in words, with what is special about it.'),
  count: z.int(),
  open: z.int(),
  authors: z.int().describe('Number of different reporters.'),
  firstSeen: time,
  lastSeen: time,
  weeks: z.array(z.object({ from: time, count: z.int() })).describe('At most the last 52.'),
  growth: z
    .object({ lately: z.int(), before: z.int() })
    .describe('Reports in the last four weeks, and in the four before.'),
  signature: z.string().nullable(),
  versions: z.array(counted),
  products: z.array(counted),
  captures: z.record(z.string(), z.array(counted)),
  canonical: z.object({
    number: z.int(),
    title: z.string().describe("The issue's own title."),
    open: z.boolean(),
    closedAs,
    closedAt: time.nullable(),
  }),
  newest: z.object({ number: z.int(), adds: z.array(z.string()).describe('Details that no earlier report had.') }),
  worked: z.array(counted),
  signals: z.array(counted).describe('Signals from people about urgency, e.g. `blocking`.'),
  elsewhere: z
    .array(
      z.object({
        repository: z.object({ owner: z.string(), repo: z.string() }),
        id: z.int(),
        count: z.int(),
        canonical: z.int(),
      }),
    )
    .optional()
    .describe('The same failure in other repositories that have the same owner and that the caller may see.'),
})

export const clusterAnswerSchema = clusterSummarySchema.extend({
  members: z
    .array(z.object({ number: z.int(), title: z.string(), open: z.boolean(), createdAt: time }))
    .describe('Oldest first.'),
})

export const linkSchema = z.object({
  number: z.int(),
  title: z.string(),
  fixedAt: time.nullable().describe('When it was closed as completed; null while it is open.'),
  probability: z.number(),
  reasons: z.array(z.string()),
  line: z
    .object({ there: z.string(), here: z.string() })
    .nullable()
    .describe('The rarest line that both reports have.'),
})

export const feedbackSchema = z.object({
  signature: z.string(),
  asserted: z.int(),
  accepted: z.int(),
  rejected: z.int(),
  worked: z.int(),
  didNotWork: z.int(),
  signals: z.record(z.string(), z.int()),
  steps: z.array(z.object({ step: z.int(), worked: z.int(), didNotWork: z.int() })),
  precision: z.object({ share: z.number(), low: z.number(), high: z.number() }).nullable(),
})
