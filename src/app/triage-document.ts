/**
 * A triage as one JSON document: what `triage --json`, the HTTP API and the MCP tool `diagnose` answer alike. One schema
 * is the contract; tools rely on its field names, which do not change.
 */
import { z } from 'zod'
import { wantedLabels } from '../core/plan/decide.ts'
import type { Triage } from '../core/plan/triage-report.ts'
import type { Pack } from '../core/signatures/pack.ts'

const segment = z.enum(['title', 'prose', 'log', 'quote']).describe('What kind of text it stands in.')
const source = z.string().describe('`title`, `body`, or the name of an attached file.')
const line = z.int().describe('1-based line of the source.')

const evidenceSchema = z.object({
  id: z.string().describe('Id of the clause inside its signature.'),
  strength: z.enum(['decisive', 'strong', 'supporting']),
  segment,
  source,
  line,
  text: z.string().describe('The redacted line that the clause matched.'),
  captures: z.record(z.string(), z.string()).describe('Named values that the clause captured, redacted.'),
})

export const triageDocumentSchema = z
  .object({
    decision: z.enum(['assert', 'ask', 'silent']),
    reason: z.string().describe('Why the decision is what it is.'),
    signature: z.string().nullable().describe('Id of the asserted signature; null unless the decision is `assert`.'),
    confidence: z.number().min(0).max(1).describe('Calibrated probability of the first-ranked signature.'),
    topic: z.number().min(0).max(1).describe('Probability that the report is about authentication.'),
    product: z.string().nullable().describe('The product that the report names; null when it names none.'),
    ranked: z
      .array(z.object({ signature: z.string(), confidence: z.number(), evidence: z.array(evidenceSchema) }))
      .describe('Signatures with evidence, surest first.'),
    question: z.string().nullable().describe('The one question to put; null unless the decision is `ask`.'),
    labels: z.array(z.string()),
    secrets: z
      .array(z.object({ kind: z.string(), segment, source, line, live: z.boolean() }))
      .describe('Credentials and personal details that were replaced; their values are never kept.'),
    comment: z.string().nullable().describe('The comment as Markdown; null when there is nothing to say.'),
  })
  .describe('What is said of one report.')

export type TriageDocument = z.infer<typeof triageDocumentSchema>

/** @param triage of an untouched issue, so that its plan creates the comment or says nothing */
export function toTriageDocument({ report, diagnosis, plan }: Triage, pack: Pack): TriageDocument {
  const { decision, reason, signature, confidence, topic, ranked, question } = diagnosis
  return {
    decision,
    reason,
    signature,
    confidence,
    topic,
    product: report.environment.product,
    ranked: ranked.map((candidate) => ({
      signature: candidate.signature,
      confidence: candidate.confidence,
      evidence: candidate.evidence.map(({ id, strength, segment, source, line, text, captures }) => ({
        id,
        strength,
        segment,
        source,
        line,
        text,
        captures,
      })),
    })),
    question,
    labels: wantedLabels({ report, diagnosis, pack }).map(({ name }) => name),
    secrets: report.secrets.map(({ kind, segment, source, line, live }) => ({ kind, segment, source, line, live })),
    comment: plan.comment.kind === 'create' ? plan.comment.body : null,
  }
}
