import type { ClaimedDelivery, Queue } from './queue.ts'
import type { AfterFailure } from './retry-policy.ts'

/** What a try came to: the delivery, and what to do about its failure; null when there was none. */
export interface DeliveryOutcome {
  readonly delivery: ClaimedDelivery
  readonly failure: AfterFailure | null
}

/** Stores what a try came to. */
export function recordOutcome(queue: Queue, { delivery, failure }: DeliveryOutcome, now: number): Promise<void> {
  if (failure === null) return queue.complete(delivery.id, now)
  if (failure.kind === 'park') return queue.park(delivery.id, failure.reason, now)
  return queue.retry(delivery.id, failure.reason, failure.dueAt)
}
