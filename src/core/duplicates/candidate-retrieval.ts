/**
 * The first pass of a search: scores every report by the query's most significant terms and returns the best ones for
 * exact comparison. Reuses its buffers between queries.
 */

import type { Postings, WeighedTerms } from './postings.ts'
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

/** What a report can be filtered by. */
export type ReportKey = Pick<IndexedFacts, 'number' | 'createdAt'>

/** The parts of an index that a search reads, and the filter for its reports. */
export interface SearchedIndex extends WeighedTerms {
  /** Cover all reports but the newest, without gaps or overlaps. */
  readonly postings: readonly Postings[]
  /** By place: number, 0 for a removed report; creation time; length of the weight vector. */
  readonly numbers: Uint32Array
  readonly created: Float64Array
  readonly lengths: Float32Array
  /** Number of terms in the vocabulary. */
  readonly known: number
  readonly wanted: (report: ReportKey) => boolean
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
    const covered = searched.postings.at(-1)?.to ?? 0
    this.#scores = ensureCapacity(this.#scores, covered)
    readPostings(query, searched.postings, this.#scores.fill(0))
    this.#offerCovered(best, covered, searched)
    this.#offerNewest(best, query, searched)
    return best.list()
  }

  /** Most of a query's time is spent in this loop. Few places pass the first two comparisons. */
  #offerCovered(best: TopK, covered: number, searched: SearchedIndex): void {
    const scores = this.#scores
    const { lengths } = searched
    let { least } = best
    for (let place = 0; place < covered; place++) {
      const score = scores[place] as number
      if (score === 0) continue
      const shared = score / (lengths[place] as number)
      if (shared < least || !isWanted(place, searched)) continue
      best.offer(place, shared)
      least = best.least
    }
  }

  /** Scores the reports that were added after the postings were built, one by one. */
  #offerNewest(best: TopK, query: readonly QueryTerm[], searched: SearchedIndex): void {
    const { postings, lengths, known, terms } = searched
    this.#queryValues = ensureCapacity(this.#queryValues, known)
    const queryValues = this.#queryValues
    for (const { id, value } of query) queryValues[id] = value
    for (let place = postings.at(-1)?.to ?? 0; place < terms.length; place++) {
      if (searched.numbers[place] === 0) continue
      const shared = dot(queryValues, place, searched) / (lengths[place] as number)
      if (shared > 0 && isWanted(place, searched)) best.offer(place, shared)
    }
    for (const { id } of query) queryValues[id] = 0
  }
}

function readPostings(query: readonly QueryTerm[], postings: readonly Postings[], scores: Float32Array): void {
  let left = MAX_POSTINGS
  for (const { id, value } of query) {
    const count = postings.reduce((sum, it) => sum + it.lengthOf(id), 0)
    if (count > left) continue
    left -= count
    for (const part of postings) {
      if (part.lengthOf(id) === 0) continue
      const { places, weights } = part.runOf(id)
      for (let at = 0; at < places.length; at++) {
        const place = places[at] as number
        scores[place] = (scores[place] as number) + value * (weights[at] as number)
      }
    }
  }
}

function isWanted(place: number, { numbers, created, wanted }: SearchedIndex): boolean {
  const number = numbers[place] as number
  return number !== 0 && wanted({ number, createdAt: created[place] as number })
}

function dot(queryValues: Float32Array, place: number, searched: WeighedTerms): number {
  const terms = searched.terms.at(place)
  const weights = searched.weights.at(place)
  let sum = 0
  for (let at = 0; at < terms.length; at++) {
    sum += (queryValues[terms[at] as number] as number) * (weights[at] as number)
  }
  return sum
}

/** Reuses a buffer if it is large enough, because allocating megabytes per query would burden the garbage collector. */
export function ensureCapacity(buffer: Float32Array<ArrayBuffer>, size: number): Float32Array<ArrayBuffer> {
  return buffer.length >= size ? buffer : new Float32Array(Math.ceil(size * 1.5))
}
