/**
 * The few calls of GitHub that the bot needs, in its own words. Two implementations: `octokit-github.ts` (real) and
 * `memory-github.ts` (for replay, dry runs and tests); one contract test runs against both.
 */
import type { IssueRef } from '../../core/issue-ref.ts'
import type { LabelDefinition, LabelEvent } from '../../core/plan/plan.ts'
import type { CommentReactions } from './comment-reactions.ts'
import type { DuplicateMarks } from './duplicate-marks.ts'
import type { Gone, Issue } from './issue.ts'
import type { IssueList } from './issue-list.ts'
import type { RepositoryReader } from './repository.ts'
import type { RepositoryFiles } from './repository-files.ts'

export interface IssueComment {
  readonly id: number
  readonly body: string
  /** Login; `ghost` for a deleted account. */
  readonly author: string
  /** Milliseconds since the epoch. */
  readonly createdAt: number
  /** True when this App wrote it (author and App checked, not the text). */
  readonly own: boolean
}

/** GitHub's roles in a repository, from least to most: https://docs.github.com/en/rest/collaborators/collaborators */
export const REPOSITORY_ROLES = ['none', 'read', 'triage', 'write', 'maintain', 'admin'] as const

export type RepositoryRole = (typeof REPOSITORY_ROLES)[number]

/** Heard and done, heard and nothing to be done yet, not understood or not allowed. */
export type Reaction = '+1' | 'eyes' | 'confused'

/** Everything that the bot changes on GitHub. */
export interface Writers {
  /** Creates the label in the repository if it is missing; leaves an existing one as people made it. */
  ensureLabel(ref: IssueRef, label: LabelDefinition): Promise<void>
  /** Adds labels; never replaces. */
  addLabels(ref: IssueRef, names: readonly string[]): Promise<void>
  /** Removes one label; absent already is fine. */
  removeLabel(ref: IssueRef, name: string): Promise<void>
  createComment(ref: IssueRef, body: string): Promise<{ readonly id: number }>
  updateComment(ref: IssueRef, id: number, body: string): Promise<void>
  /** Deletes one comment of our own; absent already is fine. */
  deleteComment(ref: IssueRef, id: number): Promise<void>
  /** Puts a reaction of ours on a comment, once; a comment that is gone is fine. */
  react(ref: IssueRef, commentId: number, reaction: Reaction): Promise<void>
}

/** What the bot may ask and do on GitHub. Every method throws `TriageError('github-refused')` when GitHub says no. */
export interface GitHub
  extends RepositoryReader,
    RepositoryFiles,
    IssueList,
    DuplicateMarks,
    CommentReactions,
    Writers {
  /** True for one whose writers do nothing, see `read-only.ts`. */
  readonly isReadOnly?: boolean
  /** The issue as it is now, or why it is gone. */
  readIssue(ref: IssueRef): Promise<Issue | Gone>
  /**
   * The comments, oldest first. Of a thread of more than 400 the first hundred and the newest 201 to 300: what is read must
   * not grow with what strangers write.
   */
  listComments(ref: IssueRef): Promise<readonly IssueComment[]>
  /** One comment, wherever it stands in the thread; null when it is gone, or stands on another issue. */
  readComment(ref: IssueRef, id: number): Promise<IssueComment | null>
  /** Labels added and removed, oldest first; the newest hundred, however much else happened. */
  listLabelEvents(ref: IssueRef): Promise<readonly LabelEvent[]>

  /** The role of an account in the repository; `none` for one that GitHub does not know. */
  roleOf(ref: IssueRef, login: string): Promise<RepositoryRole>
}
