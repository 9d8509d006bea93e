/**
 * Reading issues with all that happened to them, for the report on one issue: any public issue, with or without a
 * token, no App needed. `octokit-issue-reader.ts` is the real one; tests pass a made-up deps.
 */
import type { IssueRef } from '../../core/issue-ref.ts'

/** An issue or pull request as it is now, without its timeline. Times are milliseconds since the epoch. */
export interface IssueHead {
  /** Where it is now, which may be another repository than the one that was asked. */
  readonly ref: IssueRef
  readonly title: string
  readonly body: string
  /** Login; `ghost` for a deleted account. */
  readonly author: string
  readonly open: boolean
  readonly closedAs: 'completed' | 'not_planned' | 'duplicate' | null
  readonly isPullRequest: boolean
  readonly mergedAt: number | null
  readonly labels: readonly string[]
  readonly createdAt: number
  readonly closedAt: number | null
  readonly milestone: string | null
  readonly parent: IssueRef | null
  /** How many sub-issues it has. */
  readonly subIssues: number
}

interface Happened {
  readonly at: number
  /** Login of who did it; `ghost` for a deleted account. */
  readonly by: string
}

export interface WrittenComment extends Happened {
  readonly kind: 'comment'
  readonly body: string
  readonly url: string
  readonly byBot: boolean
  readonly thumbsUp: number
  readonly thumbsDown: number
}

/** One entry of a timeline; what tells nothing about links or history is left out. */
export type Happening =
  | WrittenComment
  | (Happened & { readonly kind: 'reference'; readonly from: IssueRef })
  | (Happened & { readonly kind: 'closed'; readonly commit: string | null })
  | (Happened & { readonly kind: 'labeled' | 'unlabeled' | 'milestoned'; readonly name: string })
  | (Happened & { readonly kind: 'renamed'; readonly name: string; readonly before: string })
  | (Happened & { readonly kind: 'reopened' | 'marked-duplicate' | 'unmarked-duplicate' | 'transferred' | 'merged' })

export interface Timeline {
  /** Oldest first. */
  readonly happenings: readonly Happening[]
  /** False when there is more than was asked for. */
  readonly complete: boolean
}

export interface Release {
  readonly tag: string
  readonly notes: string
  readonly at: number
  readonly url: string
}

/** Every method throws `TriageError('github-refused')` when GitHub says no. */
export interface IssueReader {
  /** Null when it was deleted, or may not be seen. */
  readHead(ref: IssueRef): Promise<IssueHead | null>
  /** @param mostPages of 100 entries each */
  readTimeline(ref: IssueRef, mostPages: number): Promise<Timeline>
  /** The first hundred. */
  readSubIssues(ref: IssueRef): Promise<readonly IssueRef[]>
  /** The newest thirty; none where the repository has none. */
  readReleases(owner: string, repo: string): Promise<readonly Release[]>
}
