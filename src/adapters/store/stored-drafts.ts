/** Drafts of signatures, as the store keeps them: messages that recur, and where. */
import type { KeptDraft } from '../../core/drafts/rewrite-drafts.ts'
import type { RepositoryRef } from '../../core/issue-ref.ts'

export interface MinedDrafts {
  /** Milliseconds since the epoch. */
  readonly minedAt: number
  /** Number of reports about authentication without a cause. */
  readonly unexplained: number
  /** Number of all other reports; no message occurs in one of them. */
  readonly others: number
  readonly drafts: readonly KeptDraft[]
}

/** Each repository's last drafts. */
export interface Drafts {
  /** Replaces the repository's earlier drafts. */
  keepDrafts(repository: RepositoryRef, mined: MinedDrafts): Promise<void>
  /** Returns null if the repository's reports have never been mined. */
  draftsIn(repository: RepositoryRef): Promise<MinedDrafts | null>
}
