/** What was noticed about fixes, as the store keeps it. */
import type { FixSignal } from '../../core/fixes/fix-signal.ts'
import type { IssueRef, RepositoryRef } from '../../core/issue-ref.ts'

/** Each repository's signals about fixes. `dropReport` deletes those of its issue. */
export interface FixSignals {
  /**
   * Replaces everything that is stored about an issue from one source. Raises the repository's revision, as a change to
   * its reports does.
   */
  keepFixSignals(ref: IssueRef, source: string, signals: readonly FixSignalFields[]): Promise<void>
  /** Returns all signals in a repository, by time, then by issue. */
  fixSignalsIn(repository: RepositoryRef): Promise<readonly FixSignal[]>
  /** Stores the digest of what an issue's comment shows about the fix of its cluster. */
  keepShownFix(ref: IssueRef, digest: string): Promise<void>
  /** Returns that digest; null if the comment never showed a fix. */
  shownFix(ref: IssueRef): Promise<string | null>
}

/** A signal without the issue and the source, which are given separately. */
export type FixSignalFields = Omit<FixSignal, 'number' | 'source'>
