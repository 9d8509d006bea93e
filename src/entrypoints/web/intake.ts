/**
 * How much may be coming in at a time. Where there is no room left, what has taken long gives way to what is new, of the
 * sender with the largest share first: whoever keeps many requests open shuts out nobody but themselves.
 */

export interface IntakeOptions {
  /** How much may come in at a time, in the unit that requests are measured in. */
  readonly most: number
  /** What has been coming in for this many milliseconds gives way to what is new. */
  readonly graceMs: number
  /** A sender with more than this part of all gives way at once to somebody else. */
  readonly fairShare: number
  /** Milliseconds, from any beginning. */
  readonly now: () => number
}

/** A request that wants to come in. */
export interface Incoming {
  /** What it takes to begin with. */
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
  /** @returns false where there is no room for so much more of it */
  grow(more: number): boolean
  /** All of it is there: it takes its room, and gives way no more. */
  arrived(): void
  /** What it takes is free again. */
  leave(): void
}

interface Entered extends Incoming {
  readonly at: number
  size: number
  arrived: boolean
}

/** @returns an intake with nothing in it */
export function createIntake({ most, graceMs, fairShare, now }: IntakeOptions): Intake {
  const inside = new Set<Entered>()

  /** Of those that stay, the oldest of the sender with the largest share, if its time is over. */
  function nextToGo(wanting: Incoming, staying: ReadonlySet<Entered>): Entered | null {
    const mayGo = (it: Entered) => !it.arrived && it !== wanting
    const [largest] = [...Map.groupBy(staying, (it) => it.block)]
      .map(([from, entered]) => ({ from, oldest: entered.find(mayGo), share: sizeOf(entered) }))
      .filter(({ oldest }) => oldest !== undefined)
      .toSorted((a, b) => b.share - a.share)
    if (largest?.oldest === undefined) return null
    const takesTooMuch = largest.from !== wanting.block && largest.share > most * fairShare
    return takesTooMuch || now() - largest.oldest.at >= graceMs ? largest.oldest : null
  }

  /** Has those go that must, so that there is room for so much more; false, and nobody goes, when there cannot be. */
  function makeRoom(wanting: Incoming, more: number): boolean {
    if (sizeOf(inside) + more <= most) return true
    const staying = new Set(inside)
    while (sizeOf(staying) + more > most) {
      const next = nextToGo(wanting, staying)
      if (next === null) return false
      staying.delete(next)
    }
    for (const it of [...inside].filter((it) => !staying.has(it))) {
      inside.delete(it)
      it.giveWay()
    }
    return true
  }

  return {
    enter(incoming) {
      if (!makeRoom(incoming, incoming.size)) return null
      const entered = { ...incoming, at: now(), arrived: false }
      inside.add(entered)
      return {
        grow(more) {
          if (!inside.has(entered) || !makeRoom(entered, more)) return false
          entered.size += more
          return true
        },
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
