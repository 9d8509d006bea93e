/** `owner/repo` in lower case, to find by: GitHub's names do not distinguish case. */
export function repositoryName(owner: string, repo: string): string {
  return `${owner}/${repo}`.toLowerCase()
}
