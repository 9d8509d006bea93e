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
  /** @returns null where there is no room for it */
  enter(incoming: Incoming): Entrance | null
}

export interface Entrance {
  /** All of it is there: it takes its room, and gives way no more. */
  arrived(): void
  /** What it takes is free again. */
  leave(): void
}

interface Entered extends Incoming {
  readonly at: number
  arrived: boolean
}

/** A sender with more than this part of all gives way at once to somebody else. */
const FAIR_SHARE = 1 / 4

/** @returns an intake with nothing in it */
export function createIntake({ most, graceMs, now }: IntakeOptions): Intake {
  const inside = new Set<Entered>()

  /** Of those that stay, the oldest of the sender with the largest share, if its time is over. */
  function nextToGo(block: string, staying: ReadonlySet<Entered>): Entered | null {
    const [largest] = [...Map.groupBy(staying, (it) => it.block)]
      .map(([from, entered]) => ({ from, oldest: entered.find((it) => !it.arrived), share: sizeOf(entered) }))
      .filter(({ oldest }) => oldest !== undefined)
      .toSorted((a, b) => b.share - a.share)
    if (largest?.oldest === undefined) return null
    const takesTooMuch = largest.from !== block && largest.share > most * FAIR_SHARE
    return takesTooMuch || now() - largest.oldest.at >= graceMs ? largest.oldest : null
  }

  /** Who has to go so that there is room for it; null when there cannot be. */
  function roomFor({ size, block }: Incoming): readonly Entered[] | null {
    const staying = new Set(inside)
    while (sizeOf(staying) + size > most) {
      const next = nextToGo(block, staying)
      if (next === null) return null
      staying.delete(next)
    }
    return [...inside].filter((it) => !staying.has(it))
  }

  return {
    enter(incoming) {
      const going = roomFor(incoming)
      if (going === null) return null
      for (const it of going) {
        inside.delete(it)
        it.giveWay()
      }
      const entered = { ...incoming, at: now(), arrived: false }
      inside.add(entered)
      return {
        arrived() {
          entered.arrived = true
        },
        leave: () => void inside.delete(entered),
      }
    },
  }
}

function sizeOf(entered: Iterable<Entered>): number {
  let sum = 0
  for (const { size } of entered) sum += size
  return sum
}
