/**
 * Who may write next, on behalf of one installation. This one is kept in memory, which is right for one process; the
 * store keeps the same for several.
 */
export interface RateLimitLedger {
  /**
   * Asks for the turn to write.
   * @returns 0 when it is ours from now on, else the milliseconds after which to ask again
   */
  take(now: number, rules: RateLimitRules): Promise<number>
  /** The write is over and counts. */
  give(now: number, rules: RateLimitRules): Promise<void>
  /**
   * GitHub told us to wait so many milliseconds from now, `MAX_HOLD_MS` at most. A shorter wait never shortens a longer
   * one, but for one that no clock of today can have begun.
   */
  hold(now: number, ms: number): Promise<void>
  /** Until when GitHub told us to wait; in the past when calls are welcome. */
  heldUntil(): Promise<number>
}

/**
 * Longest hold. "If you exceed your primary rate limit, … `x-ratelimit-reset`", which comes within the hour:
 * https://docs.github.com/en/rest/using-the-rest-api/rate-limits-for-the-rest-api. Who is told to wait longer asks once more
 * after an hour, and is told again. What is held for longer was held by a clock that has been set back since.
 */
export const MAX_HOLD_MS = 60 * 60 * 1000

/** What GitHub asks of who writes. */
export interface RateLimitRules {
  /** Least time between the end of a write and the next, in milliseconds. */
  readonly gapMs: number
  /** At most so many writes within so many milliseconds. */
  readonly limits: readonly { readonly most: number; readonly withinMs: number }[]
}

/** Nobody else can be writing: the turns of one process wait for each other before they ask. */
export function createMemoryLedger(): RateLimitLedger {
  let writes: readonly number[] = []
  let nextAt = Number.NEGATIVE_INFINITY
  let heldUntil = Number.NEGATIVE_INFINITY
  return {
    async take(now, { gapMs, limits }) {
      // A clock that was set back costs one gap at most.
      nextAt = Math.min(nextAt, now + gapMs)
      const past = writes.filter((at) => at <= now)
      const waits = limits.map(({ most, withinMs }) => untilBelow(past.at(-most), withinMs, now))
      return Math.max(0, nextAt - now, ...waits)
    },
    async give(now, { gapMs, limits }) {
      nextAt = now + gapMs
      writes = [...writes, now].slice(-Math.max(0, ...limits.map(({ most }) => most)))
    },
    async hold(now, ms) {
      if (heldUntil > now + MAX_HOLD_MS) heldUntil = now
      heldUntil = Math.max(heldUntil, now + Math.min(ms, MAX_HOLD_MS))
    },
    heldUntil: async () => heldUntil,
  }
}

/** @param first the earliest of as many writes as are allowed; undefined when there are fewer */
function untilBelow(first: number | undefined, withinMs: number, now: number): number {
  return first === undefined ? 0 : first + withinMs - now
}
