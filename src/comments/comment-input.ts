import type { Diagnosis } from '../diagnosis/diagnosis.ts'
import type { Report } from '../report/report.ts'
import type { Pack } from '../signatures/pack.ts'

/** What a comment is made from. */
export interface CommentInput {
  readonly report: Report
  readonly diagnosis: Diagnosis
  readonly pack: Pack
}
