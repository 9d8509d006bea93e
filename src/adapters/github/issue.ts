/** A GitHub issue in our own data model. */

export interface Issue {
  readonly title: string
  readonly body: string | null
  readonly open: boolean
  readonly locked: boolean
  readonly labels: readonly string[]
  /** Name of the issue's type; null if it has none. */
  readonly type: string | null
  /** Ids of the issue fields that have a value. */
  readonly fields: readonly number[]
  /** Login of the reporter; `ghost` for a deleted account. */
  readonly author: string
  readonly isPullRequest: boolean
  /** Times are milliseconds since the epoch. */
  readonly createdAt: number
  readonly updatedAt: number
  readonly closedAt: number | null
  /** The reason that GitHub gives for closing the issue; null while the issue is open or if there is no reason. */
  readonly closedAs: 'completed' | 'not_planned' | 'duplicate' | null
  /** Total number of reactions, of any kind, to the issue itself. */
  readonly reactions: number
}

/** The reason why an issue can no longer be read: transferred to another repository (301), or deleted (410, 404). */
export type Gone = 'transferred' | 'deleted'
