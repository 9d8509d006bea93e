/** The issues of a repository a page at a time, the newest first: how what was there before the bot is read. */
import type { RepositoryRef } from '../../core/issue-ref.ts'
import type { Issue } from './issue.ts'

/** Which page, and which answer to it the caller has already. */
export interface PageRequest {
  readonly repository: RepositoryRef
  /** Only issues that changed at or after this time, milliseconds since the epoch; all when null. */
  readonly changedSince: number | null
  /** `next` of the page before; null for the first. */
  readonly cursor: string | null
  /** `version` of an earlier answer: asking with it costs nothing of the rate limit while nothing changed. */
  readonly known: string | null
}

export interface ListedIssue extends Issue {
  readonly number: number
  /** Whether an App or another machine reported it. */
  readonly byBot: boolean
}

export interface IssuePage {
  /** Pull requests among them: for GitHub they are issues. */
  readonly issues: readonly ListedIssue[]
  /** Null on the last page. */
  readonly next: string | null
  /** GitHub's ETag; null where it gives none. */
  readonly version: string | null
}

export interface IssueList {
  /** `absent` where there is no such repository, or none that we may see, or one without issues. */
  listIssues(address: PageRequest): Promise<IssuePage | 'unchanged' | 'absent'>
}
