/**
 * Keeps one installation's calls within GitHub's limits for integrations. It runs writes one at a time with a gap in
 * between, and records how long GitHub has asked us to wait. It knows nothing about what the calls contain.
 *
 * It replaces Probot's throttling plugin, which waits 3 seconds between any two comments and uses one queue for all
 * installations that share a client: a busy repository would delay the answers in all the others.
 */

import { HOUR_MS } from '../../core/time-units.ts'
import { MAX_HOLD_MS, type RateLimitLedger, type RateLimitRules } from '../store/budgets.ts'
import { createMemoryLedger } from './rate-limit-state.ts'

/** One installation's rate limiter. */
export interface RateLimiter {
  /** Runs writes one at a time, in call order, and keeps the gap after the previous write. */
  run<T>(write: () => Promise<T>): Promise<T>
  /** Records that GitHub asked us to wait `ms` milliseconds. A shorter wait never shortens a longer one. */
  hold(ms: number): Promise<void>
  /** Returns the milliseconds left to wait; 0 if calls are allowed. */
  heldFor(): Promise<number>
}

export interface RateLimiterOptions {
  /**
   * Gap between writes. GitHub: "wait at least one second between each request" that writes:
   * https://docs.github.com/en/rest/using-the-rest-api/best-practices-for-using-the-rest-api
   */
  readonly minGapMs?: number
  /**
   * Current time in milliseconds. After the clock is set back, a write waits at most one gap (1 minute with a shared
   * ledger), and a hold lasts at most 1 hour.
   */
  readonly now: () => number
  readonly sleep: (ms: number) => Promise<void>
  /** State shared with other processes. Default: in memory. */
  readonly ledger?: RateLimitLedger
}

/**
 * GitHub: "no more than 80 content-generating requests per minute" and 500 per hour; 100 of those are left for other
 * clients: https://docs.github.com/en/rest/using-the-rest-api/rate-limits-for-the-rest-api#about-secondary-rate-limits
 * Every write counts, because GitHub does not document which ones generate content.
 */
const LIMITS: RateLimitRules['limits'] = [
  { most: 80, withinMs: 60_000 },
  { most: 400, withinMs: HOUR_MS },
]

/** Creates a rate limiter for one installation. */
export function createRateLimiter({
  minGapMs = 1000,
  now,
  sleep,
  ledger = createMemoryLedger(),
}: RateLimiterOptions): RateLimiter {
  const rules = { gapMs: minGapMs, limits: minGapMs === 0 ? [] : LIMITS }
  let queue: Promise<unknown> = Promise.resolve()

  async function runNext<T>(write: () => Promise<T>): Promise<T> {
    for (let wait = await ledger.take(now(), rules); wait > 0; wait = await ledger.take(now(), rules)) await sleep(wait)
    try {
      return await write()
    } finally {
      await ledger.give(now(), rules)
    }
  }

  return {
    run(write) {
      const result = queue.then(() => runNext(write))
      queue = result.catch(() => undefined)
      return result
    },
    hold: (ms) => ledger.hold(now(), ms),
    async heldFor() {
      const ms = (await ledger.heldUntil()) - now()
      return ms > MAX_HOLD_MS ? 0 : Math.max(0, ms)
    },
  }
}
