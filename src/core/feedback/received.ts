/** What GitHub tells of people's doings on an issue, as far as the bot needs it. */
import type { IssueRef } from '../issue-ref.ts'
import type { Act } from './implicit-feedback.ts'

export interface ReceivedComment {
  readonly ref: IssueRef
  readonly commentId: number
  /** The commands that stood there before it was edited, each as `spell` spells it. */
  readonly before: readonly string[]
  /** Login of who wrote or changed it. */
  readonly by: string
}

export interface ReceivedAction {
  readonly ref: IssueRef
  readonly who: string
  readonly act: Act
}
