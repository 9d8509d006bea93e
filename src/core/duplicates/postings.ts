/** Postings list the reports that contain each term. They are typed arrays, built from the reports' terms. */
import type { NumberLists } from './growable-array.ts'

export interface Postings {
  /** Place of the first covered report. */
  readonly from: number
  /** Place after the last covered report. */
  readonly to: number
  /** Number of reports that have a term. */
  lengthOf(term: number): number
  /** The reports that have a term, and its weight in each. */
  runOf(term: number): PostingsRun
}

export interface PostingsRun {
  /** Places of reports, ascending. */
  readonly places: Uint32Array
  /** Parallel to `places`. */
  readonly weights: Uint8Array
}

/** Where the runs of all terms are, one after another. */
interface Runs {
  readonly from: number
  readonly to: number
  /** End of each term's run. */
  readonly ends: Uint32Array
  read(start: number, end: number): PostingsRun
}

export function postingsOf({ from, to, ends, read }: Runs): Postings {
  const startOf = (term: number) => (term === 0 ? 0 : (ends[term - 1] as number))
  return {
    from,
    to,
    lengthOf: (term) => (term < ends.length ? (ends[term] as number) - startOf(term) : 0),
    runOf: (term) => read(startOf(term), ends[term] as number),
  }
}

/** The terms and weights that postings are built from. */
export interface WeighedTerms {
  readonly terms: NumberLists<Uint32Array>
  /** Parallel to `terms`. */
  readonly weights: NumberLists<Uint8Array>
}

/**
 * Builds the postings of the reports from a place on, by a counting sort of (report, term) pairs by term.
 * @param vocabularySize one more than the highest term id
 */
export function buildPostings({ terms, weights }: WeighedTerms, vocabularySize: number, from: number): Postings {
  const to = terms.length
  const all = terms.range(from, to)
  const allWeights = weights.range(from, to)
  const ends = new Uint32Array(vocabularySize)
  for (const term of all) (ends[term] as number)++
  startRuns(ends)
  const places = new Uint32Array(all.length)
  const sorted = new Uint8Array(all.length)
  for (let place = from, at = 0; place < to; place++) {
    for (const end = at + terms.lengthAt(place); at < end; at++) {
      const slot = (ends[all[at] as number] as number)++
      places[slot] = place
      sorted[slot] = allWeights[at] as number
    }
  }
  const read = (start: number, end: number) => ({
    places: places.subarray(start, end),
    weights: sorted.subarray(start, end),
  })
  return postingsOf({ from, to, ends, read })
}

/** Turns the length of each run into its start. */
export function startRuns(lengths: Uint32Array): void {
  let start = 0
  for (let term = 0; term < lengths.length; term++) {
    const length = lengths[term] as number
    lengths[term] = start
    start += length
  }
}
