/**
 * Counts how many reports share each hash of a phrase or fingerprint, using one small table for a very large number of
 * hashes. Hashes in the same slot are counted together, so a hash may seem more frequent than it is, but never rarer.
 */

/** A table of counts that is not in memory. Its size is a power of two. */
export interface StoredCounts {
  readonly size: number
  at(slot: number): number
}

const MAX_COUNT = 0xffff

export class HashCounters {
  readonly #table: Uint16Array | null
  readonly #stored: StoredCounts | null
  /** Changes since the counts were stored, by slot. */
  readonly #changes = new Map<number, number>()
  readonly #mask: number

  /** @param from approximate number of distinct hashes, or the counts so far */
  constructor(from: number | StoredCounts) {
    this.#stored = typeof from === 'number' ? null : from
    this.#table = typeof from === 'number' ? new Uint16Array(sizeFor(from)) : null
    this.#mask = (this.#table?.length ?? this.#stored?.size ?? 1) - 1
  }

  of(hash: number): number {
    return this.#at(hash & this.#mask)
  }

  /** A saturated counter stays at its maximum. */
  add(hashes: Iterable<number>, change: 1 | -1): void {
    for (const hash of hashes) {
      const slot = hash & this.#mask
      const count = this.#at(slot)
      if (count === MAX_COUNT) continue
      const changed = Math.max(0, count + change)
      if (this.#table === null) this.#changes.set(slot, changed)
      else this.#table[slot] = changed
    }
  }

  /** The counts, if all of them are in memory; otherwise empty. */
  get table(): Uint16Array {
    return this.#table ?? new Uint16Array(0)
  }

  #at(slot: number): number {
    if (this.#table !== null) return this.#table[slot] as number
    return this.#changes.get(slot) ?? this.#stored?.at(slot) ?? 0
  }
}

function sizeFor(hashes: number): number {
  return 2 ** Math.min(26, Math.max(16, Math.ceil(Math.log2(hashes))))
}
