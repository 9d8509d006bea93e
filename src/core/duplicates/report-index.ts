/**
 * An index of one repository's reports, for finding the reports most similar to a given one. It is a cache of the store
 * and can be discarded at any time. Its results depend only on the reports and their insertion order.
 */

import type { Boilerplate } from './boilerplate.ts'
import { CandidateRetrieval, ensureCapacity, type QueryTerm, type ReportKey } from './candidate-retrieval.ts'
import type { IndexedReport } from './digest.ts'
import { emptyData, type IndexData, type SavedSections, savedData } from './index-data.ts'
import { type IndexImage, imageOf } from './index-image.ts'
import { buildPostings, type Postings } from './postings.ts'
import { type IndexedFacts, type PreparedReport, prepareReport } from './prepared-report.ts'
import { Rarities } from './term-weights.ts'
import { TopK } from './top-k.ts'

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

export class ReportIndex {
  readonly #data: IndexData
  /** Places of the reports that are not in a file. */
  readonly #places = new Map<number, number>()
  readonly #rarities = new Rarities()
  readonly #retrieval = new CandidateRetrieval()
  /** Number of reports in a file, and how many of them have been removed since. */
  readonly #stored: number
  #removed = 0
  #byTerm = new Float32Array(0)
  /** The postings of the reports that are not in a file. */
  #postings: Postings | null = null
  /** The facts that were read last: a comparison asks for them several times. */
  #lastFacts: { readonly place: number; readonly facts: IndexedFacts } | null = null

  private constructor(data: IndexData) {
    this.#data = data
    this.#stored = data.numbers.length
  }

  /** @param expected approximate number of reports */
  static empty(boilerplate: Boilerplate = new Set(), expected = MIN_EXPECTED): ReportIndex {
    return new ReportIndex(emptyData(boilerplate, expected * HASHES_A_REPORT))
  }

  /** Opens a saved index. Most of it stays where it is saved. */
  static open(saved: SavedSections): ReportIndex {
    return new ReportIndex(savedData(saved))
  }

  /** The index as it is now, for saving. */
  image(): IndexImage {
    return imageOf(this.#data, Math.max(MIN_EXPECTED, this.size) * HASHES_A_REPORT)
  }

  /** Number of reports in the index. */
  get size(): number {
    return this.#places.size + this.#stored - this.#removed
  }

  /** How the index differs from the saved one that it was opened from. */
  get unsaved(): { readonly saved: number; readonly added: number; readonly removed: number } {
    return { saved: this.#stored, added: this.#places.size, removed: this.#removed }
  }

  /** Adds a report, or replaces the one with the same number. */
  put(report: IndexedReport): void {
    this.remove(report.number)
    const { facts, weights, titleTerms, phrases, lines, attributes } = this.prepare(report)
    const { vocabulary, numbers, created, lengths, lists } = this.#data
    const place = numbers.length
    this.#places.set(facts.number, place)
    numbers.push(facts.number)
    created.push(facts.createdAt)
    lengths.push(Math.hypot(...weights.values()))
    lists.facts.push(Buffer.from(JSON.stringify(facts)))
    lists.terms.push([...weights.keys()].map((term) => vocabulary.idOf(term)))
    lists.weights.push(weights.values())
    lists.titles.push([...titleTerms].map((term) => vocabulary.idOf(term)))
    lists.phrases.push(phrases)
    lists.lines.push(lines.keys())
    lists.attributes.push(attributes)
    this.#count(place, 1)
  }

  /** Removes the report with this number; does nothing when there is none. */
  remove(number: number): void {
    const place = this.#placeOf(number)
    if (place === -1) return
    if (!this.#places.delete(number)) this.#removed++
    this.#data.numbers.set(place, 0)
    this.#count(place, -1)
  }

  /** Prepares a report for comparison without adding it. */
  prepare(report: IndexedReport): PreparedReport {
    return prepareReport(report, this.#data.boilerplate)
  }

  /** The facts of the report at a place returned by a search. */
  factsAt(place: number): IndexedFacts {
    if (this.#lastFacts?.place !== place) {
      const text = Buffer.from(this.#data.lists.facts.at(place)).toString()
      this.#lastFacts = { place, facts: JSON.parse(text) as IndexedFacts }
    }
    return this.#lastFacts.facts
  }

  /** Ids of the title's terms. */
  titleAt(place: number): Uint32Array {
    return this.#data.lists.titles.at(place)
  }

  phrasesAt(place: number): Uint32Array {
    return this.#data.lists.phrases.at(place)
  }

  /** Hashes of fingerprints. */
  linesAt(place: number): Uint32Array {
    return this.#data.lists.lines.at(place)
  }

  /** Hashes of attributes, as in `attribute-hashes.ts`. */
  attributesAt(place: number): Uint32Array {
    return this.#data.lists.attributes.at(place)
  }

  /** Number of reports that have the phrase, attribute or error line with this hash. */
  sharing(hash: number): number {
    return this.#data.sharing.of(hash)
  }

  /** Id of a term; undefined when no report has it. */
  termId(term: string): number | undefined {
    return this.#data.vocabulary.find(term)
  }

  /** Rarity of a term among the reports. A term that no report has counts as one that a single report has. */
  rarityOf(id: number | undefined): number {
    const having = id === undefined ? 1 : Math.max(1, this.#data.vocabulary.having(id))
    return this.#rarities.of(Math.max(1, this.size), having)
  }

  /**
   * Finds the reports most similar to this one, best first.
   * @param wanted filter for reports that may be returned
   */
  search(query: PreparedReport, wanted: (report: ReportKey) => boolean, most: number): readonly RetrievedReport[] {
    const indexQuery = this.#toIndexQuery(query)
    const best = new TopK(most)
    const { numbers, created, lengths, lists, vocabulary } = this.#data
    const retrieved = this.#retrieval.best(indexQuery.terms, {
      postings: this.#updatedPostings(),
      numbers: numbers.values,
      created: created.values,
      lengths: lengths.values,
      terms: lists.terms,
      weights: lists.weights,
      known: vocabulary.size,
      wanted,
    })
    for (const { place } of retrieved) {
      const similarity = this.#compare(indexQuery, place)
      if (similarity > 0) best.offer(place, similarity)
    }
    for (const id of indexQuery.ids) indexQuery.byTerm[id] = 0
    return best.list().map(({ place, score }) => ({ place, similarity: score }))
  }

  #toIndexQuery({ weights }: PreparedReport): IndexQuery {
    this.#byTerm = ensureCapacity(this.#byTerm, this.#data.vocabulary.size)
    const byTerm = this.#byTerm
    const terms: QueryTerm[] = []
    let square = 0
    for (const [term, weight] of weights) {
      const id = this.#data.vocabulary.find(term)
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

  /** Building postings takes as long as reading all their terms, so it happens only if there are many new reports. */
  #updatedPostings(): readonly Postings[] {
    const { postings: stored, lists, vocabulary, numbers } = this.#data
    const covered = this.#postings?.to ?? this.#stored
    if (numbers.length - covered > MAX_BEHIND) this.#postings = buildPostings(lists, vocabulary.size, this.#stored)
    return [stored, this.#postings].filter((it) => it !== null)
  }

  #placeOf(number: number): number {
    const place = this.#places.get(number)
    if (place !== undefined || this.#stored === 0) return place ?? -1
    return this.#data.numbers.values.subarray(0, this.#stored).indexOf(number)
  }

  #compare({ byTerm, length }: IndexQuery, place: number): number {
    const terms = this.#data.lists.terms.at(place)
    const weights = this.#data.lists.weights.at(place)
    let dot = 0
    let square = 0
    for (let at = 0; at < terms.length; at++) {
      const id = terms[at] as number
      const value = (weights[at] as number) * this.rarityOf(id)
      square += value * value
      dot += value * (byTerm[id] as number)
    }
    return square === 0 || length === 0 ? 0 : dot / (length * Math.sqrt(square))
  }

  #count(place: number, change: 1 | -1): void {
    const { vocabulary, sharing, lists } = this.#data
    vocabulary.count(lists.terms.at(place), change)
    sharing.add(lists.phrases.at(place), change)
    sharing.add(lists.lines.at(place), change)
    sharing.add(lists.attributes.at(place), change)
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
