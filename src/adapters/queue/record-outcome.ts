import type { ClaimedDelivery, Queue } from './queue.ts'
import type { AfterFailure } from './retry-policy.ts'

/** Outcome of one try: the delivery, and how to handle its failure (null if the try succeeded). */
export interface DeliveryOutcome {
  readonly delivery: ClaimedDelivery
  readonly failure: AfterFailure | null
}

/** Stores the outcome of a try. */
export function recordOutcome(queue: Queue, { delivery, failure }: DeliveryOutcome, now: number): Promise<void> {
  if (failure === null) return queue.complete(delivery.id, now)
  if (failure.kind === 'park') return queue.park(delivery.id, failure.reason, now)
  return queue.retry(delivery.id, failure.reason, failure.dueAt)
}
