/**
 * The first pass of a search: scores every report by the query's most significant terms and returns the best ones for
 * exact comparison. Reuses its buffers between queries.
 */

import type { NumberLists } from './growable-array.ts'
import type { Postings } from './postings.ts'
import type { IndexedFacts } from './prepared-report.ts'
import { TopK } from './top-k.ts'

export interface QueryTerm {
  readonly id: number
  /**
   * Weight in the query times squared rarity: the amount that each unit of the term's weight in a report adds to the
   * report's score.
   */
  readonly value: number
}

/** The parts of an index that a search reads, and the filter for its reports. */
export interface SearchedIndex {
  readonly postings: Postings
  /** Indexed by place; null for a removed report. */
  readonly facts: readonly (IndexedFacts | null)[]
  readonly terms: NumberLists<Uint32Array>
  /** Parallel to `terms`. */
  readonly weights: Uint8Array
  /** Indexed by place. */
  readonly lengths: Float32Array
  /** Number of terms in the vocabulary. */
  readonly known: number
  readonly wanted: (facts: IndexedFacts) => boolean
}

/**
 * Maximum number of postings to read for one query, starting with its most significant terms. Bounds the query time in
 * a large index.
 */
const MAX_POSTINGS = 200_000

/** Maximum number of candidates for the exact comparison. */
const MAX_COMPARED = 200

export class CandidateRetrieval {
  #scores = new Float32Array(0)
  #queryValues = new Float32Array(0)

  /**
   * @param query the query's most significant terms, in descending order
   * @returns places, best first; the scores are normalised by lengths that leave out rarity
   */
  best(query: readonly QueryTerm[], searched: SearchedIndex): ReturnType<TopK['list']> {
    const best = new TopK(MAX_COMPARED)
    this.#readPostings(query, searched.postings)
    this.#offerCovered(best, searched)
    this.#offerNewest(best, query, searched)
    return best.list()
  }

  #readPostings(query: readonly QueryTerm[], { covered, terms, ends, places, weights }: Postings): void {
    this.#scores = ensureCapacity(this.#scores, covered)
    const scores = this.#scores.fill(0)
    let left = MAX_POSTINGS
    for (const { id, value } of query) {
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

  /** Most of a query's time is spent in this loop. Few places pass the first two comparisons. */
  #offerCovered(best: TopK, { postings: { covered }, facts, lengths, wanted }: SearchedIndex): void {
    const scores = this.#scores
    let { least } = best
    for (let place = 0; place < covered; place++) {
      const score = scores[place] as number
      if (score === 0) continue
      const shared = score / (lengths[place] as number)
      if (shared < least) continue
      const report = facts[place]
      if (!report || !wanted(report)) continue
      best.offer(place, shared)
      least = best.least
    }
  }

  /** Scores the reports that were added after the postings were built, one by one. */
  #offerNewest(best: TopK, query: readonly QueryTerm[], searched: SearchedIndex): void {
    const { postings, facts, lengths, known, wanted } = searched
    this.#queryValues = ensureCapacity(this.#queryValues, known)
    const queryValues = this.#queryValues
    for (const { id, value } of query) queryValues[id] = value
    for (let place = postings.covered; place < facts.length; place++) {
      const report = facts[place]
      const shared = report ? dot(queryValues, place, searched) / (lengths[place] as number) : 0
      if (report && shared > 0 && wanted(report)) best.offer(place, shared)
    }
    for (const { id } of query) queryValues[id] = 0
  }
}

function dot(queryValues: Float32Array, place: number, { terms, weights }: SearchedIndex): number {
  const { numbers } = terms
  let sum = 0
  for (let at = terms.start(place); at < terms.end(place); at++) {
    sum += (queryValues[numbers[at] as number] as number) * (weights[at] as number)
  }
  return sum
}

/** Reuses a buffer if it is large enough, because allocating megabytes per query would burden the garbage collector. */
export function ensureCapacity(buffer: Float32Array<ArrayBuffer>, size: number): Float32Array<ArrayBuffer> {
  return buffer.length >= size ? buffer : new Float32Array(Math.ceil(size * 1.5))
}
