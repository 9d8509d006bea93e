/** Converts an issue from the REST API to our data model. */
import type { Issue } from '../issue.ts'
import type { OctokitClient } from './octokit-calls.ts'

export type IssueData = Awaited<ReturnType<OctokitClient['rest']['issues']['get']>>['data']

/** Also converts pull requests, which GitHub treats as issues. */
export function toIssue(data: IssueData): Issue {
  return {
    title: data.title,
    body: data.body ?? null,
    open: data.state === 'open',
    locked: data.locked,
    labels: data.labels.flatMap((label) => (typeof label === 'string' ? label : (label.name ?? []))),
    type: data.type?.name ?? null,
    fields: (data.issue_field_values ?? []).map(({ issue_field_id: id }) => Number(id)),
    author: data.user?.login ?? 'ghost',
    isPullRequest: data.pull_request !== undefined,
    createdAt: Date.parse(data.created_at),
    updatedAt: Date.parse(data.updated_at),
    closedAt: data.closed_at === null ? null : Date.parse(data.closed_at),
    closedAs: toClosedAs(data),
    reactions: data.reactions?.total_count ?? 0,
  }
}

/** A reopened issue still has a reason: `reopened`. */
function toClosedAs({ state, state_reason: reason }: IssueData): Issue['closedAs'] {
  if (state === 'open') return null
  return reason === 'completed' || reason === 'not_planned' || reason === 'duplicate' ? reason : null
}
