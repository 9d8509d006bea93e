/** What the page of one issue shows. */
import type { DecisionRecord } from '../../../adapters/store/stored-decisions.ts'
import type { StoredMatch } from '../../../adapters/store/stored-reports.ts'
import type { ViewedIssue } from '../../../app/analysis/issue-view.ts'
import type { IndexedReport } from '../../../core/duplicates/digest.ts'
import type { FeedbackEvent } from '../../../core/feedback/feedback-event.ts'
import type { IssueRef } from '../../../core/issue-ref.ts'
import type { ClusterFacts } from '../../../core/overview/cluster-facts.ts'
import type { IssueEntry } from '../../../core/overview/issue-entry.ts'

export interface IssuePageData {
  readonly ref: IssueRef
  /** Null if the issue has decisions only, because its report is not stored. */
  readonly entry: IssueEntry | null
  /** Its stored digest; null as above. */
  readonly report: IndexedReport | null
  /** Oldest first. */
  readonly decisions: readonly DecisionRecord[]
  readonly feedbackEvents: readonly FeedbackEvent[]
  readonly cluster: ClusterFacts | null
  /** Matches with earlier and later reports. */
  readonly matches: readonly StoredMatch[]
  readonly titleOf: (number: number) => string
  /** The issue as it is on GitHub now; null if it could not be read. */
  readonly viewed: ViewedIssue | null
  readonly site: string
  readonly now: number
}
