/** Names one issue. `owner` and `repo` as GitHub spells them. */
export interface IssueRef {
  readonly owner: string
  readonly repo: string
  readonly number: number
}

/** `owner/repo#12`: the one spelling of an issue's name in logs, keys and answers. */
export function formatRef(ref: IssueRef): string {
  return `${ref.owner}/${ref.repo}#${ref.number}`
}
