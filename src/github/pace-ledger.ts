/**
 * Who may write next, on behalf of one installation. This one is kept in memory, which is right for one process; the
 * store keeps the same for several.
 */
export interface PaceLedger {
  /**
   * Asks for the turn to write.
   * @returns 0 when it is ours from now on, else the milliseconds after which to ask again
   */
  take(now: number, rules: PaceRules): Promise<number>
  /** The write is over and counts. */
  give(now: number, rules: PaceRules): Promise<void>
  /** GitHub told us to wait. A shorter wait never shortens a longer one. */
  hold(until: number): Promise<void>
  /** Until when GitHub told us to wait; in the past when calls are welcome. */
  heldUntil(): Promise<number>
}

/** What GitHub asks of who writes. */
export interface PaceRules {
  /** Least time between the end of a write and the next, in milliseconds. */
  readonly gapMs: number
  /** At most so many writes within so many milliseconds. */
  readonly limits: readonly { readonly most: number; readonly withinMs: number }[]
}

/** Nobody else can be writing: the turns of one process wait for each other before they ask. */
export function createMemoryLedger(): PaceLedger {
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
    async hold(until) {
      heldUntil = Math.max(heldUntil, until)
    },
    heldUntil: async () => heldUntil,
  }
}

/** @param first the earliest of as many writes as are allowed; undefined when there are fewer */
function untilBelow(first: number | undefined, withinMs: number, now: number): number {
  return first === undefined ? 0 : first + withinMs - now
}
