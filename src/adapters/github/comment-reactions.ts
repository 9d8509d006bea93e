/** What people did to the bot's comments that GitHub tells nobody of: reactions, and comments that were hidden. */
import type { IssueRef, RepositoryRef } from '../../core/issue-ref.ts'

/** A sign on the newest comment of ours on an issue. */
export interface CommentReaction {
  readonly ref: IssueRef
  readonly commentId: number
  /** Whether somebody with rights hid it; GitHub does not say who. */
  readonly minimised: boolean
  /** Logins of people, not of bots, who put 👎 or 😕 on it. */
  readonly against: readonly string[]
}

export interface CommentReactions {
  /**
   * @param numbers of issues of one repository, at most `MAX_ISSUES_ASKED`; one call whatever their number
   * @returns those with a comment of ours on which there is any such sign
   */
  listCommentReactions(repository: RepositoryRef, numbers: readonly number[]): Promise<readonly CommentReaction[]>
}

export const MAX_ISSUES_ASKED = 25
