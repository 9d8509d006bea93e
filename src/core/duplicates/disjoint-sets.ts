/**
 * Disjoint sets of numbers (union-find) in which some pairs must stay separate. Takes near-linear time in the number of
 * operations.
 */
export class DisjointSets {
  readonly #parent = new Map<number, number>()
  readonly #members = new Map<number, number[]>()
  /** For each representative, the representatives of the sets that its own set must not be joined with. */
  readonly #apart = new Map<number, Set<number>>()

  /** Separates two numbers permanently. Must be called before the joins that it should prevent. */
  holdApart(a: number, b: number): void {
    const [x, y] = [this.#find(a), this.#find(b)]
    this.#apartOf(x).add(y)
    this.#apartOf(y).add(x)
  }

  /** @returns whether both are now in the same set */
  join(a: number, b: number): boolean {
    const [x, y] = [this.#find(a), this.#find(b)]
    if (x === y) return true
    if (this.#apart.get(x)?.has(y)) return false
    // Merges the smaller set into the larger, so that each number moves at most log(size) times.
    const cost = (it: number) => this.#membersOf(it).length + this.#apartOf(it).size
    const [into, from] = cost(x) >= cost(y) ? [x, y] : [y, x]
    this.#move(from, into)
    return true
  }

  /** @returns the number that stands for the set; a later join may change it */
  representativeOf(number: number): number {
    return this.#find(number)
  }

  /** Every set with its members in ascending order, including sets with a single member. */
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
    let root = number
    for (let up = this.#parent.get(root); up !== undefined; up = this.#parent.get(root)) root = up
    for (let at = number; at !== root; ) {
      const up = this.#parent.get(at) as number
      this.#parent.set(at, root)
      at = up
    }
    this.#membersOf(root)
    return root
  }

  #membersOf(root: number): number[] {
    const members = this.#members.get(root) ?? [root]
    this.#members.set(root, members)
    return members
  }

  #apartOf(root: number): Set<number> {
    const apart = this.#apart.get(root) ?? new Set()
    this.#apart.set(root, apart)
    return apart
  }
}
