/**
 * The table from webhook event to task. A delivery goes into the queue only if its event is in the table. Every other
 * webhook is acknowledged and dropped.
 */
import type { z } from 'zod'
import type { Delivery } from '../../adapters/queue/queue.ts'
import { TriageError } from '../../core/errors.ts'
import { formatRef } from '../../core/issue-ref.ts'
import { hasInstallation, isForeignPing, notFromApp } from './foreign-hook.ts'
import { issueKey, repositoryKey } from './payload-repository.ts'
import * as payloads from './payloads.ts'
import { refuseOtherEvent } from './signed-event.ts'
import type { Task } from './tasks.ts'
import * as tasks from './tasks.ts'

/** A task, with the payload fields that it was read from. */
interface Reading {
  readonly task: Task
  readonly parts: unknown
}

type Reader = (payload: unknown) => Reading | null

const ISSUE = reader(payloads.issuesPayload, tasks.toIssueTask)
const COMMENT = reader(payloads.commentPayload, tasks.toCommentTask)
const UNLABELED = reader(payloads.actionPayloadOfPerson, (parts) =>
  parts.label === undefined ? null : tasks.toActionTask(parts, { kind: 'unlabeled', label: parts.label.name }),
)
const CLOSED = reader(payloads.closedPayload, (parts) =>
  tasks.toActionTask(parts, { kind: 'closed', asCompleted: parts.issue.state_reason === 'completed' }),
)
const REOPENED = reader(payloads.actionPayloadOfPerson, (parts) => tasks.toActionTask(parts, { kind: 'reopened' }))
const COMMENT_DELETED = reader(payloads.deletedPayload, tasks.toDeletedTask)
const GONE = reader(payloads.removedIssuePayload, tasks.toForgetIssueTask)
const DISCUSSION = onDiscussion(ISSUE)
const DISCUSSION_GONE = onDiscussion(GONE)
const DISCUSSION_COMMENT = onDiscussion(COMMENT)
const PUSH = reader(payloads.pushPayload, tasks.toReloadTask)
const RELEASE = reader(payloads.releasePayload, tasks.toReleaseTask)
const INSTALLED = reader(payloads.installedPayload, tasks.toStartBackfillTask)
const FORGET = reader(payloads.repositoriesPayload, tasks.toForgetRepositoriesTask)
const REPOSITORY_DELETED = reader(payloads.repositoryEventPayload, tasks.toForgetRepositoryTask)
const MOVED = reader(payloads.movedPayload, tasks.toRenameTask)
const MADE_PRIVATE = reader(payloads.repositoryEventPayload, tasks.toHideTask)
const OWNER_RENAMED = reader(payloads.ownerRenamedPayload, tasks.toRenameOwnerTask)

/** Event and action → task. The bot subscribes to exactly these events; `app.yml` lists the same events. */
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
  'discussion.created': DISCUSSION,
  'discussion.edited': DISCUSSION,
  'discussion.unlabeled': onDiscussion(UNLABELED),
  'discussion.deleted': DISCUSSION_GONE,
  'discussion.transferred': DISCUSSION_GONE,
  'discussion_comment.created': DISCUSSION_COMMENT,
  'discussion_comment.edited': DISCUSSION_COMMENT,
  'discussion_comment.deleted': onDiscussion(COMMENT_DELETED),
  push: PUSH,
  'release.published': RELEASE,
  'release.released': RELEASE,
  'installation.created': INSTALLED,
  'installation_repositories.added': INSTALLED,
  'installation.deleted': FORGET,
  'installation_repositories.removed': FORGET,
  'repository.deleted': REPOSITORY_DELETED,
  'repository.renamed': MOVED,
  'repository.transferred': MOVED,
  'repository.privatized': MADE_PRIVATE,
  'installation_target.renamed': OWNER_RENAMED,
}

/** Events that the bot sends to itself through the same queue. */
const OWN: Readonly<Record<string, Reader>> = {
  backfill: reader(payloads.backfillPayload, tasks.toBackfillTask),
  reaction: reader(payloads.reactionPayload, tasks.toReactionTask),
  canonical: reader(payloads.canonicalPayload, tasks.toCanonicalTask),
  deferred: reader(payloads.deferredPayload, tasks.toDeferredTask),
  fix: reader(payloads.canonicalPayload, tasks.toOwnTask('show-fix')),
  alarm: reader(payloads.canonicalPayload, tasks.toOwnTask('show-alarms')),
  'alarm-webhook': reader(payloads.alarmHookPayload, tasks.toAlarmHookTask),
  digest: reader(payloads.canonicalPayload, tasks.toOwnTask('show-digest')),
  outcome: reader(payloads.canonicalPayload, tasks.toOwnTask('read-outcome')),
  weekly: reader(payloads.weeklyPayload, tasks.toWeeklyTask),
  requeue: reader(payloads.requeuePayload, ({ delivery }) => ({ kind: 'requeue', delivery })),
}

/** A verified webhook. */
export interface ReceivedWebhook {
  /** The delivery's GUID. */
  readonly id: string
  /** The event's name, without its action. */
  readonly name: string
  readonly payload: unknown
}

/**
 * Cuts the payload down to the fields that are used. A reporter's text may contain a credential, so it is never stored;
 * it is read from GitHub when the delivery is processed.
 *
 * @returns the delivery to store, or null if the bot ignores it (an unused event, a bot's action or issue, a pull
 *   request)
 * @throws TriageError('malformed-delivery') when the event is in the table and its payload does not have the documented
 *   format, TriageError('not-from-app') when it comes from a webhook that was not created by installing the App
 */
export function toDelivery({ id, name, payload }: ReceivedWebhook, receivedAt: number): Delivery | null {
  const { action } = parse(payloads.actionPayload, payload)
  const event = action === undefined ? name : `${name}.${action}`
  // Events that only the bot sends to itself must not be accepted from outside, so they are not looked up here.
  if (!Object.hasOwn(EVENTS, event) && !isForeignPing(event, payload)) return null
  if (Object.hasOwn(EVENTS, event)) refuseOtherEvent(name, payload)
  const reading = readFromApp(event, payload)
  if (reading === null) return null
  const { task, parts } = reading
  const key = keyOf(task) ?? `${event}:${id}`
  return { id, event, key, payload: JSON.stringify(parts), receivedAt }
}

function readFromApp(event: string, payload: unknown): Reading | null {
  if (isForeignPing(event, payload)) throw notFromApp(payload)
  try {
    return read(event, payload)
  } catch (error) {
    throw hasInstallation(payload) ? error : notFromApp(payload)
  }
}

/** Returns the task's key; null for a task without a repository. Tasks with the same key never run at the same time. */
function keyOf(task: Task): string | null {
  if (!('repository' in task)) return null
  return 'ref' in task ? issueKey(task.repository, task.ref.number) : repositoryKey(task.repository)
}

/**
 * @param event name and action, as written by `toDelivery`
 * @throws TriageError('malformed-delivery')
 */
export function readTask(event: string, payload: unknown): Task | null {
  return read(event, payload)?.task ?? null
}

/**
 * Returns a stored delivery's issue or repository, for logs and lists; its key if it does not belong to a single
 * repository.
 */
export function subjectOf({ event, key, payload }: Pick<Delivery, 'event' | 'key' | 'payload'>): string {
  try {
    const task = readTask(event, JSON.parse(payload))
    if (task === null || !('repository' in task)) return key
    return 'ref' in task ? formatRef(task.ref) : `${task.repository.owner}/${task.repository.repo}`
  } catch {
    // The error is reported when the delivery is processed.
    return key
  }
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

/** A discussion's payload has the fields of an issue's under another name; they are stored under the same name. */
function onDiscussion(readIssue: Reader): Reader {
  return (payload) => {
    const { discussion } = parse(payloads.discussionPayload, payload)
    const reading = readIssue(discussion === undefined ? payload : { ...(payload as object), issue: discussion })
    return reading === null ? null : { ...reading, task: { ...reading.task, isDiscussion: true } as Task }
  }
}

function parse<T>(schema: z.ZodType<T>, payload: unknown): T {
  const result = schema.safeParse(payload)
  if (result.success) return result.data
  const issue = result.error.issues[0]
  throw new TriageError(
    'malformed-delivery',
    `The payload does not have the format that GitHub documents: ${issue?.path.join('.')} ${issue?.message}.`,
    {
      hint: 'Check that the sender is GitHub and that the payload is complete.',
      cause: result.error,
    },
  )
}
