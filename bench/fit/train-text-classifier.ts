/** Trains the text classifier: multinomial logistic regression over damped term counts, full batch with Adam. */
import {
  countTerms,
  damp,
  normalise,
  softmax,
  type TextClassifierModel,
} from '../../src/core/diagnosis/text-classifier.ts'
import type { Segment } from '../../src/core/report/report.ts'

export interface TrainingReport {
  readonly passages: readonly Segment[]
  /** Share per class; the shares sum to 1. */
  readonly target: ReadonlyMap<string, number>
  readonly importance: number
}

export interface TrainOptions {
  readonly steps: number
  readonly rate: number
  readonly ridge: number
  /** Minimum number of reports in which a term must occur. */
  readonly minReports: number
  /** Number of terms that the model keeps: those that weigh most in a first training with all of them. */
  readonly maxTerms: number
}

interface Row {
  readonly terms: Int32Array
  readonly values: Float64Array
  readonly target: Float64Array
  readonly importance: number
}

export function trainTextClassifier(training: readonly TrainingReport[], options: TrainOptions): TextClassifierModel {
  const classes = [...new Set(training.flatMap(({ target }) => [...target.keys()]))].sort()
  const counted = training.map(({ passages }) => countTerms(passages))
  const prepare = (terms: readonly string[]) => {
    const index = new Map(terms.map((term, at) => [term, at]))
    const idf = inverseFrequency(counted, terms)
    const rows = training.map(({ target, importance }, at) =>
      toRow(counted[at] as ReadonlyMap<string, number>, {
        index,
        idf,
        importance,
        target: classes.map((it) => target.get(it) ?? 0),
      }),
    )
    return { idf, rows }
  }
  const ascendOver = (terms: readonly string[], rows: readonly Row[]) =>
    ascend(rows, { termCount: terms.length, classCount: classes.length, ...options })
  const all = frequentTerms(counted, options.minReports)
  const { rows: allRows } = prepare(all)
  const influence = influenceOf(ascendOver(all, allRows).weights, allRows, classes.length)
  const terms = mostInfluential(all, influence, options.maxTerms)
  const { idf, rows } = prepare(terms)
  const { weights, bias } = ascendOver(terms, rows)
  const highest = weights.reduce((most, it) => Math.max(most, Math.abs(it)), 0)
  const scale = Number((highest / 127).toPrecision(6))
  const bytes = Int8Array.from(weights, (it) => Math.round(it / scale))
  return {
    classes,
    terms,
    idf: idf.map((it) => Number(it.toFixed(3))),
    bias: Array.from(bias, (it) => Number(it.toFixed(3))),
    scale,
    weights: Buffer.from(bytes.buffer).toString('base64'),
  }
}

/** By term: its largest weight, times how much of it there is in the reports. */
function influenceOf(weights: Float64Array, rows: readonly Row[], classCount: number): Float64Array {
  const influence = new Float64Array(weights.length / classCount)
  for (const { terms, values } of rows) {
    terms.forEach((term, at) => {
      influence[term] = (influence[term] as number) + (values[at] as number) ** 2
    })
  }
  return influence.map((squares, term) => {
    const ofTerm = weights.subarray(term * classCount, (term + 1) * classCount)
    return Math.sqrt(squares) * ofTerm.reduce((most, it) => Math.max(most, Math.abs(it)), 0)
  })
}

/** In the order of `terms`; of equals the first. */
function mostInfluential(terms: readonly string[], influence: Float64Array, most: number): readonly string[] {
  const ranked = [...terms.keys()].sort((a, b) => (influence[b] as number) - (influence[a] as number) || a - b)
  return ranked
    .slice(0, most)
    .sort((a, b) => a - b)
    .map((at) => terms[at] as string)
}

function frequentTerms(counted: readonly ReadonlyMap<string, number>[], minReports: number): readonly string[] {
  return [...reportsByTerm(counted)]
    .filter(([term, count]) => count >= minReports && term.length <= 40)
    .map(([term]) => term)
    .sort()
}

function inverseFrequency(counted: readonly ReadonlyMap<string, number>[], terms: readonly string[]): number[] {
  const reports = reportsByTerm(counted)
  return terms.map((term) => 1 + Math.log(counted.length / (1 + (reports.get(term) ?? 0))))
}

function reportsByTerm(counted: readonly ReadonlyMap<string, number>[]): ReadonlyMap<string, number> {
  const reports = new Map<string, number>()
  for (const counts of counted) for (const term of counts.keys()) reports.set(term, (reports.get(term) ?? 0) + 1)
  return reports
}

interface RowOptions {
  readonly index: ReadonlyMap<string, number>
  readonly idf: readonly number[]
  readonly importance: number
  readonly target: readonly number[]
}

function toRow(counts: ReadonlyMap<string, number>, { index, idf, importance, target }: RowOptions): Row {
  const entries = normalise(
    [...counts].flatMap(([term, count]) => {
      const at = index.get(term)
      return at === undefined ? [] : [{ at, value: damp(count) * (idf[at] as number) }]
    }),
  )
  return {
    terms: Int32Array.from(entries, ({ at }) => at),
    values: Float64Array.from(entries, ({ value }) => value),
    target: Float64Array.from(target),
    importance,
  }
}

interface AscendOptions extends TrainOptions {
  readonly termCount: number
  readonly classCount: number
}

function ascend(rows: readonly Row[], { termCount, classCount, steps, rate, ridge }: AscendOptions) {
  const size = termCount * classCount
  const weights = new Float64Array(size)
  const bias = new Float64Array(classCount)
  const moments = { mean: new Float64Array(size + classCount), variance: new Float64Array(size + classCount) }
  const gradient = new Float64Array(size + classCount)
  const total = rows.reduce((sum, { importance }) => sum + importance, 0)
  for (let step = 1; step <= steps; step++) {
    gradient.fill(0)
    for (const row of rows) addSlope(row, { weights, bias, gradient, classCount, size })
    for (let at = 0; at < size + classCount; at++) {
      const isBias = at >= size
      const prior = isBias ? 0 : ridge * (weights[at] as number)
      const g = (gradient[at] as number) / total - prior
      const m = 0.9 * (moments.mean[at] as number) + 0.1 * g
      const v = 0.999 * (moments.variance[at] as number) + 0.001 * g * g
      moments.mean[at] = m
      moments.variance[at] = v
      const stride = (rate * (m / (1 - 0.9 ** step))) / (Math.sqrt(v / (1 - 0.999 ** step)) + 1e-8)
      if (isBias) bias[at - size] = (bias[at - size] as number) + stride
      else weights[at] = (weights[at] as number) + stride
    }
  }
  return { weights, bias }
}

interface SlopeState {
  readonly weights: Float64Array
  readonly bias: Float64Array
  readonly gradient: Float64Array
  readonly classCount: number
  readonly size: number
}

function addSlope(
  { terms, values, target, importance }: Row,
  { weights, bias, gradient, classCount, size }: SlopeState,
): void {
  const scores = Array.from(bias)
  for (let entry = 0; entry < terms.length; entry++) {
    const base = (terms[entry] as number) * classCount
    const value = values[entry] as number
    for (let kind = 0; kind < classCount; kind++)
      scores[kind] = (scores[kind] as number) + value * (weights[base + kind] as number)
  }
  const miss = softmax(scores).map((share, kind) => importance * ((target[kind] as number) - share))
  for (let kind = 0; kind < classCount; kind++)
    gradient[size + kind] = (gradient[size + kind] as number) + (miss[kind] as number)
  for (let entry = 0; entry < terms.length; entry++) {
    const base = (terms[entry] as number) * classCount
    const value = values[entry] as number
    for (let kind = 0; kind < classCount; kind++)
      gradient[base + kind] = (gradient[base + kind] as number) + value * (miss[kind] as number)
  }
}
