/** Postings list the reports that contain each term. They are typed arrays, built from the reports' terms. */
import type { NumberLists } from './growable-array.ts'

export interface Postings {
  /** Number of covered reports; every report with a lower place is covered. */
  readonly covered: number
  /** Number of covered terms; every term with a lower id is covered. */
  readonly terms: number
  /** End of each term's run in `places` and `weights`. */
  readonly ends: Uint32Array
  /** Places of reports, ascending within a term. */
  readonly places: Uint32Array
  readonly weights: Uint8Array
}

export const NO_POSTINGS: Postings = {
  covered: 0,
  terms: 0,
  ends: new Uint32Array(0),
  places: new Uint32Array(0),
  weights: new Uint8Array(0),
}

/**
 * Builds the postings by a counting sort of (report, term) pairs by term.
 * @param termsOf term ids of each report
 * @param weightsOf weights, parallel to the term ids
 * @param vocabularySize one more than the highest term id
 */
export function buildPostings(
  termsOf: NumberLists<Uint32Array>,
  weightsOf: Uint8Array,
  vocabularySize: number,
): Postings {
  const covered = termsOf.length
  const total = covered === 0 ? 0 : termsOf.end(covered - 1)
  const terms = termsOf.numbers
  const ends = new Uint32Array(vocabularySize)
  for (let at = 0; at < total; at++) (ends[terms[at] as number] as number)++
  let start = 0
  for (let term = 0; term < vocabularySize; term++) {
    const count = ends[term] as number
    ends[term] = start
    start += count
  }
  const places = new Uint32Array(total)
  const weights = new Uint8Array(total)
  for (let place = 0; place < covered; place++) {
    for (let at = termsOf.start(place); at < termsOf.end(place); at++) {
      const slot = (ends[terms[at] as number] as number)++
      places[slot] = place
      weights[slot] = weightsOf[at] as number
    }
  }
  return { covered, terms: vocabularySize, ends, places, weights }
}
