/** What is remembered of the reports of each repository, and of what they have in common. */
import type { IssueRef, RepositoryRef } from '../../core/issue-ref.ts'

/** What is kept of one report. All of it is derived and redacted. */
export interface StoredReport {
  readonly number: number
  readonly open: boolean
  readonly closedAs: 'completed' | 'not_planned' | 'duplicate' | null
  readonly closedAt: number | null
  /** Login. */
  readonly author: string
  /** Times are milliseconds since the epoch. */
  readonly createdAt: number
  readonly updatedAt: number
  readonly reactions: number
  /** JSON of what was derived from its text. */
  readonly digest: string
}

/** What changed among the reports of a repository. */
export interface ReportChanges {
  /** Another one than before: what was known of the repository was forgotten meanwhile, or is to be read anew. */
  readonly epoch: string
  /** Ask with this one next time. */
  readonly revision: number
  readonly kept: readonly StoredReport[]
  /** Numbers of reports that are gone. */
  readonly gone: readonly number[]
  /** Whether there is more to ask for. */
  readonly more: boolean
}

/** The reports of each repository. Every change has a revision; the order of revisions is the order of commits. */
export interface Reports {
  /** Keeps reports, all or none; one that is known in a later state of its issue stays. */
  keepReports(repository: RepositoryRef, reports: readonly StoredReport[]): Promise<void>
  /** Forgets one whose issue was deleted or moved away, with its matches. */
  dropReport(ref: IssueRef): Promise<void>
  /** What changed after a revision, a page at a time; 0 begins at the beginning. Null when nothing was ever kept. */
  reportsSince(repository: RepositoryRef, revision: number): Promise<ReportChanges | null>
  /** Those of these numbers that are kept, in the order of their numbers. */
  reportsNumbered(repository: RepositoryRef, numbers: readonly number[]): Promise<readonly StoredReport[]>
  countReports(repository: RepositoryRef): Promise<number>
  /** Those with the lowest numbers. */
  oldestReports(repository: RepositoryRef, most: number): Promise<readonly StoredReport[]>
}

export interface StoredMatch {
  readonly number: number
  /** Number of the earlier report of the same cause. */
  readonly other: number
  readonly probability: number
  readonly reasons: readonly string[]
}

/** Which reports were found to share a cause. */
export interface Matches {
  /** Replaces what was found for one report. */
  keepMatches(ref: IssueRef, matches: readonly Omit<StoredMatch, 'number'>[]): Promise<void>
  /** In the order of their numbers. */
  matchesIn(repository: RepositoryRef): Promise<readonly StoredMatch[]>
  /** Those of some reports, with earlier and with later ones, in any order. */
  matchesOf(repository: RepositoryRef, numbers: readonly number[]): Promise<readonly StoredMatch[]>
}

/** Which cluster each report belongs to. */
export interface ClusterMembership {
  /** Id of the cluster by the number of the report. */
  readonly ids: ReadonlyMap<number, number>
  /** Highest id that was ever given in the repository. */
  readonly last: number
}

export interface ClusterIds {
  /** Works the ids out anew and keeps them, while no other process does. */
  assignClusters(
    repository: RepositoryRef,
    assign: (known: ClusterMembership) => ClusterMembership,
  ): Promise<ClusterMembership>
}

/** What the forms of each repository print into its reports. */
export interface Templates {
  /** Replaces them; every index of the repository is then made anew. The same ones again change nothing. */
  keepTemplates(repository: RepositoryRef, templates: readonly string[]): Promise<void>
  /** Redacted; none where none were ever kept. */
  templatesOf(repository: RepositoryRef): Promise<readonly string[]>
}

/** How far the reading of older issues came, in words of who reads them. */
export interface Backfills {
  keepBackfill(repository: RepositoryRef, progress: string): Promise<void>
  keptBackfill(repository: RepositoryRef): Promise<string | null>
}
