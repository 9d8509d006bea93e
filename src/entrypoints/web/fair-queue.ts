/**
 * Limits how many requests are processed at a time. The others wait, for a limited time. Clients alternate, so one that
 * sends many requests waits behind those that send few.
 */

export interface FairQueueOptions {
  /** Maximum number of requests processed at a time. */
  readonly atOnce: number
  /** Maximum number of waiting requests. */
  readonly waiting: number
  /** Maximum wait in milliseconds. */
  readonly withinMs: number
}

export interface FairQueue {
  /**
   * @param block the client's address block
   * @param signal aborted when the client disconnects
   * @returns a function that releases the slot; null if no slot became free in time
   */
  take(block: string, signal: AbortSignal): Promise<(() => void) | null>
}

interface Waiter {
  readonly block: string
  readonly call: () => void
}

/** Largest share of the waiting requests that one address block may have. */
const FAIR_SHARE = 1 / 4

/** @returns a queue with all slots free */
export function createFairQueue({ atOnce, waiting, withinMs }: FairQueueOptions): FairQueue {
  let working = 0
  let last: string | null = null
  const waiters: Waiter[] = []

  /** Passes the slot directly to the next waiter, so that no new request can get in between. */
  function release(): void {
    const next = waiters.find(({ block }) => block !== last) ?? waiters[0]
    if (next === undefined) working -= 1
    else next.call()
  }

  function mayWait(block: string): boolean {
    const own = waiters.filter((it) => it.block === block).length
    return waiters.length < waiting && own < waiting * FAIR_SHARE
  }

  /** @returns true if the request got a slot */
  function wait(block: string, signal: AbortSignal): Promise<boolean> {
    return new Promise((resolve) => {
      const settle = (called: boolean) => {
        waiters.splice(waiters.indexOf(it), 1)
        clearTimeout(timer)
        signal.removeEventListener('abort', giveUp)
        if (called) last = block
        resolve(called)
      }
      const giveUp = () => settle(false)
      const it = { block, call: () => settle(true) }
      const timer = setTimeout(giveUp, withinMs)
      signal.addEventListener('abort', giveUp)
      waiters.push(it)
    })
  }

  return {
    async take(block, signal) {
      if (working < atOnce) {
        working += 1
        last = block
        return release
      }
      if (!mayWait(block) || signal.aborted) return null
      return (await wait(block, signal)) ? release : null
    },
  }
}
