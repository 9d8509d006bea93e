/** Typed arrays that grow: numbers by the million at their plain size, where arrays of JavaScript would take ten times it. */

type Numbers = Uint32Array | Float32Array | Uint8Array

/** Grows by a quarter: between copying too often and holding much more than is needed. */
const GROWTH = 1.25
const LEAST = 1_024

export class GrowableArray<T extends Numbers> {
  #values: T
  #length = 0
  readonly #make: (size: number) => T

  /** @param make a typed array of this many zeros */
  constructor(make: (size: number) => T) {
    this.#make = make
    this.#values = make(LEAST)
  }

  get length(): number {
    return this.#length
  }

  /** The numbers themselves, with room behind `length`; another array after the next `push`. */
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

/** Lists of numbers, one after the other in one array: the lists of a million reports without a million arrays. */
export class NumberLists<T extends Numbers> {
  readonly #numbers: GrowableArray<T>
  readonly #ends = new GrowableArray((size) => new Uint32Array(size))

  constructor(make: (size: number) => T) {
    this.#numbers = new GrowableArray(make)
  }

  /** Adds a list; its place is the number of lists before it. */
  push(list: Iterable<number>): void {
    for (const value of list) this.#numbers.push(value)
    this.#ends.push(this.#numbers.length)
  }

  get length(): number {
    return this.#ends.length
  }

  /** All numbers of all lists. */
  get numbers(): T {
    return this.#numbers.values
  }

  /** The list at a place, as a view: another one after the next `push`. */
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
