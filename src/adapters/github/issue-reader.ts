/**
 * Reads issues with their history, for issue dossiers. Reads any public issue, with or without a token, and needs no
 * App. `octokit-issue-reader.ts` is the real implementation; tests pass fakes.
 */
import type { IssueRef } from '../../core/issue-ref.ts'

/** The current issue or pull request, without its timeline. Times are milliseconds since the epoch. */
export interface IssueHead {
  /** The issue's current location, which can be in a repository other than the requested one. */
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
  /** Number of sub-issues. */
  readonly subIssues: number
}

interface TimelineFields {
  readonly at: number
  /** Login of the actor; `ghost` for a deleted account. */
  readonly by: string
}

export interface WrittenComment extends TimelineFields {
  readonly kind: 'comment'
  readonly body: string
  readonly url: string
  readonly byBot: boolean
  readonly thumbsUp: number
  readonly thumbsDown: number
}

/** One timeline entry; entries that do not matter for links or history are omitted. */
export type TimelineEvent =
  | WrittenComment
  | (TimelineFields & { readonly kind: 'reference'; readonly from: IssueRef })
  | (TimelineFields & { readonly kind: 'closed'; readonly commit: string | null })
  | (TimelineFields & { readonly kind: 'labeled' | 'unlabeled' | 'milestoned'; readonly name: string })
  | (TimelineFields & { readonly kind: 'renamed'; readonly name: string; readonly before: string })
  | (TimelineFields & {
      readonly kind: 'reopened' | 'marked-duplicate' | 'unmarked-duplicate' | 'transferred' | 'merged'
    })

export interface Timeline {
  /** Oldest first. */
  readonly happenings: readonly TimelineEvent[]
  /** False when there are more pages than were read. */
  readonly complete: boolean
}

export interface Release {
  readonly id: number
  readonly tag: string
  readonly notes: string
  readonly at: number
  readonly url: string
}

/** Every method throws `TriageError('github-refused')` when GitHub refuses the call. */
export interface IssueReader {
  /** Returns null if the issue was deleted or is not accessible. */
  readHead(ref: IssueRef): Promise<IssueHead | null>
  /** @param maxPages maximum number of pages, with 100 entries each */
  readTimeline(ref: IssueRef, maxPages: number): Promise<Timeline>
  /** Returns the first 100 sub-issues. */
  readSubIssues(ref: IssueRef): Promise<readonly IssueRef[]>
  /** Returns the newest 30 releases; empty if the repository has none. */
  readReleases(owner: string, repo: string): Promise<readonly Release[]>
}
