/** Names one repository, as GitHub spells it. */
export interface RepositoryRef {
  readonly owner: string
  readonly repo: string
}

/** A repository by what it is: GitHub never gives a number twice, while a name may be freed and taken by somebody else. */
export interface KnownRepository extends RepositoryRef {
  /** GitHub's own; below zero for one that GitHub never vouched for. */
  readonly id: number
}

/** Names one issue. */
export interface IssueRef extends RepositoryRef {
  readonly number: number
}

/** `owner/repo#12`: the one dialect of an issue's name in logs, keys and answers. */
export function formatRef(ref: IssueRef): string {
  return `${ref.owner}/${ref.repo}#${ref.number}`
}

/**
 * The address under which people see an issue.
 * @param site of its GitHub
 */
export function issueUrl({ owner, repo, number }: IssueRef, site = 'https://github.com'): string {
  return `${site}/${owner}/${repo}/issues/${number}`
}

/** From the address of an issue or pull request, on the site or in the API; null when it is none. */
export function refOf(url: string): IssueRef | null {
  const [, owner, repo, number] = /\/([\w.-]+)\/([\w.-]+)\/(?:issues|pull)\/(\d{1,9})\/?(?:[?#].*)?$/.exec(url) ?? []
  return owner && repo && number ? { owner, repo, number: Number(number) } : null
}
