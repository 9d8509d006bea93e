/** Identifies one repository, spelled as GitHub spells it. */
export interface RepositoryRef {
  readonly owner: string
  readonly repo: string
}

/** A repository with its id. GitHub never reuses an id, but a name can be freed and then taken by someone else. */
export interface KnownRepository extends RepositoryRef {
  /** GitHub's id; negative for a repository that GitHub has never confirmed. */
  readonly id: number
}

/** Identifies one issue. */
export interface IssueRef extends RepositoryRef {
  readonly number: number
}

/** Returns `owner/repo` in lower case, for look-ups: GitHub's names are case-insensitive. */
export function repositoryName({ owner, repo }: RepositoryRef): string {
  return `${owner}/${repo}`.toLowerCase()
}

/** Returns true if both names belong to one repository. */
export function isSameRepository(a: RepositoryRef, b: RepositoryRef): boolean {
  return repositoryName(a) === repositoryName(b)
}

/** Returns `owner/repo#12`, the only way in which logs, keys and output refer to an issue. */
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
 * @param url a web page URL or an API URL
 * @returns null for any other URL
 */
export function parseIssueUrl(url: string): IssueRef | null {
  const [, owner, repo, number] = /\/([\w.-]+)\/([\w.-]+)\/(?:issues|pull)\/(\d{1,9})\/?(?:[?#].*)?$/.exec(url) ?? []
  return owner && repo && number ? { owner, repo, number: Number(number) } : null
}
