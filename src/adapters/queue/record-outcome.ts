import type { ClaimedDelivery, Inbox } from './queue.ts'
import type { AfterFailure } from './retry-policy.ts'

/** What a try came to: the delivery, and what to do about its failure; null when there was none. */
export interface Outcome {
  readonly delivery: ClaimedDelivery
  readonly failure: AfterFailure | null
}

/** Stores what a try came to. */
export function settle(inbox: Inbox, { delivery, failure }: Outcome, now: number): Promise<void> {
  if (failure === null) return inbox.complete(delivery.id, now)
  if (failure.kind === 'park') return inbox.park(delivery.id, failure.reason, now)
  return inbox.retry(delivery.id, failure.reason, failure.dueAt)
}
