/**
 * Classifies a report's text as a whole, with a linear classifier over stemmed words and word pairs. Its result only
 * supports other evidence: no signature is asserted because of it alone. `bench/fit.ts` trains the model, which is
 * committed together with its figures. The same report always gives the same numbers.
 */
import type { Segment } from '../report/report.ts'
import { readWords, type StemmedWord, stemmedWordsOf } from '../signatures/scanner/stemmed-words.ts'

/** A trained model as committed. */
export interface TextClassifierModel {
  /** Outcomes: signature ids, `auth-other`, `not-auth`. */
  readonly classes: readonly string[]
  /** Stems, and pairs of adjacent stems joined by a space. */
  readonly terms: readonly string[]
  /** Inverse document frequency by term. */
  readonly idf: readonly number[]
  readonly bias: readonly number[]
  /** Weight by term and class divided by `scale`, one signed byte each, as base64. */
  readonly weights: string
  readonly scale: number
}

export interface TextClass {
  /** Probability by class, summing to one. */
  readonly probabilities: ReadonlyMap<string, number>
  /**
   * How little text there was: 1 for none, 0 from `BRIEF_TERMS` known terms on. Few words say little, and a line that
   * names a cause then counts for more.
   */
  readonly brevity: number
}

/** Classifies the passages of a report; created once per model. */
export type TextClassifier = (passages: readonly Segment[]) => TextClass

/**
 * Maximum number of words read from each kind of segment: the first words say what a report is about, and a long log
 * would drown them out.
 */
const MAX_WORDS = { title: 60, prose: 1_200, quote: 200, log: 400 } as const

/** Characters per word; a log usually has at least one word in this many characters. */
const MAX_AVERAGE_WORD_LENGTH = 12

/** Number of known terms of a report in three sentences. */
const BRIEF_TERMS = 60

/** Factor for words in the title. */
const TITLE_FACTOR = 2

/** Counts how often each term occurs; words in the title count double. */
export function countTerms(segments: readonly Segment[]): ReadonlyMap<string, number> {
  const left: Record<Segment['kind'], number> = { ...MAX_WORDS }
  const counts = new Map<string, number>()
  for (const segment of segments) {
    const words = firstWords(segment, left[segment.kind])
    left[segment.kind] -= words.length
    const weight = segment.kind === 'title' ? TITLE_FACTOR : 1
    let previous: string | null = null
    for (const { stem } of words) {
      add(counts, stem, weight)
      if (previous !== null) add(counts, `${previous} ${stem}`, weight)
      previous = stem
    }
  }
  return counts
}

/** Reads only the part of a log that is needed for this many words: a log can be megabytes long. */
function firstWords(segment: Segment, most: number): readonly StemmedWord[] {
  const words =
    segment.kind === 'log' ? readWords(segment.text.slice(0, most * MAX_AVERAGE_WORD_LENGTH)) : stemmedWordsOf(segment)
  return words.slice(0, most)
}

function add(counts: Map<string, number>, term: string, weight: number): void {
  counts.set(term, (counts.get(term) ?? 0) + weight)
}

/** Sublinear term frequency: a term that occurs often counts only a little more. */
export function damp(count: number): number {
  return 1 + Math.log(count)
}

/** @param model as written by `bench/fit.ts` */
export function createTextClassifier(model: TextClassifierModel): TextClassifier {
  const { classes, terms, idf, bias, scale } = model
  let index: ReadonlyMap<string, number> | null = null
  let bytes: Int8Array | null = null
  return (segments) => {
    // Many processes have a model and classify nothing.
    index ??= new Map(terms.map((term, at) => [term, at]))
    bytes ??= new Int8Array(Buffer.from(model.weights, 'base64'))
    const entries: Entry[] = []
    for (const [term, count] of countTerms(segments)) {
      const at = index.get(term)
      if (at !== undefined) entries.push({ at, value: damp(count) * (idf[at] as number) })
    }
    const vector = normalise(entries)
    const shares = softmax(scoreClasses(vector, { bytes, scale }, bias))
    return {
      probabilities: new Map(shares.map((share, outcome) => [classes[outcome] as string, share])),
      brevity: Math.max(0, 1 - entries.length / BRIEF_TERMS),
    }
  }
}

/** A weight is its byte times `scale`. The million weights of a model are not multiplied beforehand: few are used. */
interface StoredWeights {
  readonly bytes: Int8Array
  readonly scale: number
}

function scoreClasses(
  vector: readonly Entry[],
  { bytes, scale }: StoredWeights,
  bias: readonly number[],
): readonly number[] {
  const scores = [...bias]
  for (const { at, value } of vector) {
    const row = at * bias.length
    for (let outcome = 0; outcome < bias.length; outcome++) {
      scores[outcome] = (scores[outcome] as number) + value * Math.fround((bytes[row + outcome] as number) * scale)
    }
  }
  return scores
}

interface Entry {
  readonly at: number
  readonly value: number
}

/** Scales to length one, so that a long report does not count more than a short one. */
export function normalise(entries: readonly Entry[]): readonly Entry[] {
  const length = Math.sqrt(entries.reduce((sum, { value }) => sum + value * value, 0))
  return length === 0 ? entries : entries.map(({ at, value }) => ({ at, value: value / length }))
}

/** @returns shares that sum to one; subtracts the highest score first to avoid overflow */
export function softmax(scores: readonly number[]): readonly number[] {
  const highest = Math.max(...scores)
  const shares = scores.map((it) => Math.exp(it - highest))
  const sum = shares.reduce((total, it) => total + it, 0)
  return shares.map((it) => it / sum)
}
