/** The answer to a reporter who checks a log before filing an issue. Every line is redacted and defused. */
import { askedQuestion } from '../diagnosis/question.ts'
import { endSentence, renderAuthored } from './authored.ts'
import { valuesFor } from './captured-value.ts'
import { renderChecklist } from './checklist.ts'
import type { CommentContext } from './comment-context.ts'
import { codeSpan, inlineCode } from './defuse.ts'
import { quotableEvidence, renderEvidence } from './evidence-section.ts'
import { renderRemedies } from './remedies-section.ts'
import { renderUnreadSection } from './unread-section.ts'

/** @returns Markdown */
export function renderCheckAnswer(input: CommentContext): string {
  const { diagnosis, report } = input
  const parts = [
    diagnosis.decision === 'assert' ? renderFailure(input) : renderNoAssert(input),
    renderUnreadSection(report),
  ]
  return parts.filter((it) => it !== '').join('\n\n')
}

function renderFailure({ diagnosis, report, pack }: CommentContext): string {
  const signature = pack.signatures.get(diagnosis.signature ?? '')
  const candidate = diagnosis.ranked.find((it) => it.signature === diagnosis.signature)
  if (signature === undefined || candidate === undefined) return ''
  const captures = valuesFor(diagnosis)
  const { answers, flow } = diagnosis
  const { whole } = renderChecklist(signature, { report, answers, flow, values: captures })
  const confidence = `${Math.round(100 * diagnosis.confidence)} %`
  return [
    `This looks like **${inlineCode(signature.title, 80)}** (${codeSpan(signature.id)}, ${confidence}).`,
    renderEvidence(quotableEvidence(candidate), report),
    endSentence(renderAuthored(signature.cause, captures)),
    whole === '' ? '' : `**What to check**\n\n${whole}`,
    renderRemedies(signature, { report, diagnosis }, captures),
  ]
    .filter((it) => it !== '')
    .join('\n\n')
}

function renderNoAssert({ diagnosis }: CommentContext): string {
  if (diagnosis.decision === 'silent') return 'No known authentication failure was found here.'
  const question = renderAuthored(askedQuestion(diagnosis) ?? '', diagnosis.captures)
  return `This is about authentication, but there isn't enough here to tell the cause. One answer would help most:\n\n> ${question}`
}
