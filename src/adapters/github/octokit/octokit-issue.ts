/** An issue as the REST API tells it, in our words. */
import type { Issue } from '../issue.ts'
import type { OctokitClient } from './octokit-calls.ts'

export type IssueData = Awaited<ReturnType<OctokitClient['rest']['issues']['get']>>['data']

/** Pull requests come as issues too. */
export function toIssue(data: IssueData): Issue {
  return {
    title: data.title,
    body: data.body ?? null,
    open: data.state === 'open',
    locked: data.locked,
    labels: data.labels.flatMap((label) => (typeof label === 'string' ? label : (label.name ?? []))),
    author: data.user?.login ?? 'ghost',
    isPullRequest: data.pull_request !== undefined,
    createdAt: Date.parse(data.created_at),
    updatedAt: Date.parse(data.updated_at),
    closedAt: data.closed_at === null ? null : Date.parse(data.closed_at),
    closedAs: toClosedAs(data),
    reactions: data.reactions?.total_count ?? 0,
  }
}

/** GitHub keeps the reason of an issue that was closed before when it is open again: `reopened`. */
function toClosedAs({ state, state_reason: reason }: IssueData): Issue['closedAs'] {
  if (state === 'open') return null
  return reason === 'completed' || reason === 'not_planned' || reason === 'duplicate' ? reason : null
}
