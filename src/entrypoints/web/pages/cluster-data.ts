/** Everything that is shown about one cluster, as data: the page, CSV, JSON and Markdown all come from it. */
import type { ClusterLink } from '../../../app/matching/cluster-links.ts'
import type { ClusterElsewhere } from '../../../core/duplicates/cluster-summary.ts'
import type { FeedbackEvent } from '../../../core/feedback/feedback-event.ts'
import type { FixLedger } from '../../../core/fixes/ledger.ts'
import type { RepositoryRef } from '../../../core/issue-ref.ts'
import type { AlignedLine } from '../../../core/overview/aligned-lines.ts'
import type { ClusterFacts } from '../../../core/overview/cluster-facts.ts'
import type { IssueEntry } from '../../../core/overview/issue-entry.ts'
import type { RemedyOutcome } from '../../../core/overview/remedy-outcomes.ts'
import type { VersionMark } from '../drawings/time-chart.ts'

export interface ClusterData {
  readonly repository: RepositoryRef
  readonly cluster: ClusterFacts
  /** Its reports, oldest first. */
  readonly members: readonly IssueEntry[]
  readonly links: readonly ClusterLink[]
  readonly lines: readonly AlignedLine[]
  readonly outcomes: readonly RemedyOutcome[]
  /** What people said about pairs of its reports, the latest first, each with whether it prevails. */
  readonly statements: readonly PairStatement[]
  /** What is known about a fix; null if none is claimed. */
  readonly fix: FixLedger | null
  /** A patch of the signature's file for a supported fix; null if there is none to offer. */
  readonly fixPatch: string | null
  readonly marks: readonly VersionMark[]
  readonly elsewhere: readonly ClusterElsewhere[]
  /** Title of the signature; null if there is none. */
  readonly signatureTitle: string | null
  /** Reports in the last seven days, and in the seven days before. */
  readonly growth: { readonly lately: number; readonly before: number }
  /** URL of the GitHub site, e.g. `https://github.com`. */
  readonly site: string
  /** Milliseconds since the epoch. */
  readonly now: number
}

export interface PairStatement {
  readonly event: FeedbackEvent
  readonly isInForce: boolean
}
