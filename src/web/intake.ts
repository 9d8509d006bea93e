/**
 * How much may be coming in at a time. Where there is no room left, what has taken long gives way to what is new, of the
 * sender with the largest share first: whoever keeps many requests open shuts out nobody but themselves.
 */

export interface IntakeOptions {
  /** How much may come in at a time, in the unit that requests are measured in. */
  readonly most: number
  /** What has come in for this many milliseconds gives way to what is new. */
  readonly graceMs: number
  /** Milliseconds, from any beginning. */
  readonly now: () => number
}

/** A request that wants to come in. */
export interface Incoming {
  readonly size: number
  /** The block of addresses that it comes from. */
  readonly block: string
  /** Called when it has to give way; its size is free again by then. */
  readonly giveWay: () => void
}

export interface Intake {
  /** @returns what to call when it has come in, or will not; null where there is no room for it */
  enter(incoming: Incoming): (() => void) | null
}

interface Entered extends Incoming {
  readonly at: number
}

/** A sender with more than this part of all gives way at once to somebody else. */
const FAIR_SHARE = 1 / 4

/** @returns an intake with nothing in it */
export function createIntake({ most, graceMs, now }: IntakeOptions): Intake {
  const inside = new Set<Entered>()

  /** The oldest of the sender with the largest share. */
  function nextToGo(block: string): Entered | null {
    const [largest] = [...Map.groupBy(inside, (it) => it.block)]
      .map(([from, entered]) => ({ from, oldest: entered[0], share: sizeOf(entered) }))
      .toSorted((a, b) => b.share - a.share)
    if (largest?.oldest === undefined) return null
    const takesTooMuch = largest.from !== block && largest.share > most * FAIR_SHARE
    return takesTooMuch || now() - largest.oldest.at >= graceMs ? largest.oldest : null
  }

  return {
    enter(incoming) {
      if (incoming.size > most) return null
      while (sizeOf(inside) + incoming.size > most) {
        const gone = nextToGo(incoming.block)
        if (gone === null) return null
        inside.delete(gone)
        gone.giveWay()
      }
      const entered = { ...incoming, at: now() }
      inside.add(entered)
      return () => void inside.delete(entered)
    },
  }
}

function sizeOf(entered: Iterable<Entered>): number {
  let sum = 0
  for (const { size } of entered) sum += size
  return sum
}
