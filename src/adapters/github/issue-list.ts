/** Lists a repository's issues page by page, newest first. The backfill uses it to read older issues. */
import type { RepositoryRef } from '../../core/issue-ref.ts'
import type { Issue } from './issue.ts'

/** The page to read, and the version of it that the caller already has. */
export interface PageRequest {
  readonly repository: RepositoryRef
  /** Only issues that changed at or after this time, milliseconds since the epoch; all when null. */
  readonly changedSince: number | null
  /** `next` from the previous page; null for the first page. */
  readonly cursor: string | null
  /** `version` from an earlier response. If it is sent, an unchanged page does not count towards the rate limit. */
  readonly known: string | null
}

export interface ListedIssue extends Issue {
  readonly number: number
  /** Whether an App or another bot opened the issue. */
  readonly byBot: boolean
  /** Number of comments on the issue. */
  readonly commentCount: number
}

export interface IssuePage {
  /** Includes pull requests, which GitHub treats as issues. */
  readonly issues: readonly ListedIssue[]
  /** Null on the last page. */
  readonly next: string | null
  /** GitHub's ETag; null if there is none. */
  readonly version: string | null
}

export interface IssueList {
  /** Returns `absent` if the repository does not exist, is not accessible or has issues disabled. */
  listIssues(request: PageRequest): Promise<IssuePage | 'unchanged' | 'absent'>
}
