/**
 * What the bot does with each kind of webhook: one table. A delivery goes into the inbox only when the table has its
 * event; everything else is acknowledged and forgotten.
 */
import type { z } from 'zod'
import { parseMarker } from '../comments/marker.ts'
import { TriageError } from '../errors.ts'
import type { HeardAct } from '../hearing/hear-act.ts'
import type { HeardComment } from '../hearing/hear-comment.ts'
import type { Delivery } from '../inbox/inbox.ts'
import { formatRef, type IssueRef, type RepositoryRef } from '../issue-ref.ts'
import type { BackfillTurn } from './backfill-turns.ts'
import {
  actionPayload,
  actPayload,
  backfillPayload,
  closedPayload,
  commentPayload,
  deletedPayload,
  gatheredPayload,
  gonePayload,
  installedPayload,
  issuesPayload,
  pushPayload,
  repositoriesPayload,
  signPayload,
} from './payloads.ts'

/** What is to be done about a delivery. */
export type Task =
  | { readonly kind: 'triage'; readonly installation: number; readonly ref: IssueRef }
  | { readonly kind: 'drop'; readonly ref: IssueRef }
  | { readonly kind: 'gather'; readonly installation: number; readonly ref: IssueRef }
  | ({ readonly kind: 'hear-comment'; readonly installation: number } & HeardComment)
  | ({ readonly kind: 'hear-act'; readonly installation: number } & HeardAct)
  | { readonly kind: 'forget'; readonly repositories: readonly RepositoryRef[] }
  | { readonly kind: 'begin-backfill'; readonly installation: number; readonly repositories: readonly RepositoryRef[] }
  | ({ readonly kind: 'backfill' } & BackfillTurn)
  | { readonly kind: 'reread-settings'; readonly installation: number; readonly repository: RepositoryRef }

/** A task with the parts of the payload that it was read from. */
interface Reading {
  readonly task: Task
  readonly parts: unknown
}

type Reader = (payload: unknown) => Reading | null

const ISSUE = reader(issuesPayload, toIssueTask)
const COMMENT = reader(commentPayload, toCommentTask)
const UNLABELED = reader(actPayload, (parts) =>
  parts.label === undefined ? null : toActTask(parts, { kind: 'unlabeled', label: parts.label.name }),
)
const CLOSED = reader(closedPayload, (parts) =>
  toActTask(parts, { kind: 'closed', asCompleted: parts.issue.state_reason === 'completed' }),
)
const REOPENED = reader(actPayload, (parts) => toActTask(parts, { kind: 'reopened' }))
const COMMENT_DELETED = reader(deletedPayload, toDeletedTask)
const GONE = reader(gonePayload, toDropTask)
const PUSH = reader(pushPayload, toRereadTask)
const INSTALLED = reader(installedPayload, toBeginTask)
const FORGET = reader(repositoriesPayload, toForgetTask)

/** Event with action → what it asks for. The one list of what the bot listens to; `app.yml` names the same events. */
export const EVENTS: Readonly<Record<string, Reader>> = {
  'issues.opened': ISSUE,
  'issues.edited': ISSUE,
  'issues.reopened': REOPENED,
  'issues.closed': CLOSED,
  'issues.unlabeled': UNLABELED,
  'issues.deleted': GONE,
  'issues.transferred': GONE,
  'issue_comment.created': COMMENT,
  'issue_comment.edited': COMMENT,
  'issue_comment.deleted': COMMENT_DELETED,
  push: PUSH,
  'installation.created': INSTALLED,
  'installation_repositories.added': INSTALLED,
  'installation.deleted': FORGET,
  'installation_repositories.removed': FORGET,
}

/** What the bot asks of itself, through the same inbox. */
const OWN: Readonly<Record<string, Reader>> = {
  backfill: reader(backfillPayload, toBackfillTask),
  sign: reader(signPayload, toSignTask),
  gathered: reader(gatheredPayload, ({ installation, ref }) => ({
    kind: 'gather',
    installation: installation.id,
    ref,
  })),
}

/** A verified webhook as the inbox wants it, and what it is about. */
export interface Received {
  /** GUID of the delivery. */
  readonly id: string
  /** Name of the event, without its action. */
  readonly name: string
  readonly payload: unknown
}

/**
 * Its payload is cut down to the parts that are used: what a reporter wrote, perhaps with a credential in it, is read
 * from GitHub when its turn comes and never stored.
 *
 * @returns the delivery to store, or null when there is nothing to do about it (an event that we do not use, an act of
 *   a bot or an issue of one, a pull request)
 * @throws TriageError('malformed-delivery') when the event is ours and its payload is not what GitHub documents
 */
export function toDelivery({ id, name, payload }: Received, receivedAt: number): Delivery | null {
  const { action } = parse(actionPayload, payload)
  const event = action === undefined ? name : `${name}.${action}`
  const reading = read(event, payload)
  if (reading === null) return null
  const { task, parts } = reading
  const key = keyOf(task) ?? `${event}:${id}`
  return { id, event, key, payload: JSON.stringify(parts), receivedAt }
}

/** Tasks of one key never run at once; null where each stands alone. */
function keyOf(task: Task): string | null {
  if ('ref' in task) return formatRef(task.ref)
  return 'repository' in task ? `${task.repository.owner}/${task.repository.repo}` : null
}

/**
 * @param event name with action, as `toDelivery` wrote it
 * @throws TriageError('malformed-delivery')
 */
export function readTask(event: string, payload: unknown): Task | null {
  return read(event, payload)?.task ?? null
}

function read(event: string, payload: unknown): Reading | null {
  const readers = Object.hasOwn(EVENTS, event) ? EVENTS : OWN
  return Object.hasOwn(readers, event) ? (readers[event]?.(payload) ?? null) : null
}

function reader<Parts>(schema: z.ZodType<Parts>, toTask: (parts: Parts) => Task | null): Reader {
  return (payload) => {
    const parts = parse(schema, payload)
    const task = toTask(parts)
    return task === null ? null : { task, parts }
  }
}

/** Acts of bots, our own among them, their issues, and pull requests are none of our business. */
function toIssueTask({ installation, repository, issue, sender }: z.infer<typeof issuesPayload>): Task | null {
  if (sender.type === 'Bot' || issue.user?.type === 'Bot' || issue.pull_request !== undefined) return null
  const ref = { owner: repository.owner.login, repo: repository.name, number: issue.number }
  return { kind: 'triage', installation: installation.id, ref }
}

function toCommentTask(parts: z.infer<typeof commentPayload>): Task | null {
  const task = toIssueTask(parts)
  if (task?.kind !== 'triage') return null
  const { comment, changes, sender } = parts
  const { installation, ref } = task
  return {
    kind: 'hear-comment',
    installation,
    ref,
    commentId: comment.id,
    before: changes?.body?.from ?? [],
    by: sender.login,
  }
}

function toActTask(parts: z.infer<typeof actPayload>, act: HeardAct['act']): Task | null {
  const task = toIssueTask(parts)
  if (task?.kind !== 'triage') return null
  return { kind: 'hear-act', installation: task.installation, ref: task.ref, who: parts.sender.login, act }
}

/** Whoever did it, a bot too: what is gone is not found any more. Where it went, it is opened. */
function toDropTask({ repository, issue }: z.infer<typeof gonePayload>): Task | null {
  if (issue.pull_request !== undefined) return null
  return { kind: 'drop', ref: { owner: repository.owner.login, repo: repository.name, number: issue.number } }
}

/** Only a comment of the bot's own begins with its marker and is written by a bot. */
function toDeletedTask(parts: z.infer<typeof deletedPayload>): Task | null {
  const { comment } = parts
  if (comment.user?.type !== 'Bot' || comment.body === '') return null
  return toActTask(parts, { kind: 'comment-deleted', asserted: parseMarker(comment.body)?.signature ?? null })
}

function toRereadTask({ installation, repository, ref, commits }: z.infer<typeof pushPayload>): Task | null {
  const { name: repo, owner, default_branch: branch } = repository
  const touches = commits.some(({ added, modified, removed }) => [...added, ...modified, ...removed].length > 0)
  if (ref !== `refs/heads/${branch}` || !touches) return null
  return { kind: 'reread-settings', installation: installation.id, repository: { owner: owner.login, repo } }
}

function toForgetTask({ repositories, repositories_removed }: z.infer<typeof repositoriesPayload>): Task {
  return { kind: 'forget', repositories: [...repositories, ...repositories_removed].map(toRepository) }
}

function toBeginTask({ installation, repositories, repositories_added }: z.infer<typeof installedPayload>): Task {
  const added = [...repositories, ...repositories_added].map(toRepository)
  return { kind: 'begin-backfill', installation: installation.id, repositories: added }
}

function toRepository({ full_name }: { readonly full_name: string }): RepositoryRef {
  const [owner = '', repo = ''] = full_name.split('/')
  return { owner, repo }
}

function toSignTask({ installation, ref, who }: z.infer<typeof signPayload>): Task {
  const act = { kind: who === null ? 'comment-minimised' : 'reaction' } as const
  return { kind: 'hear-act', installation: installation.id, ref, who: who ?? HIDDEN_BY, act }
}

/** GitHub does not say who hid a comment. */
const HIDDEN_BY = 'somebody'

function toBackfillTask({ installation, repository, step }: z.infer<typeof backfillPayload>): Task {
  const { name: repo, owner } = repository
  return { kind: 'backfill', installation: installation.id, repository: { owner: owner.login, repo }, step }
}

function parse<T>(schema: z.ZodType<T>, payload: unknown): T {
  const result = schema.safeParse(payload)
  if (result.success) return result.data
  const issue = result.error.issues[0]
  throw new TriageError(
    'malformed-delivery',
    `The payload is not what GitHub documents: ${issue?.path.join('.')} ${issue?.message}.`,
    {
      hint: 'Check that the sender is GitHub and that the payload is whole.',
      cause: result.error,
    },
  )
}
