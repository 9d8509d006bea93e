/**
 * The reports of one repository in memory, ready to be asked which of them resemble another: a cache of the store that
 * can be thrown away at any time. Reports go in one by one; the most similar ones come out. What comes out depends on
 * the reports and their order of arrival alone.
 */
import { Best } from './best.ts'
import type { Boilerplate } from './boilerplate.ts'
import { Counters } from './counters.ts'
import type { IndexedReport } from './digest.ts'
import { GrowingArray, NumberLists } from './growing-array.ts'
import { buildPostings, NO_POSTINGS, type Postings } from './postings.ts'
import { type IndexedFacts, type PreparedReport, prepareReport } from './prepared-report.ts'
import { Rarities } from './term-weights.ts'
import { Vocabulary } from './vocabulary.ts'

export interface Candidate {
  readonly place: number
  /** Cosine of the weighted terms of the two reports, 0 to 1. */
  readonly similarity: number
}

/** Reports behind the postings are compared one by one; more than this many, and the postings are made anew. */
const MOST_BEHIND = 4_096

/** A query reads at most this many postings, those of its most telling terms: what keeps it short in a large index. */
const MOST_POSTINGS = 200_000
const MOST_QUERY_TERMS = 80

/** So many of the roughly best are compared exactly. */
const MOST_COMPARED = 200

/** Phrases and error lines that a report has, generously; room for counting them. */
const HASHES_A_REPORT = 128
const LEAST_EXPECTED = 1_000

const integers = (size: number) => new Uint32Array(size)

export class ReportIndex {
  readonly #boilerplate: Boilerplate
  readonly #vocabulary = new Vocabulary()
  readonly #places = new Map<number, number>()
  /** By place; null where a report was taken out. */
  readonly #facts: (IndexedFacts | null)[] = []
  readonly #terms = new NumberLists(integers)
  /** Beside `#terms`. */
  readonly #weights = new GrowingArray((size) => new Uint8Array(size))
  readonly #titles = new NumberLists(integers)
  readonly #phrases = new NumberLists(integers)
  readonly #lines = new NumberLists(integers)
  readonly #sharing: Counters
  /** Length of each report's weights without rarity, so that it depends on no other report. */
  readonly #lengths = new GrowingArray((size) => new Float32Array(size))
  readonly #rarities = new Rarities()
  #postings: Postings = NO_POSTINGS

  /** @param expected about how many reports there will be */
  constructor(boilerplate: Boilerplate = new Set(), expected = LEAST_EXPECTED) {
    this.#boilerplate = boilerplate
    this.#sharing = new Counters(expected * HASHES_A_REPORT)
  }

  /** How many reports are in the index. */
  get size(): number {
    return this.#places.size
  }

  /** Adds a report, or replaces the one of that number. */
  put(report: IndexedReport): void {
    this.remove(report.number)
    const { facts, weights, titleTerms, phrases, lines } = this.prepare(report)
    const terms = [...weights.keys()].map((term) => this.#vocabulary.idOf(term))
    this.#places.set(facts.number, this.#facts.length)
    this.#facts.push(facts)
    this.#terms.push(terms)
    for (const weight of weights.values()) this.#weights.push(weight)
    this.#lengths.push(Math.hypot(...weights.values()))
    this.#titles.push([...titleTerms].map((term) => this.#vocabulary.idOf(term)))
    this.#phrases.push(phrases)
    this.#lines.push(lines.keys())
    this.#count(this.#facts.length - 1, 1)
    if (this.#facts.length - this.#postings.covered > MOST_BEHIND) {
      this.#postings = buildPostings(this.#terms, this.#weights.values, this.#vocabulary.size)
    }
  }

  /** Takes a report out; nothing happens when there is none of that number. */
  remove(number: number): void {
    const place = this.#places.get(number)
    if (place === undefined) return
    this.#places.delete(number)
    this.#facts[place] = null
    this.#count(place, -1)
  }

  /** Reads a report as the index would; nothing is added. */
  prepare(report: IndexedReport): PreparedReport {
    return prepareReport(report, this.#boilerplate)
  }

  /** The facts of the report at a place that a search gave. */
  factsAt(place: number): IndexedFacts {
    return this.#facts[place] as IndexedFacts
  }

  /** Numbers of the title's terms. */
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

  /** How many reports share a phrase or an error line. */
  sharing(hash: number): number {
    return this.#sharing.of(hash)
  }

  /** Number of a term; undefined when no report has it. */
  termId(term: string): number | undefined {
    return this.#vocabulary.find(term)
  }

  /** How rare a term is among the reports; one that no report has is as rare as one that a single report has. */
  rarityOf(id: number | undefined): number {
    const having = id === undefined ? 1 : Math.max(1, this.#vocabulary.having(id))
    return this.#rarities.of(Math.max(1, this.size), having)
  }

  /**
   * The reports most similar to this one, best first.
   * @param wanted whether a report may be among them
   */
  search(query: PreparedReport, wanted: (facts: IndexedFacts) => boolean, most: number): readonly Candidate[] {
    const asked = this.#ask(query)
    const best = new Best(most)
    for (const { place } of this.#roughlyBest(asked, wanted)) {
      const similarity = this.#compare(asked, place)
      if (similarity > 0) best.offer(place, similarity)
    }
    return best.list().map(({ place, score }) => ({ place, similarity: score }))
  }

  #ask({ weights }: PreparedReport): Asked {
    const byTerm = new Float32Array(this.#vocabulary.size)
    const terms: AskedTerm[] = []
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
    return { byTerm, length: Math.sqrt(square), terms: terms.slice(0, MOST_QUERY_TERMS) }
  }

  /** Scores by the query's most telling terms, without the lengths that depend on rarity. */
  #roughlyBest(asked: Asked, wanted: (facts: IndexedFacts) => boolean): ReturnType<Best['list']> {
    const best = new Best(MOST_COMPARED)
    const lengths = this.#lengths.values
    const offer = (place: number, score: number) => {
      const shared = score / (lengths[place] as number)
      if (score === 0 || shared < best.least) return
      const facts = this.#facts[place]
      if (facts && wanted(facts)) best.offer(place, shared)
    }
    const scores = this.#readPostings(asked.terms)
    for (let place = 0; place < scores.length; place++) offer(place, scores[place] as number)
    const telling = new Float32Array(asked.byTerm.length)
    for (const { id, value } of asked.terms) telling[id] = value
    for (let place = this.#postings.covered; place < this.#facts.length; place++) {
      if (this.#facts[place] !== null) offer(place, this.#dot(telling, place))
    }
    return best.list()
  }

  #readPostings(terms: readonly AskedTerm[]): Float32Array {
    const { covered, terms: known, ends, places, weights } = this.#postings
    const scores = new Float32Array(covered)
    let left = MOST_POSTINGS
    for (const { id, value } of terms) {
      if (id >= known) continue
      const start = id === 0 ? 0 : (ends[id - 1] as number)
      const end = ends[id] as number
      if (end - start > left) continue
      left -= end - start
      for (let at = start; at < end; at++) {
        const place = places[at] as number
        scores[place] = (scores[place] as number) + value * (weights[at] as number)
      }
    }
    return scores
  }

  #dot(byTerm: Float32Array, place: number): number {
    const terms = this.#terms.numbers
    const weights = this.#weights.values
    let sum = 0
    for (let at = this.#terms.start(place); at < this.#terms.end(place); at++) {
      sum += (byTerm[terms[at] as number] as number) * (weights[at] as number)
    }
    return sum
  }

  #compare({ byTerm, length }: Asked, place: number): number {
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
  }
}

interface AskedTerm {
  readonly id: number
  /** Weight in the query times rarity, squared: what the term can add to a score. */
  readonly value: number
}

/** A query in the numbers of the index. */
interface Asked {
  /** Weight times rarity by term; 0 for terms that the query has not. */
  readonly byTerm: Float32Array
  readonly length: number
  /** The most telling terms, first. */
  readonly terms: readonly AskedTerm[]
}
