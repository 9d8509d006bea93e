import type { Diagnosis } from '../diagnosis/diagnosis.ts'
import type { IssueFeedback } from '../feedback/issue-feedback.ts'
import type { RequestedAnswer } from '../feedback/requested-answers.ts'
import type { Report } from '../report/report.ts'
import type { RepositorySettings } from '../settings/repository-settings.ts'
import type { Pack } from '../signatures/pack.ts'
import type { RelatedReports } from './duplicates-section.ts'

/** What a comment is made from. */
export interface CommentContext {
  readonly report: Report
  readonly diagnosis: Diagnosis
  readonly pack: Pack
  /** Feedback so far; none when left out. */
  readonly feedback?: IssueFeedback
  /** Answers to the commands being handled; none when left out. */
  readonly answers?: readonly RequestedAnswer[]
  /** The repository's own wording and product; none when left out. */
  readonly settings?: Pick<RepositorySettings, 'wording' | 'product'>
  /** Earlier reports of the same cause; none when left out. */
  readonly related?: RelatedReports
}
