/**
 * Converts a workflow event into the delivery that the App's webhook would produce. Reads only names and numbers, never
 * text written by people.
 */
import type { Delivery } from '../../adapters/queue/queue.ts'
import type { Analysis } from '../../app/analysis/analysis.ts'
import { commandsBy } from '../../app/events/read-delivery.ts'
import { readTask, toDelivery } from '../../app/webhooks/events.ts'
import type { PayloadRepository } from '../../app/webhooks/payload-repository.ts'
import { withCommandsBefore } from '../../app/webhooks/read-payload.ts'
import type { IssueRef } from '../../core/issue-ref.ts'

/** Events that the Action handles. All others are ignored. */
const EVENTS: readonly string[] = ['issues', 'issue_comment']

/** A workflow's token covers a single repository, so there is only one installation, and it has no id. */
export const INSTALLATION = 0

export interface WorkflowEvent {
  /** Event name, e.g. `issues`. */
  readonly name: string
  /** The event's payload, as the runner stores it. */
  readonly payload: object
  readonly runId: string
  /** Milliseconds since the epoch. */
  readonly at: number
}

export interface ActionRequest {
  readonly delivery: Delivery
  readonly repository: PayloadRepository
  readonly ref: IssueRef
  /** Id of the comment that the event is about; null if it is not about a comment. */
  readonly comment: number | null
}

/**
 * @returns null when there is nothing to do: another event, a pull request, or an action or issue by a bot
 * @throws TriageError('malformed-delivery') when the payload belongs to another event
 */
export async function readEvent(
  { name, payload, runId, at }: WorkflowEvent,
  analysis: Analysis,
): Promise<ActionRequest | null> {
  if (!EVENTS.includes(name)) return null
  const id = `actions-run-${runId}`
  const withInstallation = { ...payload, installation: { id: INSTALLATION } }
  const delivery = toDelivery(
    { id, name, payload: await withCommandsBefore(name, withInstallation, commandsBy(analysis)) },
    at,
  )
  const task = delivery === null ? null : readTask(delivery.event, JSON.parse(delivery.payload))
  if (delivery === null || task === null || !('ref' in task)) return null
  const { repository, ref } = task
  return { delivery, repository, ref, comment: task.kind === 'comment' ? task.commentId : null }
}
