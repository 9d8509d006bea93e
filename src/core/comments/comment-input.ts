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
  /** What people said before; nothing when left out. */
  readonly heard?: IssueFeedback
  /** What somebody asked for just now; nothing when left out. */
  readonly answers?: readonly RequestedAnswer[]
  /** What the repository wants said in its own words, and about its own product; nothing when left out. */
  readonly settings?: Pick<RepositorySettings, 'wording' | 'product'>
  /** Earlier reports of the same cause; none when left out. */
  readonly related?: RelatedReports
}
