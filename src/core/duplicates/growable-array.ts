/** Growable typed arrays, which store millions of numbers in a tenth of the memory that plain arrays take. */

export type Numbers = Uint32Array | Float32Array | Float64Array | Uint8Array | Uint16Array

/** Arrays grow by a quarter, a compromise between frequent copies and unused memory. */
const GROWTH = 1.25
const INITIAL_SIZE = 1_024

export class GrowableArray<T extends Numbers> {
  #values: T
  #length: number
  readonly #make: (size: number) => T

  /**
   * @param make creates a typed array of the given length
   * @param initial the first values; the array belongs to this object from now on
   */
  constructor(make: (size: number) => T, initial?: T) {
    this.#make = make
    this.#values = initial ?? make(INITIAL_SIZE)
    this.#length = initial?.length ?? 0
  }

  get length(): number {
    return this.#length
  }

  /** The underlying array, with spare capacity after `length`; the next `push` may replace it. */
  get values(): T {
    return this.#values
  }

  push(value: number): void {
    if (this.#length === this.#values.length) this.#grow()
    this.#values[this.#length++] = value
  }

  at(index: number): number {
    return this.#values[index] as number
  }

  set(index: number, value: number): void {
    this.#values[index] = value
  }

  #grow(): void {
    const grown = this.#make(Math.max(INITIAL_SIZE, Math.ceil(this.#values.length * GROWTH)))
    grown.set(this.#values)
    this.#values = grown
  }
}

/** Lists that are not in memory. */
export interface StoredLists<T extends Numbers> {
  /** End of each list among the numbers of all lists. */
  readonly ends: Uint32Array
  /** Returns a copy of some of the numbers of all lists. */
  read(start: number, end: number): T
}

/**
 * Lists of numbers, stored one after another in a single array: a million lists without a million arrays. The first
 * lists can be stored elsewhere.
 */
export class NumberLists<T extends Numbers> {
  readonly #numbers: GrowableArray<T>
  readonly #ends = new GrowableArray((size) => new Uint32Array(size))
  readonly #stored: StoredLists<T> | null
  /** Number of lists that are stored elsewhere. */
  readonly #before: number

  constructor(make: (size: number) => T, stored: StoredLists<T> | null = null) {
    this.#numbers = new GrowableArray(make)
    this.#stored = stored
    this.#before = stored?.ends.length ?? 0
  }

  /** Appends a list; its place is the number of lists before it. */
  push(list: Iterable<number>): void {
    for (const value of list) this.#numbers.push(value)
    this.#ends.push(this.#numbers.length)
  }

  get length(): number {
    return this.#before + this.#ends.length
  }

  /** The list at a place, as a view that the next `push` may invalidate. */
  at(place: number): T {
    return this.range(place, place + 1)
  }

  /** Number of elements of the list at a place. */
  lengthAt(place: number): number {
    return this.#endOf(place) - this.#startOf(place)
  }

  /** The numbers of consecutive lists, none or all of which are stored elsewhere. */
  range(from: number, to: number): T {
    const [start, end] = [this.#startOf(from), to === from ? this.#startOf(from) : this.#endOf(to - 1)]
    if (this.#stored !== null && from < this.#before) return this.#stored.read(start, end)
    return this.#numbers.values.subarray(start, end) as T
  }

  #startOf(place: number): number {
    return place === 0 || place === this.#before ? 0 : this.#endOf(place - 1)
  }

  #endOf(place: number): number {
    if (this.#stored !== null && place < this.#before) return this.#stored.ends[place] as number
    return this.#ends.at(place - this.#before)
  }
}
