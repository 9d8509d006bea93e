/** Identifies one repository, spelled as GitHub spells it. */
export interface RepositoryRef {
  readonly owner: string
  readonly repo: string
}

/** A repository with its id. GitHub never reuses an id; a name can be freed and taken by someone else. */
export interface KnownRepository extends RepositoryRef {
  /** GitHub's own id; negative for a repository that GitHub never vouched for. */
  readonly id: number
}

/** Identifies one issue. */
export interface IssueRef extends RepositoryRef {
  readonly number: number
}

/** Returns `owner/repo#12`, the only spelling of an issue in logs, keys and output. */
export function formatRef(ref: IssueRef): string {
  return `${ref.owner}/${ref.repo}#${ref.number}`
}

/**
 * Returns the URL of an issue's web page.
 * @param site base URL of the GitHub instance
 */
export function issueUrl({ owner, repo, number }: IssueRef, site = 'https://github.com'): string {
  return `${site}/${owner}/${repo}/issues/${number}`
}

/**
 * Parses the URL of an issue or pull request.
 * @param url of the web page or of the API
 * @returns null when the URL is neither
 */
export function parseIssueUrl(url: string): IssueRef | null {
  const [, owner, repo, number] = /\/([\w.-]+)\/([\w.-]+)\/(?:issues|pull)\/(\d{1,9})\/?(?:[?#].*)?$/.exec(url) ?? []
  return owner && repo && number ? { owner, repo, number: Number(number) } : null
}
