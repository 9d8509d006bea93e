/** `owner/repo` in lower case, for lookups: GitHub's names are case-insensitive. */
export function repositoryName(owner: string, repo: string): string {
  return `${owner}/${repo}`.toLowerCase()
}
