/** What an event of a workflow asks for: the same as a webhook of the App. Names and numbers are read, never what people wrote. */

import type { Delivery } from '../../adapters/queue/queue.ts'
import type { Analysis } from '../../app/analysis/analysis.ts'
import { commandsBy } from '../../app/events/read-delivery.ts'
import { readTask, toDelivery } from '../../app/webhooks/events.ts'
import type { PayloadRepository } from '../../app/webhooks/payload-repository.ts'
import { withCommandsBefore } from '../../app/webhooks/read-payload.ts'
import type { IssueRef } from '../../core/issue-ref.ts'

/** Events that the Action is there for; whatever else starts the workflow is left alone. */
const EVENTS: readonly string[] = ['issues', 'issue_comment']

/** A workflow has the token of one repository: there is one installation, and it has no number. */
export const INSTALLATION = 0

export interface WorkflowEvent {
  /** Of the event, e.g. `issues`. */
  readonly name: string
  /** As the runner keeps it. */
  readonly payload: object
  readonly runId: string
  /** Milliseconds since the epoch. */
  readonly at: number
}

export interface ActionRequest {
  readonly delivery: Delivery
  readonly repository: PayloadRepository
  readonly ref: IssueRef
  /** The comment that it is about; null where it is about none. */
  readonly comment: number | null
}

/**
 * @returns null when there is nothing to do: another event, a pull request, an act or an issue of a bot
 * @throws TriageError('malformed-delivery') when it is the payload of something else
 */
export async function readEvent(
  { name, payload, runId, at }: WorkflowEvent,
  analysis: Analysis,
): Promise<ActionRequest | null> {
  if (!EVENTS.includes(name)) return null
  const id = `actions-run-${runId}`
  const whole = { ...payload, installation: { id: INSTALLATION } }
  const delivery = toDelivery({ id, name, payload: await withCommandsBefore(name, whole, commandsBy(analysis)) }, at)
  const task = delivery === null ? null : readTask(delivery.event, JSON.parse(delivery.payload))
  if (delivery === null || task === null || !('ref' in task)) return null
  const { repository, ref } = task
  return { delivery, repository, ref, comment: task.kind === 'comment' ? task.commentId : null }
}
