/** People's actions on an issue as GitHub reports them, reduced to the parts that the bot needs. */
import type { IssueRef } from '../issue-ref.ts'
import type { Act } from './implicit-feedback.ts'

export interface ReceivedComment {
  readonly ref: IssueRef
  readonly commentId: number
  /** The commands in the comment before the edit, each as formatted by `formatCommand`. */
  readonly before: readonly string[]
  /** Login of the person who wrote or edited the comment. */
  readonly by: string
}

export interface ReceivedAction {
  readonly ref: IssueRef
  readonly who: string
  readonly act: Act
}
