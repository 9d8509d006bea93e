/**
 * Counts how many reports share each hash of a phrase or fingerprint, using one small table for a very large number of
 * hashes. Hashes in the same slot are counted together, so a hash may seem more frequent than it is, but never rarer.
 */
export class HashCounters {
  #table: Uint16Array
  readonly #mask: number

  /** @param about approximate number of distinct hashes */
  constructor(about: number) {
    const size = 2 ** Math.min(26, Math.max(16, Math.ceil(Math.log2(about))))
    this.#table = new Uint16Array(size)
    this.#mask = size - 1
  }

  of(hash: number): number {
    return this.#table[hash & this.#mask] as number
  }

  /** A saturated counter stays at its maximum. */
  add(hashes: Iterable<number>, change: 1 | -1): void {
    for (const hash of hashes) {
      const count = this.of(hash)
      if (count !== 0xffff) this.#table[hash & this.#mask] = Math.max(0, count + change)
    }
  }
}
