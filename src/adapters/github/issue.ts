/** An issue as GitHub tells it, in our words. */

export interface Issue {
  readonly title: string
  readonly body: string | null
  readonly open: boolean
  readonly locked: boolean
  readonly labels: readonly string[]
  /** Login of the reporter; `ghost` for a deleted account. */
  readonly author: string
  readonly isPullRequest: boolean
  /** Times are milliseconds since the epoch. */
  readonly createdAt: number
  readonly updatedAt: number
  readonly closedAt: number | null
  /** Why it was closed, in GitHub's words; null while it is open, and where GitHub does not say. */
  readonly closedAs: 'completed' | 'not_planned' | 'duplicate' | null
  /** Reactions to the issue itself, of every kind. */
  readonly reactions: number
}

/** Why an issue can no longer be read: moved to another repository (301), or deleted (410, 404). */
export type Gone = 'transferred' | 'deleted'
