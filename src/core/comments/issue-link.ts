/** How texts of ours point to GitHub: without a mark on what they point to, where there is a way. */
import { issueUrl, type RepositoryRef } from '../issue-ref.ts'

/** A repository, and where people see it. */
export interface RepositoryOnSite extends RepositoryRef {
  /** Address of its GitHub; `https://github.com` unless told. */
  readonly site?: string | undefined
}

/** Pages that note on themselves, in public, that a comment linked to them. */
const BACKLINKING = /^https:\/\/(?:www\.)?github\.com\//i

/**
 * The address by way of redirect.github.com, which leads to the same page and leaves no mark on it. Other sites have no
 * such way: their addresses stay as they are, and an Enterprise Server notes the mention.
 */
export function withoutMark(url: string): string {
  return url.replace(BACKLINKING, 'https://redirect.github.com/')
}

export function quietIssueUrl({ owner, repo, site }: RepositoryOnSite, number: number): string {
  return withoutMark(issueUrl({ owner, repo, number }, site))
}

/** Its number, as a Markdown link. */
export function linkToIssue(repository: RepositoryOnSite, number: number): string {
  return `[\`#${number}\`](${quietIssueUrl(repository, number)})`
}
