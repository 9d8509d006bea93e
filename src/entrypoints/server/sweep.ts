/**
 * The sweep: asks GitHub which deliveries the bot never acknowledged and requests each of them again. It does not read
 * their content. If the bot does have a delivery after all, the second copy has no effect, because the queue already
 * knows its id.
 */

import type { DeliveryAttempt, HookDeliveries } from '../../adapters/github/hook-deliveries.ts'
import { DAY_MS, MINUTE_MS } from '../../core/time-units.ts'

/**
 * GitHub can send a delivery again for 3 days:
 * https://docs.github.com/en/webhooks/testing-and-troubleshooting-webhooks/redelivering-webhooks
 */
export const REDELIVERABLE_MS = 3 * DAY_MS

/** Limits the burst; the next sweep requests the rest. */
const MAX_REQUESTS = 100

/** Maximum number of attempts read, newest first: 100 pages, which are read one by one and cost one call each. */
const MAX_ATTEMPTS = 10_000

/** The wait after the first failed attempt. It doubles with each attempt; 10 attempts fill the 3 days. */
const FIRST_WAIT_MS = 5 * MINUTE_MS

export interface SweepOptions {
  readonly deliveries: HookDeliveries
  /** Milliseconds since the epoch. */
  readonly now: number
  /** Time to look back to, in milliseconds since the epoch; at most 3 days ago, which is the default. */
  readonly since?: number
  /** Requests every failed delivery now, no matter how many attempts it has had. */
  readonly atOnce?: boolean
}

export interface SweepResult {
  /** Attempts that GitHub listed. */
  readonly looked: number
  /** Deliveries without a successful attempt. */
  readonly failed: number
  /** Failed deliveries that were requested again. */
  readonly requested: number
}

/**
 * @throws TriageError('github-refused') when GitHub does not respond; requests made earlier in the sweep remain valid
 */
export async function sweep({ deliveries, now, since = 0, atOnce = false }: SweepOptions): Promise<SweepResult> {
  const attempts: DeliveryAttempt[] = []
  for await (const attempt of deliveries.attempts(Math.max(since, now - REDELIVERABLE_MS))) {
    attempts.push(attempt)
    if (attempts.length === MAX_ATTEMPTS) break
  }
  const failed = failedDeliveries(attempts)
  const due = failed.filter(({ dueAt }) => atOnce || dueAt <= now).slice(0, MAX_REQUESTS)
  for (const { id } of due) await deliveries.redeliver(id)
  return { looked: attempts.length, failed: failed.length, requested: due.length }
}

/** A delivery without a successful attempt. */
export interface FailedDelivery {
  readonly guid: string
  /** Id of its last attempt. */
  readonly id: number
  /** When to request it again, in milliseconds since the epoch. */
  readonly dueAt: number
}

/** @returns the deliveries without a 2xx response, the earliest due first */
export function failedDeliveries(attempts: readonly DeliveryAttempt[]): readonly FailedDelivery[] {
  const byGuid = Map.groupBy(attempts, ({ guid }) => guid)
  return [...byGuid.values()]
    .filter((tries) => !tries.some(({ statusCode }) => statusCode >= 200 && statusCode < 300))
    .map((tries) => {
      const last = tries.reduce((a, b) => (b.deliveredAt > a.deliveredAt ? b : a))
      return { guid: last.guid, id: last.id, dueAt: last.deliveredAt + FIRST_WAIT_MS * 2 ** (tries.length - 1) }
    })
    .sort((a, b) => a.dueAt - b.dueAt)
}
