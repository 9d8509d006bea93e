/** A repository's issues and clusters in memory, for pages and lists. Contains no issue text besides redacted titles. */
import type { Store } from '../../adapters/store/store.ts'
import type { SignatureFeedback } from '../../core/feedback/feedback.ts'
import type { FeedbackEvent } from '../../core/feedback/feedback-event.ts'
import type { ClusterFacts } from '../../core/overview/cluster-facts.ts'
import type { IssueEntry } from '../../core/overview/issue-entry.ts'

export type OverviewStore = Pick<
  Store,
  | 'lastRevision'
  | 'summariesSince'
  | 'decisionsAfter'
  | 'lastFeedback'
  | 'feedbackIn'
  | 'pairsIn'
  | 'assignClusters'
  | 'keptSettings'
  | 'fixSignalsIn'
>

export interface Overview {
  /** Newest first. */
  readonly issues: readonly IssueEntry[]
  readonly byNumber: ReadonlyMap<number, IssueEntry>
  /** Largest first. */
  readonly clusters: readonly ClusterFacts[]
  readonly feedbackEvents: readonly FeedbackEvent[]
  /** For each version when it was first reported, the earliest first. Times are milliseconds since the epoch. */
  readonly versions: readonly FirstSeen[]
  /** Returns the track record of each signature that the pack with this fingerprint asserted here. */
  precision(pack: string): readonly SignatureFeedback[]
}

export interface FirstSeen {
  readonly version: string
  readonly at: number
  readonly count: number
}
