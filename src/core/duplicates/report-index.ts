/**
 * An in-memory index of one repository's reports, for finding the reports most similar to a given one. It is a cache of
 * the store and can be discarded at any time. Its results depend only on the reports and their insertion order.
 */

import type { Boilerplate } from './boilerplate.ts'
import { CandidateRetrieval, ensureCapacity, type QueryTerm, type SearchedIndex } from './candidate-retrieval.ts'
import type { IndexedReport } from './digest.ts'
import { GrowableArray, NumberLists } from './growable-array.ts'
import { HashCounters } from './hash-counters.ts'
import { buildPostings, NO_POSTINGS, type Postings } from './postings.ts'
import { type IndexedFacts, type PreparedReport, prepareReport } from './prepared-report.ts'
import { Rarities } from './term-weights.ts'
import { TopK } from './top-k.ts'
import { Vocabulary } from './vocabulary.ts'

export interface RetrievedReport {
  readonly place: number
  /** Cosine similarity of the two reports' weighted terms, 0 to 1. */
  readonly similarity: number
}

/** Reports added after the postings were built are scored one by one. Beyond this many, the postings are rebuilt. */
const MAX_BEHIND = 4_096

/** Maximum number of query terms in the first pass; the rarest ones suffice to find similar reports. */
const MAX_QUERY_TERMS = 80

/** A generous estimate of the number of phrases and error lines per report, for sizing the counters. */
const HASHES_A_REPORT = 128
const MIN_EXPECTED = 1_000

const integers = (size: number) => new Uint32Array(size)

export class ReportIndex {
  readonly #boilerplate: Boilerplate
  readonly #vocabulary = new Vocabulary()
  readonly #places = new Map<number, number>()
  /** Indexed by place; null for a removed report. */
  readonly #facts: (IndexedFacts | null)[] = []
  readonly #terms = new NumberLists(integers)
  /** Parallel to `#terms`. */
  readonly #weights = new GrowableArray((size) => new Uint8Array(size))
  readonly #titles = new NumberLists(integers)
  readonly #phrases = new NumberLists(integers)
  readonly #lines = new NumberLists(integers)
  readonly #attributes = new NumberLists(integers)
  readonly #sharing: HashCounters
  /** Length of each report's weight vector; leaves out rarity, so that it does not depend on other reports. */
  readonly #lengths = new GrowableArray((size) => new Float32Array(size))
  readonly #rarities = new Rarities()
  readonly #retrieval = new CandidateRetrieval()
  #byTerm = new Float32Array(0)
  #postings: Postings = NO_POSTINGS

  /** @param expected approximate number of reports */
  constructor(boilerplate: Boilerplate = new Set(), expected = MIN_EXPECTED) {
    this.#boilerplate = boilerplate
    this.#sharing = new HashCounters(expected * HASHES_A_REPORT)
  }

  /** Number of reports in the index. */
  get size(): number {
    return this.#places.size
  }

  /** Adds a report, or replaces the one with the same number. */
  put(report: IndexedReport): void {
    this.remove(report.number)
    const { facts, weights, titleTerms, phrases, lines, attributes } = this.prepare(report)
    const terms = [...weights.keys()].map((term) => this.#vocabulary.idOf(term))
    this.#places.set(facts.number, this.#facts.length)
    this.#facts.push(facts)
    this.#terms.push(terms)
    for (const weight of weights.values()) this.#weights.push(weight)
    this.#lengths.push(Math.hypot(...weights.values()))
    this.#titles.push([...titleTerms].map((term) => this.#vocabulary.idOf(term)))
    this.#phrases.push(phrases)
    this.#lines.push(lines.keys())
    this.#attributes.push(attributes)
    this.#count(this.#facts.length - 1, 1)
    if (this.#facts.length - this.#postings.covered > MAX_BEHIND) {
      this.#postings = buildPostings(this.#terms, this.#weights.values, this.#vocabulary.size)
    }
  }

  /** Removes the report with this number; does nothing when there is none. */
  remove(number: number): void {
    const place = this.#places.get(number)
    if (place === undefined) return
    this.#places.delete(number)
    this.#facts[place] = null
    this.#count(place, -1)
  }

  /** Prepares a report for comparison without adding it. */
  prepare(report: IndexedReport): PreparedReport {
    return prepareReport(report, this.#boilerplate)
  }

  /** The facts of the report at a place returned by a search. */
  factsAt(place: number): IndexedFacts {
    return this.#facts[place] as IndexedFacts
  }

  /** Ids of the title's terms. */
  titleAt(place: number): Uint32Array {
    return this.#titles.at(place)
  }

  phrasesAt(place: number): Uint32Array {
    return this.#phrases.at(place)
  }

  /** Hashes of fingerprints. */
  linesAt(place: number): Uint32Array {
    return this.#lines.at(place)
  }

  /** Hashes of attributes, as in `attribute-hashes.ts`. */
  attributesAt(place: number): Uint32Array {
    return this.#attributes.at(place)
  }

  /** Number of reports that have the phrase, attribute or error line with this hash. */
  sharing(hash: number): number {
    return this.#sharing.of(hash)
  }

  /** Id of a term; undefined when no report has it. */
  termId(term: string): number | undefined {
    return this.#vocabulary.find(term)
  }

  /** Rarity of a term among the reports. A term that no report has counts as one that a single report has. */
  rarityOf(id: number | undefined): number {
    const having = id === undefined ? 1 : Math.max(1, this.#vocabulary.having(id))
    return this.#rarities.of(Math.max(1, this.size), having)
  }

  /**
   * Finds the reports most similar to this one, best first.
   * @param wanted filter for reports that may be returned
   */
  search(query: PreparedReport, wanted: (facts: IndexedFacts) => boolean, most: number): readonly RetrievedReport[] {
    const indexQuery = this.#toIndexQuery(query)
    const best = new TopK(most)
    const retrieved = this.#retrieval.best(indexQuery.terms, this.#searched(wanted))
    for (const { place } of retrieved) {
      const similarity = this.#compare(indexQuery, place)
      if (similarity > 0) best.offer(place, similarity)
    }
    for (const id of indexQuery.ids) indexQuery.byTerm[id] = 0
    return best.list().map(({ place, score }) => ({ place, similarity: score }))
  }

  #toIndexQuery({ weights }: PreparedReport): IndexQuery {
    this.#byTerm = ensureCapacity(this.#byTerm, this.#vocabulary.size)
    const byTerm = this.#byTerm
    const terms: QueryTerm[] = []
    let square = 0
    for (const [term, weight] of weights) {
      const id = this.#vocabulary.find(term)
      const value = weight * this.rarityOf(id)
      square += value * value
      if (id === undefined) continue
      byTerm[id] = value
      terms.push({ id, value: value * this.rarityOf(id) })
    }
    terms.sort((a, b) => b.value - a.value || a.id - b.id)
    const ids = terms.map(({ id }) => id)
    return { byTerm, ids, length: Math.sqrt(square), terms: terms.slice(0, MAX_QUERY_TERMS) }
  }

  #searched(wanted: SearchedIndex['wanted']): SearchedIndex {
    const { values: lengths } = this.#lengths
    const { values: weights } = this.#weights
    return {
      postings: this.#postings,
      facts: this.#facts,
      terms: this.#terms,
      weights,
      lengths,
      known: this.#vocabulary.size,
      wanted,
    }
  }

  #compare({ byTerm, length }: IndexQuery, place: number): number {
    const terms = this.#terms.numbers
    const weights = this.#weights.values
    let dot = 0
    let square = 0
    for (let at = this.#terms.start(place); at < this.#terms.end(place); at++) {
      const id = terms[at] as number
      const value = (weights[at] as number) * this.rarityOf(id)
      square += value * value
      dot += value * (byTerm[id] as number)
    }
    return square === 0 || length === 0 ? 0 : dot / (length * Math.sqrt(square))
  }

  #count(place: number, change: 1 | -1): void {
    this.#vocabulary.count(this.#terms.at(place), change)
    this.#sharing.add(this.#phrases.at(place), change)
    this.#sharing.add(this.#lines.at(place), change)
    this.#sharing.add(this.#attributes.at(place), change)
  }
}

/** A query, expressed in the index's term ids. */
interface IndexQuery {
  /** Weight times rarity by term id; 0 for terms that are not in the query. */
  readonly byTerm: Float32Array
  /** Ids of those query terms that are in the index. */
  readonly ids: readonly number[]
  readonly length: number
  /** The most significant terms, in descending order. */
  readonly terms: readonly QueryTerm[]
}
