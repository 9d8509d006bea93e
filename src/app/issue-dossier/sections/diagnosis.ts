/** Renders the diagnosis of the issue itself, with its evidence. */
import { renderAuthored } from '../../../core/comments/authored.ts'
import { renderChecklist } from '../../../core/comments/checklist.ts'
import { codeSpan } from '../../../core/comments/defuse.ts'
import { quotableEvidence, renderEvidence } from '../../../core/comments/evidence-section.ts'
import type { Candidate } from '../../../core/diagnosis/diagnosis.ts'
import type { DossierFindings } from '../findings.ts'

/** Candidates with lower confidence are left out. */
const MIN_SHOWN = 0.2
const MAX_SHOWN = 3

export function renderDiagnosis(findings: DossierFindings): string {
  const { diagnosis } = findings
  const shown = diagnosis.ranked.filter(({ confidence }) => confidence >= MIN_SHOWN).slice(0, MAX_SHOWN)
  const parts = [
    OPENINGS[diagnosis.decision],
    ...shown.map((candidate) => renderCandidate(candidate, findings)),
    diagnosis.decision === 'assert' ? renderChecks(findings) : '',
  ]
  return parts.filter((it) => it !== '').join('\n\n')
}

const OPENINGS = {
  assert: 'The issue contains evidence of its cause.',
  ask: 'The issue is about authentication, but it does not contain enough evidence to tell the cause.',
  silent: 'Nothing in the issue shows a known authentication failure.',
} as const

function renderCandidate(candidate: Candidate, { pack, report, diagnosis }: DossierFindings): string {
  const signature = pack.signatures.get(candidate.signature)
  if (signature === undefined) return ''
  const confidence = `${Math.round(100 * candidate.confidence)} %`
  const head = `**${renderAuthored(signature.title, {})}** (${codeSpan(signature.id)}, version ${signature.since}, ${confidence})`
  const isFirst = candidate === diagnosis.ranked[0]
  const evidence = renderEvidence(quotableEvidence(candidate), report)
  return [head, evidence, isFirst ? renderAuthored(signature.cause, diagnosis.captures) : '']
    .filter((it) => it !== '')
    .join('\n\n')
}

function renderChecks({ diagnosis, pack, report }: DossierFindings): string {
  const signature = pack.signatures.get(diagnosis.signature ?? '')
  if (signature === undefined) return ''
  const { whole } = renderChecklist(signature, {
    report,
    answers: diagnosis.answers,
    flow: diagnosis.flow,
    values: diagnosis.captures,
  })
  return whole === '' ? '' : `What to check:\n\n${whole}`
}
