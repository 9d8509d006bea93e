/**
 * A triage as one JSON document. `triage --json`, the HTTP API and the MCP tool `diagnose` return the same document.
 */
import { askedQuestion } from '../core/diagnosis/question.ts'
import { wantedLabels } from '../core/plan/decide.ts'
import type { Triage } from '../core/plan/triage-report.ts'
import type { Pack } from '../core/signatures/pack.ts'
import type { TriageDocument } from './triage-document-schema.ts'

/**
 * @param triage the triage of an issue that the bot has not commented on, so that the plan either creates a comment or
 *   has none
 */
export function toTriageDocument({ report, diagnosis, plan }: Triage, pack: Pack): TriageDocument {
  const { decision, reason, signature, confidence, topic, flow, ranked } = diagnosis
  return {
    decision,
    reason,
    signature,
    confidence,
    topic,
    product: report.environment.product,
    flow: flow && { reached: flow.reached, broken: flow.broken },
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
    question: askedQuestion(diagnosis),
    labels: wantedLabels({ report, diagnosis, pack }).map(({ name }) => name),
    secrets: report.secrets.map(({ kind, segment, source, line, live }) => ({ kind, segment, source, line, live })),
    comment: plan.comment.kind === 'create' ? plan.comment.body : null,
  }
}
