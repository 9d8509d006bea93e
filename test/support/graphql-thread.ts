/** The fake GitHub's answer to the query for an issue with its comments, from the same issue that its REST API shows. */

interface Thread {
  readonly comments: readonly { readonly id: number; readonly body: string; readonly by: string }[]
  readonly timeline?: readonly object[]
}

/** An issue in the REST API, as far as it is in the query. */
interface Shown {
  readonly title: string
  readonly body: string | null
  readonly state: string
  readonly state_reason?: string | null
  readonly locked: boolean
  readonly labels: readonly (string | { readonly name: string })[]
  readonly user: { readonly login: string; readonly type: string } | null
  readonly created_at: string
  readonly updated_at: string
  readonly closed_at: string | null
  readonly type?: { readonly name: string } | null
  readonly issue_field_values?: readonly object[]
}

/** @param shown the issue in the REST API */
export function graphqlThread({ comments, timeline = [] }: Thread, shown: object): object {
  const issue = shown as Shown
  const labels = issue.labels.map((label) => (typeof label === 'string' ? { name: label } : label))
  const node = {
    repository: { databaseId: 1296269 },
    ...{ title: issue.title, body: issue.body ?? '', locked: issue.locked, state: issue.state.toUpperCase() },
    stateReason: issue.state_reason?.toUpperCase() ?? null,
    ...{ createdAt: issue.created_at, updatedAt: issue.updated_at, closedAt: issue.closed_at },
    author: actor(issue.user),
    issueType: issue.type ?? null,
    issueFieldValues: { totalCount: issue.issue_field_values?.length ?? 0 },
    reactions: { totalCount: 0 },
    labels: { totalCount: labels.length, nodes: labels },
    comments: {
      totalCount: comments.length,
      nodes: comments.slice(0, 100).map(({ id, body, by }) => ({
        ...{ fullDatabaseId: String(id), body, createdAt: '2026-11-20T10:00:00Z' },
        author: by === 'us' ? { __typename: 'Bot', login: 'auth-triage' } : { __typename: 'User', login: by },
      })),
    },
    timelineItems: { nodes: timeline.flatMap(labelEvent) },
  }
  const owner = { login: 'Acme', databaseId: 1 }
  return { repository: { databaseId: 1296269, name: 'gateway', visibility: 'PUBLIC', owner, issue: node } }
}

function actor(user: Shown['user']): object | null {
  return user === null ? null : { __typename: user.type, login: user.login.replace(/\[bot\]$/, '') }
}

function labelEvent(entry: object): object[] {
  const { event, label, actor: by } = entry as { event: string; label: object; actor: Shown['user'] }
  if (event !== 'labeled' && event !== 'unlabeled') return []
  return [{ __typename: event === 'labeled' ? 'LabeledEvent' : 'UnlabeledEvent', label, actor: actor(by) }]
}
