/**
 * Reads what a report sounds like as a whole: a linear classifier over stemmed words and word pairs. It only ever
 * supports: no signature is asserted because of it. The model is trained by `bench/fit.ts` and committed with its
 * figures; the same report always gives the same numbers.
 */
import type { Report, Segment } from '../report/report.ts'
import { readWords, type StemmedWord, stemmedWordsOf } from '../signatures/scanner/stemmed-words.ts'

/** A trained model as it is committed. */
export interface TextClassifierModel {
  /** Outcomes: signature ids, `auth-other`, `not-auth`. */
  readonly classes: readonly string[]
  /** Stems, and pairs of neighbouring stems joined by a space. */
  readonly terms: readonly string[]
  /** Inverse document frequency by term. */
  readonly idf: readonly number[]
  readonly bias: readonly number[]
  /** Weight by term and class, one signed byte each, as base64; times `scale`. */
  readonly weights: string
  readonly scale: number
}

export interface TextClass {
  /** Probability by class, summing to one. */
  readonly probabilities: ReadonlyMap<string, number>
}

/** Reads a report; made once from a model. */
export type TextClassifier = (report: Pick<Report, 'segments'>) => TextClass

/** The first words tell what a report is about; a pasted log would drown them. */
const MAX_WORDS = { title: 60, prose: 1_200, quote: 200, log: 400 } as const

/** Characters of a log that hold at least one word, as a rule. */
const MAX_AVERAGE_WORD_LENGTH = 12

/** Words of the title count this much more. */
const TITLE_FACTOR = 2

/** How often each term occurs; words of the title count double. */
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

/** Of a log only as much is read as can hold that many words: it may be megabytes. */
function firstWords(segment: Segment, most: number): readonly StemmedWord[] {
  const words =
    segment.kind === 'log' ? readWords(segment.text.slice(0, most * MAX_AVERAGE_WORD_LENGTH)) : stemmedWordsOf(segment)
  return words.slice(0, most)
}

function add(counts: Map<string, number>, term: string, weight: number): void {
  counts.set(term, (counts.get(term) ?? 0) + weight)
}

/** A term that occurs often counts a little more, not much (sublinear term frequency). */
export function damp(count: number): number {
  return 1 + Math.log(count)
}

/** @param model as `bench/fit.ts` writes it */
export function createTextClassifier(model: TextClassifierModel): TextClassifier {
  const { classes, terms, idf, bias } = model
  const index = new Map(terms.map((term, at) => [term, at]))
  const weights = Float32Array.from(new Int8Array(Buffer.from(model.weights, 'base64')), (it) => it * model.scale)
  return ({ segments }) => {
    const entries: Entry[] = []
    for (const [term, count] of countTerms(segments)) {
      const at = index.get(term)
      if (at !== undefined) entries.push({ at, value: damp(count) * (idf[at] as number) })
    }
    const vector = normalise(entries)
    const shares = softmax(scoreClasses(vector, weights, bias))
    return { probabilities: new Map(shares.map((share, outcome) => [classes[outcome] as string, share])) }
  }
}

function scoreClasses(vector: readonly Entry[], weights: Float32Array, bias: readonly number[]): readonly number[] {
  const scores = [...bias]
  for (const { at, value } of vector) {
    const row = at * bias.length
    for (let outcome = 0; outcome < bias.length; outcome++) {
      scores[outcome] = (scores[outcome] as number) + value * (weights[row + outcome] as number)
    }
  }
  return scores
}

interface Entry {
  readonly at: number
  readonly value: number
}

/** Scales to length one, so that a long report does not shout louder than a short one. */
export function normalise(entries: readonly Entry[]): readonly Entry[] {
  const length = Math.sqrt(entries.reduce((sum, { value }) => sum + value * value, 0))
  return length === 0 ? entries : entries.map(({ at, value }) => ({ at, value: value / length }))
}

/** Shares that sum to one; the highest score is taken off first, so that nothing overflows. */
export function softmax(scores: readonly number[]): readonly number[] {
  const highest = Math.max(...scores)
  const shares = scores.map((it) => Math.exp(it - highest))
  const sum = shares.reduce((total, it) => total + it, 0)
  return shares.map((it) => it / sum)
}
