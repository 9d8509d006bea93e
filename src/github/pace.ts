/**
 * Keeps the calls of one installation within what GitHub asks of an integration: writes one after the other with a gap
 * between them, and no call at all while GitHub told us to wait. It knows nothing of what the calls do.
 *
 * We pace ourselves because Probot's throttling plugin puts three seconds between any two comments and one queue
 * behind all installations that share a client: a busy repository would then delay the answers in every other one.
 */

/** Whose turn it is to write. One per installation; several processes would need one kept in the database. */
export interface Pace {
  /** Runs `write` alone, and not before the gap since the previous write has passed; in the order of the calls. */
  turn<T>(write: () => Promise<T>): Promise<T>
  /** GitHub told us to wait: `heldFor` counts down from here. A shorter wait never shortens a longer one. */
  hold(ms: number): void
  /** Milliseconds that GitHub still wants us to stay away; 0 when calls are welcome. */
  heldFor(): number
}

export interface PaceOptions {
  /**
   * "Wait at least one second between each request" that writes:
   * https://docs.github.com/en/rest/using-the-rest-api/best-practices-for-using-the-rest-api
   */
  readonly minGapMs?: number
  /** Milliseconds. A clock that jumps back costs one gap at most, but lengthens a hold. */
  readonly now: () => number
  readonly sleep: (ms: number) => Promise<void>
}

/** A pace kept in memory: right for one process. */
export function createPace({ minGapMs = 1000, now, sleep }: PaceOptions): Pace {
  let queue: Promise<unknown> = Promise.resolve()
  let nextAt = Number.NEGATIVE_INFINITY
  let heldUntil = Number.NEGATIVE_INFINITY

  async function runNext<T>(write: () => Promise<T>): Promise<T> {
    const wait = Math.min(nextAt - now(), minGapMs)
    if (wait > 0) await sleep(wait)
    try {
      return await write()
    } finally {
      nextAt = now() + minGapMs
    }
  }

  return {
    turn(write) {
      const result = queue.then(() => runNext(write))
      queue = result.catch(() => undefined)
      return result
    },
    hold(ms) {
      heldUntil = Math.max(heldUntil, now() + ms)
    },
    heldFor: () => Math.max(0, heldUntil - now()),
  }
}
