/**
 * What there is too much of in one hour and must not get lost: it waits in the queue, beside its issue, and is put in line
 * there when the next hour begins.
 */
import type { Delivery } from '../../adapters/queue/queue.ts'
import type { Store } from '../../adapters/store/store.ts'
import type { Rights } from '../../core/feedback/feedback-event.ts'
import type { IssueRef, KnownRepository } from '../../core/issue-ref.ts'
import { issueKey } from '../webhooks/payload-repository.ts'
import type { TaskContext } from './event-deps.ts'

const HOUR_MS = 60 * 60 * 1000

/**
 * So often is an issue looked at within an hour by the word or the edits of people without rights; then once more when the
 * hour is over, which reads all that they wrote.
 */
export const MAX_RUNS = 30

/** Somebody's act after which the issue is looked at again. */
export interface RequestedRun {
  readonly ref: IssueRef
  /** GUID of the delivery that told of it. */
  readonly delivery: string
  /** The rights of who caused it, where they are known. */
  readonly by?: Rights | undefined
}

/** @returns false when the issue was looked at often enough in this hour */
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
}

/** Looks at an issue once more; however often it is asked for within one hour, it is one delivery for each kind of people. */
export function deferredRun({ installation, repository, ref, by }: LateRun, now: number): Delivery {
  const key = issueKey(repository, ref.number)
  const parts = { installation: { id: installation }, repository: { id: repository.id }, ref, by }
  const payload = JSON.stringify(parts)
  const id = by === 'maintainer' ? `run:${key}:maintainer` : `run:${key}`
  return postponed({ id: id.toLowerCase(), event: 'deferred', key, payload }, now)
}

/** Accepts the same delivery again for the next hour, since nothing was done about it: no maintainer's word gets lost. */
export async function deferToNextHour({ delivery, queue, clock, log }: TaskContext): Promise<void> {
  const { id, event, key, payload } = delivery
  await queue.accept(postponed({ id, event, key, payload }, clock()))
  log.info({ delivery: id, issue: key }, 'heard later: enough for this hour')
}

/** Under a key of its own: what comes meanwhile must not wait behind it. */
function postponed(delivery: Omit<Delivery, 'receivedAt' | 'dueAt'>, receivedAt: number): Delivery {
  const dueAt = (Math.floor(receivedAt / HOUR_MS) + 1) * HOUR_MS
  const inLine = { ...delivery, id: `${delivery.id}@${dueAt}` }
  const payload = JSON.stringify({ delivery: inLine })
  return { id: `requeue:${inLine.id}`, event: 'requeue', key: `${delivery.key}:requeue`, payload, receivedAt, dueAt }
}
