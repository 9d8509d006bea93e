import type { RepositorySettings } from '../config/repository-settings.ts'
import type { Diagnosis } from '../diagnosis/diagnosis.ts'
import type { Report } from '../report/report.ts'
import type { Pack } from '../signatures/pack.ts'
import type { RelatedReports } from './duplicates-section.ts'

/** What a comment is made from. */
export interface CommentInput {
  readonly report: Report
  readonly diagnosis: Diagnosis
  readonly pack: Pack
  /** What the repository wants said in its own words, and about its own product; nothing when left out. */
  readonly settings?: Pick<RepositorySettings, 'wording' | 'product'>
  /** Earlier reports of the same cause; none when left out. */
  readonly related?: RelatedReports
}
