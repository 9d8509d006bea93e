/** Growable typed arrays, which store millions of numbers in a tenth of the memory that plain arrays take. */

type Numbers = Uint32Array | Float32Array | Uint8Array

/** Arrays grow by a quarter, a compromise between frequent copies and unused memory. */
const GROWTH = 1.25
const INITIAL_SIZE = 1_024

export class GrowableArray<T extends Numbers> {
  #values: T
  #length = 0
  readonly #make: (size: number) => T

  /** @param make creates a typed array of the given length */
  constructor(make: (size: number) => T) {
    this.#make = make
    this.#values = make(INITIAL_SIZE)
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
    const grown = this.#make(Math.ceil(this.#values.length * GROWTH))
    grown.set(this.#values)
    this.#values = grown
  }
}

/** Lists of numbers, stored one after another in a single array: a million lists without a million arrays. */
export class NumberLists<T extends Numbers> {
  readonly #numbers: GrowableArray<T>
  readonly #ends = new GrowableArray((size) => new Uint32Array(size))

  constructor(make: (size: number) => T) {
    this.#numbers = new GrowableArray(make)
  }

  /** Appends a list; its place is the number of lists before it. */
  push(list: Iterable<number>): void {
    for (const value of list) this.#numbers.push(value)
    this.#ends.push(this.#numbers.length)
  }

  get length(): number {
    return this.#ends.length
  }

  /** The numbers of all lists. */
  get numbers(): T {
    return this.#numbers.values
  }

  /** The list at a place, as a view that the next `push` may invalidate. */
  at(place: number): T {
    return this.#numbers.values.subarray(this.start(place), this.end(place)) as T
  }

  start(place: number): number {
    return place === 0 ? 0 : this.#ends.at(place - 1)
  }

  /** Exclusive. */
  end(place: number): number {
    return this.#ends.at(place)
  }
}
