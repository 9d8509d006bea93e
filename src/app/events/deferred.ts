/**
 * Defers work that exceeds an hourly limit but must not get lost. The work waits in the queue under its own key, and
 * joins its issue's other deliveries when the next hour starts.
 */

import type { Delivery } from '../../adapters/queue/queue.ts'
import type { Store } from '../../adapters/store/store.ts'
import type { Rights } from '../../core/feedback/feedback-event.ts'
import type { IssueRef, KnownRepository } from '../../core/issue-ref.ts'
import { HOUR_MS } from '../../core/time-units.ts'
import { BUDGET_USED_UP } from '../hourly-budget.ts'
import { issueKey } from '../webhooks/payload-repository.ts'
import type { TaskContext } from './event-deps.ts'

/**
 * Maximum number of pipeline runs per issue and hour that are caused by comments and edits from people who are not
 * maintainers. One more run when the hour is over reads everything that they have written.
 */
export const MAX_RUNS = 30

/** A pipeline run that somebody caused. */
export interface RequestedRun {
  readonly ref: IssueRef
  /** GUID of the delivery that triggered the run. */
  readonly delivery: string
  /** The rights of the person who caused the run, if known. */
  readonly by?: Rights | undefined
}

/** @returns false if the issue has used up this hour's runs */
export async function mayRun(
  { ref, delivery, by }: RequestedRun,
  store: Pick<Store, 'takeShare'>,
  at: number,
): Promise<boolean> {
  if (by === 'maintainer') return true
  const share = { repository: ref, budget: 'runs', subject: `#${ref.number}`, act: delivery }
  return store.takeShare({ ...share, at, windowMs: HOUR_MS, most: MAX_RUNS })
}

interface LateRun {
  readonly installation: number
  readonly repository: KnownRepository
  readonly ref: IssueRef
  readonly by?: Rights | undefined
  readonly isDiscussion?: true | undefined
}

/**
 * Creates a delivery for one more run on an issue in the next hour. Repeated requests within an hour become one
 * delivery for each kind of rights.
 */
export function deferredRun(run: LateRun, now: number): Delivery {
  const { installation, repository, ref, by, isDiscussion: discussion } = run
  const key = issueKey(repository, ref.number)
  const about = { installation: { id: installation }, repository: { id: repository.id }, ref }
  const payload = JSON.stringify({ ...about, by, discussion })
  const id = by === 'maintainer' ? `run:${key}:maintainer` : `run:${key}`
  return postponed({ id: id.toLowerCase(), event: 'deferred', key, payload }, now)
}

/**
 * Puts the same delivery into the queue again for the next hour. Nothing has been done about it yet, and a maintainer's
 * feedback must not get lost.
 */
export async function deferToNextHour({ delivery, queue, clock, log }: TaskContext): Promise<void> {
  const { id, event, key, payload } = delivery
  await queue.accept(postponed({ id, event, key, payload }, clock()))
  log.info({ delivery: id, issue: key }, `deferred to the next hour: ${BUDGET_USED_UP}`)
}

/** Uses a separate key, so that the issue's later deliveries do not wait behind it. */
function postponed(delivery: Omit<Delivery, 'receivedAt' | 'dueAt'>, receivedAt: number): Delivery {
  const dueAt = (Math.floor(receivedAt / HOUR_MS) + 1) * HOUR_MS
  const requeued = { ...delivery, id: `${delivery.id}@${dueAt}` }
  const payload = JSON.stringify({ delivery: requeued })
  return { id: `requeue:${requeued.id}`, event: 'requeue', key: `${delivery.key}:requeue`, payload, receivedAt, dueAt }
}
