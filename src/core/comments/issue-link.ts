/** Links to GitHub that leave no backlink on the linked page, wherever GitHub allows it. */
import { issueUrl, type RepositoryRef } from '../issue-ref.ts'

/** A repository and the site that hosts it. */
export interface RepositoryOnSite extends RepositoryRef {
  /** URL of its GitHub site; `https://github.com` by default. */
  readonly site?: string | undefined
}

/** Matches the URLs of pages that show a public note when a comment links to them. */
const BACKLINKING = /^https:\/\/(?:www\.)?github\.com\//i

/**
 * Rewrites a github.com URL to redirect.github.com, which leads to the same page and leaves no backlink there. Other
 * sites have no such redirect: their URLs stay as they are, and an Enterprise Server shows the backlink.
 */
export function withoutBacklink(url: string): string {
  return url.replace(BACKLINKING, 'https://redirect.github.com/')
}

export function quietIssueUrl({ owner, repo, site }: RepositoryOnSite, number: number): string {
  return withoutBacklink(issueUrl({ owner, repo, number }, site))
}

/** The issue's number as a Markdown link. */
export function linkToIssue(repository: RepositoryOnSite, number: number): string {
  return `[\`#${number}\`](${quietIssueUrl(repository, number)})`
}
