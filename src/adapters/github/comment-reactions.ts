/** Implicit feedback on the bot's comments for which GitHub sends no webhook: reactions, and hiding a comment. */
import type { IssueRef, RepositoryRef } from '../../core/issue-ref.ts'

/** Implicit feedback on our newest comment on an issue. */
export interface CommentReaction {
  readonly ref: IssueRef
  readonly commentId: number
  /** Whether a person with permissions hid it; GitHub does not return by whom. */
  readonly minimised: boolean
  /** Logins of people (not bots) that reacted with 👎 or 😕. */
  readonly against: readonly string[]
}

export interface CommentReactions {
  /**
   * Uses one call for any number of issues.
   * @param numbers numbers of issues of one repository, at most `MAX_ISSUES_ASKED`
   * @returns the issues with such feedback on a comment of ours
   */
  listCommentReactions(repository: RepositoryRef, numbers: readonly number[]): Promise<readonly CommentReaction[]>
}

export const MAX_ISSUES_PER_CALL = 25
