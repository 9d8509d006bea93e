import type { Diagnosis } from '../diagnosis/diagnosis.ts'
import type { IssueFeedback } from '../feedback/issue-feedback.ts'
import type { RequestedAnswer } from '../feedback/requested-answers.ts'
import type { FixNotice } from '../fixes/fix-notice.ts'
import type { Report } from '../report/report.ts'
import type { RepositorySettings } from '../settings/repository-settings.ts'
import type { Pack } from '../signatures/pack.ts'
import type { RelatedReports } from './duplicates-section.ts'
import type { Frame } from './frame/frame.ts'
import type { Incident } from './incident-section.ts'

/** Who reads a comment. */
export type CommentAudience = 'github' | 'program'

/** The input from which a comment is rendered. */
export interface CommentContext {
  readonly report: Report
  readonly diagnosis: Diagnosis
  readonly pack: Pack
  /** Feedback so far; none if omitted. */
  readonly feedback?: IssueFeedback
  /** Answers to the commands being handled; none if omitted. */
  readonly answers?: readonly RequestedAnswer[]
  /** The repository's own wording and product; none if omitted. */
  readonly settings?: Pick<RepositorySettings, 'wording' | 'product'> & Partial<Pick<RepositorySettings, 'probe'>>
  /** Programs and assistants get no hidden marker, boxes or commands; people on GitHub if omitted. */
  readonly audience?: CommentAudience
  /** The words around the content; English if omitted. */
  readonly frame?: Frame
  /** Earlier reports of the same cause; none if omitted. */
  readonly related?: RelatedReports
  /** The incident that the report belongs to, if the repository wants it in answers; none if omitted. */
  readonly incident?: Incident
  /** What is known about the fix of the cause; nothing if omitted. */
  readonly fix?: FixNotice
}
