/** Determines who has to act next on an issue. Does no I/O. */
import type { Diagnosis } from '../diagnosis/diagnosis.ts'
import { prevailing } from '../feedback/feedback-event.ts'
import type { IssueFeedback } from '../feedback/issue-feedback.ts'
import type { Report } from '../report/report.ts'
import type { Turn } from './labels.ts'

export interface TurnContext {
  readonly diagnosis: Diagnosis
  readonly report: Pick<Report, 'explainsCause'>
  readonly feedback?: IssueFeedback
  /** Whether the bot comments. If it doesn't, the reporter has nothing to answer. */
  readonly isAnswering: boolean
}

/**
 * @returns `reporter` while a question or a checklist waits for the reporter; `maintainers` if the bot has no question
 *   left, its checklist did not help, the report explains the cause, or the bot writes no comments; null if the issue is
 *   solved or not about authentication
 */
export function whoseTurn({ diagnosis, report, feedback, isAnswering }: TurnContext): Turn | null {
  if (diagnosis.decision === 'silent') return null
  const outcomes = feedback?.feedbackEvents.filter(({ kind }) => kind === 'worked' || kind === 'did-not-work') ?? []
  const outcome = prevailing(outcomes)?.kind
  if (outcome === 'worked') return null
  const hasOpenSteps = outcome !== 'did-not-work' && report.explainsCause !== true
  const isReporters = diagnosis.decision === 'ask' ? diagnosis.question !== null : hasOpenSteps
  return isAnswering && isReporters ? 'reporter' : 'maintainers'
}
