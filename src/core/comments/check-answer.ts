/** What a reporter is told about a log before anything is filed. Decides nothing; every line is redacted and defused. */
import { renderAuthored, withStop } from './authored.ts'
import { renderChecklist } from './checklist.ts'
import type { CommentInput } from './comment-input.ts'
import { codeSpan, inline } from './defuse.ts'
import { renderEvidence } from './evidence-section.ts'
import { renderRemedies } from './remedies-section.ts'
import { renderUnread } from './unread-section.ts'

/** @returns Markdown */
export function renderCheckAnswer(input: CommentInput): string {
  const { diagnosis, report } = input
  const parts = [diagnosis.decision === 'assert' ? renderFailure(input) : renderNone(input), renderUnread(report)]
  return parts.filter((it) => it !== '').join('\n\n')
}

function renderFailure({ diagnosis, report, pack }: CommentInput): string {
  const signature = pack.signatures.get(diagnosis.signature ?? '')
  const candidate = diagnosis.ranked.find((it) => it.signature === diagnosis.signature)
  if (signature === undefined || candidate === undefined) return ''
  const { captures } = diagnosis
  const { visible } = renderChecklist(signature.checklist, report.environment, captures)
  const sureness = `${Math.round(100 * diagnosis.confidence)} %`
  return [
    `This looks like **${inline(signature.title, 80)}** (${codeSpan(signature.id)}, ${sureness}).`,
    renderEvidence(candidate, report),
    withStop(renderAuthored(signature.cause, captures)),
    visible === '' ? '' : `**What to check**\n\n${visible}`,
    renderRemedies(signature, report.environment, captures),
  ]
    .filter((it) => it !== '')
    .join('\n\n')
}

function renderNone({ diagnosis }: CommentInput): string {
  if (diagnosis.decision === 'silent') return 'Nothing here shows a known authentication failure.'
  const question = renderAuthored(diagnosis.question ?? '', diagnosis.captures)
  return `This is about authentication, but it does not show the cause. What would tell most:\n\n> ${question}`
}
