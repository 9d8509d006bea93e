/** How texts of ours point to an issue. */
import type { RepositoryRef } from '../issue-ref.ts'

/** A repository, and where people see it. */
export interface RepositoryOnSite extends RepositoryRef {
  /** Address of its GitHub; `https://github.com` unless told. */
  readonly site?: string | undefined
}

const SITE = 'https://github.com'

/**
 * The address of an issue, by way of redirect.github.com: it leads to the same page and leaves no mark on it. Other
 * sites have no such way, and note the mention.
 */
export function issueAddress({ owner, repo, site = SITE }: RepositoryOnSite, number: number): string {
  return `${site === SITE ? 'https://redirect.github.com' : site}/${owner}/${repo}/issues/${number}`
}

/** Its number, as a Markdown link. */
export function linkTo(repository: RepositoryOnSite, number: number): string {
  return `[\`#${number}\`](${issueAddress(repository, number)})`
}
