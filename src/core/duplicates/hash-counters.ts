/**
 * Counts how many reports share each of very many hashes (phrases, fingerprints) in one small table. Hashes that fall
 * into one place are counted together: a rare one may seem less rare, never the other way round.
 */
export class HashCounters {
  #table: Uint16Array
  readonly #mask: number

  /** @param about how many different hashes are expected */
  constructor(about: number) {
    const size = 2 ** Math.min(26, Math.max(16, Math.ceil(Math.log2(about))))
    this.#table = new Uint16Array(size)
    this.#mask = size - 1
  }

  of(hash: number): number {
    return this.#table[hash & this.#mask] as number
  }

  /** A count that has reached its end stays there. */
  add(hashes: Iterable<number>, change: 1 | -1): void {
    for (const hash of hashes) {
      const present = this.of(hash)
      if (present !== 0xffff) this.#table[hash & this.#mask] = Math.max(0, present + change)
    }
  }
}
