/** Disjoint sets of numbers that can be joined, except where two were told to stay apart; near-linear in all it is told. */
export class DisjointSets {
  readonly #parent = new Map<number, number>()
  readonly #members = new Map<number, number[]>()
  /** By first of a group: the firsts of groups that it must not be joined with. */
  readonly #apart = new Map<number, Set<number>>()

  /** For ever: comes before the joins that it is to prevent. */
  holdApart(a: number, b: number): void {
    const [x, y] = [this.#find(a), this.#find(b)]
    this.#apartOf(x).add(y)
    this.#apartOf(y).add(x)
  }

  /** @returns whether both are in one group now */
  join(a: number, b: number): boolean {
    const [x, y] = [this.#find(a), this.#find(b)]
    if (x === y) return true
    if (this.#apart.get(x)?.has(y)) return false
    // The smaller goes into the larger, so that nothing moves more often than the logarithm of its group's size.
    const cost = (it: number) => this.#membersOf(it).length + this.#apartOf(it).size
    const [into, from] = cost(x) >= cost(y) ? [x, y] : [y, x]
    this.#move(from, into)
    return true
  }

  /** Every group with its members in ascending order; groups of one as well. */
  list(): readonly (readonly number[])[] {
    return [...this.#members.values()].map((members) => [...members].sort((a, b) => a - b))
  }

  #move(from: number, into: number): void {
    this.#parent.set(from, into)
    for (const number of this.#membersOf(from)) this.#membersOf(into).push(number)
    this.#members.delete(from)
    for (const other of this.#apartOf(from)) {
      this.#apartOf(other).delete(from)
      this.#apartOf(other).add(into)
      this.#apartOf(into).add(other)
    }
    this.#apart.delete(from)
  }

  #find(number: number): number {
    let first = number
    for (let up = this.#parent.get(first); up !== undefined; up = this.#parent.get(first)) first = up
    for (let at = number; at !== first; ) {
      const up = this.#parent.get(at) as number
      this.#parent.set(at, first)
      at = up
    }
    this.#membersOf(first)
    return first
  }

  #membersOf(first: number): number[] {
    const members = this.#members.get(first) ?? [first]
    this.#members.set(first, members)
    return members
  }

  #apartOf(first: number): Set<number> {
    const apart = this.#apart.get(first) ?? new Set()
    this.#apart.set(first, apart)
    return apart
  }
}
