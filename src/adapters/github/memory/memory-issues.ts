/** Opens, moves and reads the issues of the in-memory GitHub. */
import { formatRef, type IssueRef, type RepositoryRef, repositoryName } from '../../../core/issue-ref.ts'
import type { Gone, Issue } from '../issue.ts'
import { createFakeUser } from './fake-user.ts'
import type { MemoryState } from './memory-state.ts'

/** A new issue; omitted fields are empty. */
export interface NewIssue {
  readonly owner: string
  readonly repo: string
  /** Default: the next number in the repository. */
  readonly number?: number
  readonly title: string
  readonly body?: string | null
  readonly author?: string
  readonly labels?: readonly string[]
  readonly isPullRequest?: boolean
  /** Milliseconds since the epoch. Default: the clock's current time. */
  readonly createdAt?: number
  readonly reactions?: number
}

export function openIssue(state: MemoryState, issue: NewIssue): IssueRef {
  const { owner, repo, title, body = null, author = 'reporter', labels = [], isPullRequest = false } = issue
  const prefix = `${repositoryName({ owner, repo })}#`
  const { number = 1 + [...state.issues.keys()].filter((key) => key.startsWith(prefix)).length } = issue
  const ref = { owner, repo, number }
  const { createdAt = state.clock(), reactions = 0 } = issue
  const written = { title, body, author, isPullRequest, createdAt, updatedAt: createdAt, reactions }
  const open = { open: true, locked: false, gone: null, closedAt: null, closedAs: null }
  state.issues.set(formatRef(ref).toLowerCase(), {
    ...written,
    ...open,
    type: null,
    fields: [],
    labels: [],
    events: [],
    comments: [],
    marks: [],
    mergedChange: null,
  })
  for (const name of labels) createFakeUser(state, 'person').addLabel(ref, name)
  return ref
}

/** @param to null deletes the issues */
export function moveIssues({ issues, labels }: MemoryState, from: RepositoryRef, to: RepositoryRef | null): void {
  const name = repositoryName(from)
  for (const [key, issue] of [...issues].filter(([key]) => key.startsWith(`${name}#`))) {
    issues.delete(key)
    if (to !== null) issues.set(`${repositoryName(to)}${key.slice(name.length)}`, issue)
  }
  const moved = labels.get(name)
  labels.delete(name)
  if (to !== null && moved !== undefined) labels.set(repositoryName(to), moved)
}

export function readIssue(state: MemoryState, ref: IssueRef): Issue | Gone {
  const issue = state.issues.get(formatRef(ref).toLowerCase())
  if (issue === undefined || issue.gone !== null) return issue?.gone ?? 'deleted'
  const { gone: _, events: __, comments: ___, marks: ____, mergedChange: _____, labels, ...plain } = issue
  return { ...plain, labels: [...labels] }
}
