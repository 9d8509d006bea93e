/**
 * Interface to the few GitHub calls that the bot needs. It has two implementations: `octokit-github.ts` (real) and
 * `memory-github.ts` (for replay, dry runs and tests). The same contract test runs against both.
 */
import type { IssueRef } from '../../core/issue-ref.ts'
import type { LabelDefinition, LabelEvent } from '../../core/plan/plan.ts'
import type { CommentReactions } from './comment-reactions.ts'
import type { DuplicateMarks } from './duplicate-marks.ts'
import type { Attribution } from './identity.ts'
import type { Gone, Issue } from './issue.ts'
import type { IssueList } from './issue-list.ts'
import type { MergedChanges } from './merged-changes.ts'
import type { NativeWriters, SuggestionReader } from './native-fields.ts'
import type { ContentFactsReader, RepositoryReader, SeenRepository } from './repository.ts'
import type { RepositoryFiles } from './repository-files.ts'

export interface IssueComment {
  readonly id: number
  readonly body: string
  /** Login; `ghost` for a deleted account. */
  readonly author: string
  /** Milliseconds since the epoch. */
  readonly createdAt: number
  /** True when this App wrote the comment, as determined by the author and the App, not by the text. */
  readonly own: boolean
}

/** GitHub's roles in a repository, in ascending order: https://docs.github.com/en/rest/collaborators/collaborators */
export const REPOSITORY_ROLES = ['none', 'read', 'triage', 'write', 'maintain', 'admin'] as const

export type RepositoryRole = (typeof REPOSITORY_ROLES)[number]

/** `+1`: done. `eyes`: read, but there is nothing to do yet. `confused`: not understood or not allowed. */
export type Reaction = '+1' | 'eyes' | 'confused'

/** All of the bot's writes to GitHub. */
export interface Writers extends NativeWriters {
  /** Creates the label in the repository if it is missing. Never changes an existing label. */
  ensureLabel(ref: IssueRef, label: LabelDefinition): Promise<void>
  /** Adds labels; never replaces any. */
  addLabels(ref: IssueRef, names: readonly string[]): Promise<void>
  /** Removes one label; succeeds if it is already absent. */
  removeLabel(ref: IssueRef, name: string): Promise<void>
  createComment(ref: IssueRef, body: string): Promise<{ readonly id: number }>
  updateComment(ref: IssueRef, id: number, body: string): Promise<void>
  /** Deletes one of our comments; succeeds if it is already deleted. */
  deleteComment(ref: IssueRef, id: number): Promise<void>
  /** Adds our reaction to a comment once; succeeds if the comment was deleted. */
  react(ref: IssueRef, commentId: number, reaction: Reaction): Promise<void>
}

/** An issue and its repository at one moment. Every part is what the method that reads it alone would return. */
export interface IssueSnapshot {
  readonly ref: IssueRef
  readonly repository: SeenRepository
  readonly issue: Issue
  readonly comments: readonly IssueComment[]
  readonly labelEvents: readonly LabelEvent[]
}

export interface SnapshotReader {
  /**
   * Returns null if one call cannot return everything: the server does not support it, the issue or its repository has
   * been moved, or the thread is long. The parts can then be read one by one.
   */
  readSnapshot(ref: IssueRef): Promise<IssueSnapshot | null>
}

/**
 * All of the bot's reads and writes. Every method throws `TriageError('github-refused')` when GitHub refuses the call.
 */
export interface GitHub
  extends RepositoryReader,
    ContentFactsReader,
    RepositoryFiles,
    IssueList,
    DuplicateMarks,
    MergedChanges,
    CommentReactions,
    SuggestionReader,
    SnapshotReader,
    Writers {
  /** True if all writes do nothing; see `read-only.ts`. */
  readonly isReadOnly?: boolean
  /** Whether this App is the author, as determined by the account and the App. */
  isOwn(author: Attribution): boolean
  /** Returns the current issue, or the reason why it is gone. */
  readIssue(ref: IssueRef): Promise<Issue | Gone>
  /**
   * Returns the comments, oldest first. For a thread with more than 400 comments, returns the first 100 and the newest
   * 201 to 300, so that the cost does not grow with the length of the thread.
   */
  listComments(ref: IssueRef): Promise<readonly IssueComment[]>
  /** Returns one comment from anywhere in the thread; null if it was deleted or is on another issue. */
  readComment(ref: IssueRef, id: number): Promise<IssueComment | null>
  /** Returns the newest 100 label events (labels added and removed), oldest first. */
  listLabelEvents(ref: IssueRef): Promise<readonly LabelEvent[]>

  /** Returns the role of an account in the repository; `none` for an account unknown to GitHub. */
  roleOf(ref: IssueRef, login: string): Promise<RepositoryRole>
}
