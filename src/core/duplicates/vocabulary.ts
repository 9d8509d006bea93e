/** The terms in all of a repository's reports, each with its id and the number of reports that have it. */
import { GrowableArray } from './growable-array.ts'

export class Vocabulary {
  readonly #ids: Map<string, number>
  readonly #having: GrowableArray<Uint32Array>

  /**
   * @param terms the first terms, by id
   * @param having number of reports that have each of them
   */
  constructor(terms: readonly string[] = [], having?: Uint32Array) {
    this.#ids = new Map(terms.map((term, id) => [term, id]))
    this.#having = new GrowableArray((size) => new Uint32Array(size), having)
  }

  get size(): number {
    return this.#ids.size
  }

  /** The id of a term, assigned on first use. */
  idOf(term: string): number {
    const known = this.#ids.get(term)
    if (known !== undefined) return known
    const id = this.#ids.size
    // Copies the term: a slice of a long text would keep the whole text in memory.
    this.#ids.set(Buffer.from(term).toString(), id)
    this.#having.push(0)
    return id
  }

  /** All terms, in the order of their ids. */
  get terms(): readonly string[] {
    return [...this.#ids.keys()]
  }

  find(term: string): number | undefined {
    return this.#ids.get(term)
  }

  /** Number of reports that have the term. */
  having(id: number): number {
    return this.#having.at(id)
  }

  /** Adds (`1`) or removes (`-1`) one report with these terms. */
  count(ids: Iterable<number>, change: 1 | -1): void {
    for (const id of ids) this.#having.set(id, this.#having.at(id) + change)
  }
}
