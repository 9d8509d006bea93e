/**
 * Limits how much data may be arriving at a time. When the limit is reached, the oldest request from the client with
 * the largest share gives way to a new one, so a client that keeps many requests open shuts out only itself.
 */

export interface IntakeOptions {
  /** Capacity, in the same unit as the size of the requests. */
  readonly most: number
  /** A request that has been arriving for this many milliseconds gives way to a new one. */
  readonly graceMs: number
  /** A client with more than this share of the capacity gives way to another client at once. */
  readonly fairShare: number
  /** Milliseconds since an arbitrary starting point. */
  readonly now: () => number
}

/** A request that wants to enter. */
export interface Incoming {
  /** Its initial size. */
  readonly size: number
  /** The client's address block. */
  readonly block: string
  /** Called when the request has to give way; its capacity has already been freed by then. */
  readonly giveWay: () => void
}

export interface Intake {
  /** @returns null if there is no capacity for it */
  enter(incoming: Incoming): IntakeSlot | null
}

export interface IntakeSlot {
  /** @returns false if there is no capacity for `more` */
  grow(more: number): boolean
  /** Marks the request as complete: it keeps its size and no longer gives way. */
  arrived(): void
  /** Frees its size. */
  leave(): void
}

interface Entered extends Incoming {
  readonly at: number
  size: number
  arrived: boolean
}

/** @returns an empty intake */
export function createIntake({ most, graceMs, fairShare, now }: IntakeOptions): Intake {
  const inside = new Set<Entered>()

  /** Finds the oldest staying request from the client with the largest share, if that request has to give way. */
  function nextToLeave(newcomer: Incoming, staying: ReadonlySet<Entered>): Entered | null {
    const mayLeave = (it: Entered) => !it.arrived && it !== newcomer
    const [largest] = [...Map.groupBy(staying, (it) => it.block)]
      .map(([from, entered]) => ({ from, oldest: entered.find(mayLeave), share: sizeOf(entered) }))
      .filter(({ oldest }) => oldest !== undefined)
      .toSorted((a, b) => b.share - a.share)
    if (largest?.oldest === undefined) return null
    const takesTooMuch = largest.from !== newcomer.block && largest.share > most * fairShare
    return takesTooMuch || now() - largest.oldest.at >= graceMs ? largest.oldest : null
  }

  /** Removes requests until `more` fits. Returns false, and removes none, if that is impossible. */
  function makeSpace(newcomer: Incoming, more: number): boolean {
    if (sizeOf(inside) + more <= most) return true
    const staying = new Set(inside)
    while (sizeOf(staying) + more > most) {
      const next = nextToLeave(newcomer, staying)
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
      if (!makeSpace(incoming, incoming.size)) return null
      const entered = { ...incoming, at: now(), arrived: false }
      inside.add(entered)
      return {
        grow(more) {
          if (!inside.has(entered) || !makeSpace(entered, more)) return false
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
