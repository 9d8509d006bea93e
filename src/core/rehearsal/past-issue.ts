/** Types for an issue of the past, with the end of its thread, as a rehearsal reads it. Untrusted and not redacted. */

export interface PastComment {
  /** Login; `ghost` for a deleted account. */
  readonly author: string
  /** Whether GitHub lists the author as an owner, member or collaborator of the repository. */
  readonly isMaintainer: boolean
  readonly isBot: boolean
  /** Markdown. */
  readonly body: string
}

export interface PastIssue {
  readonly number: number
  readonly title: string
  /** Markdown; null or empty when there is no text. */
  readonly body: string | null
  readonly labels: readonly string[]
  readonly author: string
  /** Milliseconds since the epoch; 0 when unknown. */
  readonly createdAt: number
  readonly open: boolean
  /** Number of comments on the issue. */
  readonly commentCount: number
  /** Oldest first; null if they were not read. */
  readonly comments: readonly PastComment[] | null
}
