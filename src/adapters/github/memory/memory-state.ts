/** State of the in-memory GitHub, and functions that look things up in it. */
import { formatRef, type IssueRef, type RepositoryRef, repositoryName } from '../../../core/issue-ref.ts'
import type { EventActor, LabelDefinition, LabelEvent } from '../../../core/plan/plan.ts'
import type { DuplicateMark } from '../duplicate-marks.ts'
import type { Gone, Issue } from '../issue.ts'
import type { MergedChange } from '../merged-changes.ts'
import { refusedError } from '../refusal.ts'

/** A comment in memory. */
export interface MemoryComment {
  readonly id: number
  body: string
  readonly by: EventActor
  readonly author: string
  readonly createdAt: number
  minimised: boolean
  /** Logins of people who reacted with 👎. */
  readonly against: string[]
}

/** An issue in memory. */
export interface MemoryIssue {
  title: string
  body: string | null
  open: boolean
  locked: boolean
  gone: Gone | null
  readonly author: string
  readonly isPullRequest: boolean
  readonly createdAt: number
  updatedAt: number
  closedAt: number | null
  closedAs: Issue['closedAs']
  reactions: number
  type: string | null
  readonly fields: readonly number[]
  readonly labels: string[]
  readonly events: LabelEvent[]
  readonly comments: MemoryComment[]
  readonly marks: DuplicateMark[]
  /** The merged change that closed it; null if a person did. */
  mergedChange: MergedChange | null
}

/**
 * The whole state. Labels are keyed by repository, then by name in lower case: GitHub's label names are
 * case-insensitive.
 */
export interface MemoryState {
  readonly issues: Map<string, MemoryIssue>
  readonly labels: Map<string, Map<string, LabelDefinition>>
  lastId: number
  /** Milliseconds since the epoch. */
  readonly clock: () => number
}

/**
 * Returns the issue.
 * @throws TriageError('github-refused') with GitHub's status: 301 for a transferred issue, 410 for a deleted one, 404
 *   for an unknown one
 */
export function findIssue(state: MemoryState, ref: IssueRef): MemoryIssue {
  const issue = state.issues.get(formatRef(ref).toLowerCase())
  if (issue?.gone === null) return issue
  const status = issue === undefined ? 404 : issue.gone === 'transferred' ? 301 : 410
  throw refusedError(`to find ${formatRef(ref)}`, Object.assign(new Error('gone'), { status }))
}

/** Returns the labels of a repository, or of an issue's repository. */
export function labelsOf(state: MemoryState, repository: RepositoryRef): Map<string, LabelDefinition> {
  const key = repositoryName(repository)
  const labels = state.labels.get(key) ?? new Map<string, LabelDefinition>()
  state.labels.set(key, labels)
  return labels
}
