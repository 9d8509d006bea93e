/** Each repository's stored reports, with their matches and clusters. */
import type { ClusterNumbering, MatchedPair } from '../../core/duplicates/clusters.ts'
import type { IssueRef, RepositoryRef } from '../../core/issue-ref.ts'

/** The stored form of one report. All of it is derived and redacted. */
export interface StoredReport {
  readonly number: number
  readonly open: boolean
  readonly closedAs: 'completed' | 'not_planned' | 'duplicate' | null
  readonly closedAt: number | null
  /** Login of the reporter. */
  readonly author: string
  /** Times are milliseconds since the epoch. */
  readonly createdAt: number
  readonly updatedAt: number
  readonly reactions: number
  /** The part of the digest that lists show, as JSON. */
  readonly summary: string
  /** The rest of the data derived from the report's text, as JSON. */
  readonly digest: string
}

/** A stored report without what only matching needs, which is most of it. */
export type StoredSummary = Omit<StoredReport, 'digest'>

/** What is stored of a report's issue itself, without its text. */
export type StoredIssue = Omit<StoredSummary, 'summary'>

/** Changes to a repository's reports. */
export interface ReportChanges<T = StoredReport> {
  /** A new epoch means that all reports must be read again: the repository was forgotten, or its templates changed. */
  readonly epoch: string
  /** Revision to pass to the next call. */
  readonly revision: number
  readonly kept: readonly T[]
  /** Numbers of deleted reports. */
  readonly gone: readonly number[]
  /** Whether there is another page. */
  readonly more: boolean
}

/** Each repository's reports. Every change has a revision; the order of revisions is the order of commits. */
export interface Reports {
  /** Stores all of the reports or none of them. Does not replace a report with an older state of its issue. */
  keepReports(repository: RepositoryRef, reports: readonly StoredReport[]): Promise<void>
  /** Deletes a report, its matches and what was noticed about its fix, after its issue was deleted or transferred. */
  dropReport(ref: IssueRef): Promise<void>
  /**
   * Returns one page of the changes after a revision; 0 starts at the first. Returns null when nothing has ever been
   * stored.
   */
  reportsSince(repository: RepositoryRef, revision: number): Promise<ReportChanges | null>
  /** Like `reportsSince`, but reads only the summaries. */
  summariesSince(repository: RepositoryRef, revision: number): Promise<ReportChanges<StoredSummary> | null>
  /** Returns the stored reports with these numbers, ordered by number. */
  reportsNumbered(repository: RepositoryRef, numbers: readonly number[]): Promise<readonly StoredReport[]>
  /** Like `reportsNumbered`, but reads only the summaries. */
  summariesNumbered(repository: RepositoryRef, numbers: readonly number[]): Promise<readonly StoredSummary[]>
  /** Like `reportsNumbered`, but reads nothing of the text. */
  issuesNumbered(repository: RepositoryRef, numbers: readonly number[]): Promise<readonly StoredIssue[]>
  /**
   * Returns the newest reports of issues created since a time, at most `most`, newest first. Reads them in pages, with
   * other work in between.
   */
  reportsCreatedSince(repository: RepositoryRef, since: number, most: number): Promise<readonly StoredReport[]>
  /** Like `reportsCreatedSince`, but reads only the summaries. */
  summariesCreatedSince(repository: RepositoryRef, since: number, most: number): Promise<readonly StoredSummary[]>
  countReports(repository: RepositoryRef): Promise<number>
  /**
   * Returns the epoch and the number of changes to the repository's reports and matches so far; null when nothing has
   * ever been stored.
   */
  lastRevision(repository: RepositoryRef): Promise<{ readonly epoch: string; readonly revision: number } | null>
  /** Returns the reports with the lowest numbers, at most `most`. */
  oldestReports(repository: RepositoryRef, most: number): Promise<readonly StoredReport[]>
}

export interface StoredMatch extends MatchedPair {
  readonly reasons: readonly string[]
}

/** Stored matches. */
export interface Matches {
  /** Replaces one report's matches. */
  keepMatches(ref: IssueRef, matches: readonly Omit<StoredMatch, 'number'>[]): Promise<void>
  /** Returns all matches in a repository without their reasons, ordered by number. */
  pairsIn(repository: RepositoryRef): Promise<readonly MatchedPair[]>
  /** Returns the matches of the given reports with earlier ones without their reasons, in any order. */
  pairsOf(repository: RepositoryRef, numbers: readonly number[]): Promise<readonly MatchedPair[]>
  /** Returns the numbers of the later reports that match one of the given ones, each once and in any order. */
  matchedLater(repository: RepositoryRef, numbers: readonly number[]): Promise<readonly number[]>
  /** Returns the matches between the given reports and earlier or later ones, in any order. */
  matchesOf(repository: RepositoryRef, numbers: readonly number[]): Promise<readonly StoredMatch[]>
}

export interface ClusterIds {
  /** Reassigns all cluster ids and stores them, under a lock that excludes other processes. */
  assignClusters(
    repository: RepositoryRef,
    assign: (known: ClusterNumbering) => ClusterNumbering,
  ): Promise<ClusterNumbering>
}

/** Texts that each repository's issue templates add to its reports. */
export interface Templates {
  /** Replaces the templates. If they differ, every index of the repository is rebuilt. */
  keepTemplates(repository: RepositoryRef, templates: readonly string[]): Promise<void>
  /** Returns the redacted templates; empty when none have ever been stored. */
  templatesOf(repository: RepositoryRef): Promise<readonly string[]>
}

/** Each backfill's progress, in the format that `app/backfill` uses. */
export interface Backfills {
  keepBackfill(repository: RepositoryRef, progress: string): Promise<void>
  keptBackfill(repository: RepositoryRef): Promise<string | null>
}
