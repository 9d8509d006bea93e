/**
 * Lets so many work at a time; the others wait for their turn, for a while. Senders take turns too, so that one who sends
 * much waits behind those who send little.
 */

export interface FairQueueOptions {
  /** How many work at a time. */
  readonly atOnce: number
  /** How many may wait. */
  readonly waiting: number
  /** How long they wait at most, in milliseconds. */
  readonly withinMs: number
}

export interface FairQueue {
  /**
   * @param block of addresses that it is for
   * @param signal aborted when whoever waits has gone away
   * @returns what ends the turn; null when there is none in time
   */
  take(block: string, signal: AbortSignal): Promise<(() => void) | null>
}

interface Waiting {
  readonly block: string
  readonly call: () => void
}

/** No block may have more than this part of those that wait. */
const FAIR_SHARE = 1 / 4

/** @returns turns that nobody has taken */
export function createFairQueue({ atOnce, waiting, withinMs }: FairQueueOptions): FairQueue {
  let working = 0
  let last: string | null = null
  const line: Waiting[] = []

  /** The turn goes to whoever waits next, so that nobody who comes just then gets in between. */
  function end(): void {
    const next = line.find(({ block }) => block !== last) ?? line[0]
    if (next === undefined) working -= 1
    else next.call()
  }

  function hasRoom(block: string): boolean {
    const own = line.filter((it) => it.block === block).length
    return line.length < waiting && own < waiting * FAIR_SHARE
  }

  /** @returns whether its turn came */
  function wait(block: string, signal: AbortSignal): Promise<boolean> {
    return new Promise((resolve) => {
      const settle = (called: boolean) => {
        line.splice(line.indexOf(it), 1)
        clearTimeout(timer)
        signal.removeEventListener('abort', giveUp)
        if (called) last = block
        resolve(called)
      }
      const giveUp = () => settle(false)
      const it = { block, call: () => settle(true) }
      const timer = setTimeout(giveUp, withinMs)
      signal.addEventListener('abort', giveUp)
      line.push(it)
    })
  }

  return {
    async take(block, signal) {
      if (working < atOnce) {
        working += 1
        last = block
        return end
      }
      if (!hasRoom(block) || signal.aborted) return null
      return (await wait(block, signal)) ? end : null
    },
  }
}
