/**
 * The schema of a triage as one JSON document. It is the contract: tools rely on the field names, so they do not change.
 */
import { z } from 'zod'
import { STAGES } from '../core/flow/stage.ts'

const segment = z.enum(['title', 'prose', 'log', 'quote']).describe('Kind of segment that contains it.')
const source = z.string().describe('`title`, `body`, or the name of an attachment.')
const line = z.int().describe('Line number in the source, starting at 1.')

const evidenceSchema = z.object({
  id: z.string().describe('Id of the clause within its signature.'),
  strength: z.enum(['decisive', 'strong', 'supporting']),
  segment,
  source,
  line,
  text: z.string().describe('The line that the clause matched, redacted.'),
  captures: z.record(z.string(), z.string()).describe('Values that the clause captured, keyed by name and redacted.'),
})

export const triageDocumentSchema = z
  .object({
    decision: z.enum(['assert', 'ask', 'silent']),
    reason: z.string().describe('The reason for the decision.'),
    signature: z.string().nullable().describe('Id of the asserted signature; null unless `decision` is `assert`.'),
    confidence: z.number().min(0).max(1).describe('Calibrated probability of the highest-ranked signature.'),
    topic: z.number().min(0).max(1).describe('Probability that the report is about authentication.'),
    product: z.string().nullable().describe('The product that the report names; null if it names none.'),
    flow: z
      .object({
        reached: z.enum(STAGES).nullable().describe('The last stage of the login that went through.'),
        broken: z
          .object({
            stage: z.enum(STAGES),
            side: z.string().describe('Who sent the failing message.'),
            status: z.int().nullable(),
            error: z.string().nullable().describe('Its OAuth error code.'),
            segment: source,
            line,
          })
          .nullable()
          .describe('What ended the login.'),
      })
      .nullable()
      .describe('The login that the logs of the report show; null if they show none.'),
    ranked: z
      .array(z.object({ signature: z.string(), confidence: z.number(), evidence: z.array(evidenceSchema) }))
      .describe('Signatures with evidence, highest confidence first.'),
    question: z.string().nullable().describe('The question to ask the reporter; null unless `decision` is `ask`.'),
    labels: z.array(z.string()),
    secrets: z
      .array(z.object({ kind: z.string(), segment, source, line, live: z.boolean() }))
      .describe('Redacted credentials and personal details, without their values.'),
    comment: z.string().nullable().describe('The comment as Markdown; null if there is nothing to say.'),
  })
  .describe('The triage of one report.')

export type TriageDocument = z.infer<typeof triageDocumentSchema>
