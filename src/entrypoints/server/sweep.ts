/**
 * The sweep: asks GitHub which webhooks we never acknowledged, and has them sent again. In comes what GitHub remembers of
 * its deliveries; out goes a request for each that failed. It never looks into one, and a delivery that we have after
 * all does nothing when it comes again, since the queue knows its id.
 */
import type { DeliveryAttempt, HookDeliveries } from '../../adapters/github/hook-deliveries.ts'

/** GitHub sends a delivery again for three days: https://docs.github.com/en/webhooks/testing-and-troubleshooting-webhooks/redelivering-webhooks */
export const REDELIVERABLE_MS = 3 * 24 * 60 * 60 * 1000

/** More would be a burst that the next sweep can carry as well. */
const MAX_REQUESTS = 100

/** Pages are read one after the other and cost a call each: 100 of them, the newest first. */
const MAX_ATTEMPTS = 10_000

/** The wait after the first failed attempt; it doubles with each. Ten attempts fill the three days. */
const FIRST_WAIT_MS = 5 * 60 * 1000

export interface SweepOptions {
  readonly deliveries: HookDeliveries
  /** Milliseconds since the epoch. */
  readonly now: number
  /** How far back to look; three days at most, and unless told. */
  readonly since?: number
  /** Whether to have every failed delivery sent again now, however often that was tried. */
  readonly atOnce?: boolean
}

export interface Swept {
  /** Attempts that GitHub listed. */
  readonly looked: number
  /** Deliveries that no attempt brought to us. */
  readonly failed: number
  /** Those of them that were asked for again. */
  readonly requested: number
}

/** @throws TriageError('github-refused') when GitHub does not answer; what was asked for until then is on its way */
export async function sweep({ deliveries, now, since = 0, atOnce = false }: SweepOptions): Promise<Swept> {
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

/** A delivery that no attempt brought to us. */
export interface FailedDelivery {
  readonly guid: string
  /** Number of its last attempt. */
  readonly id: number
  /** When it is worth another attempt, in milliseconds since the epoch. */
  readonly dueAt: number
}

/** Pure. @returns the deliveries without a 2xx answer, the oldest first */
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
