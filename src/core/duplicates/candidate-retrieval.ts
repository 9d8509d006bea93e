/**
 * The first pass of a search: every report is scored by the query's most telling terms, and the best are handed on to be
 * compared exactly. It reads arrays and writes only to its own room, which every query uses again.
 */

import type { NumberLists } from './growable-array.ts'
import type { Postings } from './postings.ts'
import type { IndexedFacts } from './prepared-report.ts'
import { TopK } from './top-k.ts'

export interface QueryTerm {
  readonly id: number
  /** Weight in the query times rarity, squared: what the term can add to a score. */
  readonly value: number
}

/** What is searched: the parts of an index, and which of its reports may be found. */
export interface Searched {
  readonly postings: Postings
  /** By place; null where a report was taken out. */
  readonly facts: readonly (IndexedFacts | null)[]
  readonly terms: NumberLists<Uint32Array>
  /** Beside `terms`. */
  readonly weights: Uint8Array
  /** By place. */
  readonly lengths: Float32Array
  /** How many terms there are. */
  readonly known: number
  readonly wanted: (facts: IndexedFacts) => boolean
}

/** A query reads at most this many postings, those of its most telling terms: what keeps it short in a large index. */
const MAX_POSTINGS = 200_000

/** So many of the roughly best are compared exactly. */
const MAX_COMPARED = 200

export class CandidateRetrieval {
  #scores = new Float32Array(0)
  #telling = new Float32Array(0)

  /**
   * @param terms the most telling ones of the query, first
   * @returns places, best first; scores leave out the lengths that depend on rarity
   */
  best(terms: readonly QueryTerm[], searched: Searched): ReturnType<TopK['list']> {
    const best = new TopK(MAX_COMPARED)
    this.#readPostings(terms, searched.postings)
    this.#offerBest(best, searched)
    this.#offerNewest(best, terms, searched)
    return best.list()
  }

  #readPostings(asked: readonly QueryTerm[], { covered, terms, ends, places, weights }: Postings): void {
    this.#scores = atLeast(this.#scores, covered)
    const scores = this.#scores.fill(0)
    let left = MAX_POSTINGS
    for (const { id, value } of asked) {
      if (id >= terms) continue
      const start = id === 0 ? 0 : (ends[id - 1] as number)
      const end = ends[id] as number
      if (end - start > left) continue
      left -= end - start
      for (let at = start; at < end; at++) {
        const place = places[at] as number
        scores[place] = (scores[place] as number) + value * (weights[at] as number)
      }
    }
  }

  /** Hardly any place passes the first two comparisons: this loop is most of the time of a query. */
  #offerBest(best: TopK, { postings: { covered }, facts, lengths, wanted }: Searched): void {
    const scores = this.#scores
    let { least } = best
    for (let place = 0; place < covered; place++) {
      const score = scores[place] as number
      if (score === 0) continue
      const shared = score / (lengths[place] as number)
      if (shared < least) continue
      const its = facts[place]
      if (!its || !wanted(its)) continue
      best.offer(place, shared)
      least = best.least
    }
  }

  /** Those that came after the postings were made, one by one. */
  #offerNewest(best: TopK, asked: readonly QueryTerm[], searched: Searched): void {
    const { postings, facts, lengths, known, wanted } = searched
    this.#telling = atLeast(this.#telling, known)
    const telling = this.#telling
    for (const { id, value } of asked) telling[id] = value
    for (let place = postings.covered; place < facts.length; place++) {
      const its = facts[place]
      const shared = its ? dot(telling, place, searched) / (lengths[place] as number) : 0
      if (its && shared > 0 && wanted(its)) best.offer(place, shared)
    }
    for (const { id } of asked) telling[id] = 0
  }
}

function dot(telling: Float32Array, place: number, { terms, weights }: Searched): number {
  const { numbers } = terms
  let sum = 0
  for (let at = terms.start(place); at < terms.end(place); at++) {
    sum += (telling[numbers[at] as number] as number) * (weights[at] as number)
  }
  return sum
}

/** Room that is used again: new arrays of some megabytes for every query would keep the collector busy. */
export function atLeast(room: Float32Array<ArrayBuffer>, size: number): Float32Array<ArrayBuffer> {
  return room.length >= size ? room : new Float32Array(Math.ceil(size * 1.5))
}
