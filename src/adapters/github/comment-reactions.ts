/** Implicit feedback on the bot's comments for which GitHub sends no webhook: reactions and hidden comments. */
import type { IssueRef, RepositoryRef } from '../../core/issue-ref.ts'

/** Implicit feedback on our newest comment on an issue. */
export interface CommentReaction {
  readonly ref: IssueRef
  readonly commentId: number
  /** Whether a person with permission hid the comment; GitHub does not return the person's login. */
  readonly minimised: boolean
  /** Logins of people (not bots) who reacted with 👎 or 😕. */
  readonly against: readonly string[]
}

export interface CommentReactions {
  /**
   * Uses one call for any number of issues.
   * @param numbers numbers of issues in the repository, at most `MAX_ISSUES_PER_CALL`
   * @returns the issues that have such feedback on one of our comments
   */
  listCommentReactions(repository: RepositoryRef, numbers: readonly number[]): Promise<readonly CommentReaction[]>
}

export const MAX_ISSUES_PER_CALL = 25
