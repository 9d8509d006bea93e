/**
 * Keeps clusters compact: a cluster grows only by reports that match most of its core, or three of its reports, so that
 * A~B and B~C alone do not join A and C. Reports that people joined count as one.
 */
import type { DisjointSets } from './disjoint-sets.ts'

/** Number of reports in a core: enough to outvote one wrong match, few enough for constant time. */
const MAX_CORE = 3

export class ClusterCores {
  readonly #sets: DisjointSets
  readonly #neighbours = new Map<number, Set<number>>()
  /** Reports that people joined are one unit; by report. */
  readonly #units = new Map<number, number>()
  /** The first units of a cluster, which its most probable matches joined; by its representative. */
  readonly #cores = new Map<number, readonly number[]>()

  /** @param sets the reports as feedback joined them */
  constructor(sets: DisjointSets) {
    this.#sets = sets
  }

  /** Adds an accepted match. All of them are added before the first `join`. */
  addMatch(a: number, b: number): void {
    const [x, y] = [this.#addReport(a), this.#addReport(b)]
    this.#neighboursOf(x).add(y)
    this.#neighboursOf(y).add(x)
  }

  /** Joins the clusters of two matched reports if they are close. */
  join(a: number, b: number): void {
    if (this.#sets.representativeOf(a) === this.#sets.representativeOf(b)) return
    const [x, y] = [this.#coreOf(a), this.#coreOf(b)]
    if (!this.#doCoresMatch(x, y) && !this.#isSupported(a, b)) return
    if (!this.#sets.join(a, b)) return
    const [more, fewer] = x.length >= y.length ? [x, y] : [y, x]
    const core = [...new Set([...more, ...fewer])].slice(0, MAX_CORE)
    this.#cores.set(this.#sets.representativeOf(a), core)
  }

  /** Whether more than half of the pairs between two cores match. */
  #doCoresMatch(x: readonly number[], y: readonly number[]): boolean {
    let matched = 0
    for (const one of x) {
      const neighbours = this.#neighboursOf(one)
      for (const other of y) if (neighbours.has(other)) matched++
    }
    return 2 * matched > x.length * y.length
  }

  /**
   * Whether one of two reports matches three of the other's cluster. A report's matches are limited, so in a large
   * cluster they need not reach the core. Asks the report with fewer matches, so that a hub does not cost more.
   */
  #isSupported(a: number, b: number): boolean {
    const [x, y] = [this.#unitOf(a), this.#unitOf(b)]
    const [few, other] = this.#neighboursOf(x).size <= this.#neighboursOf(y).size ? [x, y] : [y, x]
    const cluster = this.#sets.representativeOf(other)
    let supporters = 0
    for (const neighbour of this.#neighboursOf(few)) {
      if (this.#sets.representativeOf(neighbour) === cluster) supporters++
      if (supporters >= MAX_CORE) return true
    }
    return false
  }

  #coreOf(number: number): readonly number[] {
    return this.#cores.get(this.#sets.representativeOf(number)) ?? [this.#unitOf(number)]
  }

  #addReport(number: number): number {
    const known = this.#units.get(number)
    if (known !== undefined) return known
    const unit = this.#sets.representativeOf(number)
    this.#units.set(number, unit)
    return unit
  }

  #unitOf(number: number): number {
    return this.#units.get(number) as number
  }

  #neighboursOf(unit: number): Set<number> {
    const neighbours = this.#neighbours.get(unit) ?? new Set()
    this.#neighbours.set(unit, neighbours)
    return neighbours
  }
}
