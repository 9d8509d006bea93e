/** The state of one installation's rate limiter in memory, for one process; the store keeps it for several processes. */
import { MAX_HOLD_MS, type RateLimitLedger } from '../store/budgets.ts'

/** Needs no lease: a rate limiter within one process runs one write at a time. */
export function createMemoryLedger(): RateLimitLedger {
  let writes: readonly number[] = []
  let nextAt = Number.NEGATIVE_INFINITY
  let heldUntil = Number.NEGATIVE_INFINITY
  return {
    async take(now, { gapMs, limits }) {
      // After the clock has been set back, the wait is at most one gap.
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

/** @param first time of the oldest of the last `most` writes; undefined if there are fewer */
function untilBelow(first: number | undefined, withinMs: number, now: number): number {
  return first === undefined ? 0 : first + withinMs - now
}
