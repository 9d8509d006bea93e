/**
 * Keeps the calls of one installation within what GitHub asks of an integration: writes one after the other with a gap
 * between them, and no call at all while GitHub told us to wait. It knows nothing of what the calls do.
 *
 * We pace ourselves because Probot's throttling plugin puts three seconds between any two comments and one queue
 * behind all installations that share a client: a busy repository would then delay the answers in every other one.
 */

import { createMemoryLedger, MAX_HOLD_MS, type RateLimitLedger, type RateLimitRules } from './rate-limit-state.ts'

/** Whose turn it is to write. One per installation. */
export interface RateLimiter {
  /** Runs `write` alone, and not before the gap since the previous write has passed; in the order of the calls. */
  turn<T>(write: () => Promise<T>): Promise<T>
  /** GitHub told us to wait: `heldFor` counts down from here. A shorter wait never shortens a longer one. */
  hold(ms: number): Promise<void>
  /** Milliseconds that GitHub still wants us to stay away; 0 when calls are welcome. */
  heldFor(): Promise<number>
}

export interface RateLimiterOptions {
  /**
   * "Wait at least one second between each request" that writes:
   * https://docs.github.com/en/rest/using-the-rest-api/best-practices-for-using-the-rest-api
   */
  readonly minGapMs?: number
  /** Milliseconds. A clock that is set back costs one gap, a minute with a shared ledger; a hold, an hour at most. */
  readonly now: () => number
  readonly sleep: (ms: number) => Promise<void>
  /** What is shared with other processes; kept in memory when left out. */
  readonly ledger?: RateLimitLedger
}

/**
 * "No more than 80 content-generating requests per minute", and 500 an hour, of which some are left to others:
 * https://docs.github.com/en/rest/using-the-rest-api/rate-limits-for-the-rest-api#about-secondary-rate-limits
 * Every write counts, since GitHub does not say which ones it takes for content.
 */
const LIMITS: RateLimitRules['limits'] = [
  { most: 80, withinMs: 60_000 },
  { most: 400, withinMs: 3_600_000 },
]

/** The pace of one installation. */
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
    turn(write) {
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
