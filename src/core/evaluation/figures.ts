/** Figures over evaluated reports. Does not decide which figures are good enough. */
import { AUTH_OTHER, NOT_AUTH } from '../diagnosis/confidence.ts'
import {
  type EvaluatedReport,
  isAssert,
  isBaseless,
  isComment,
  isExactlyAsserted,
  isExactlyRanked,
  isRightlyAsserted,
  isRightlyRanked,
  isSilentOnAuth,
} from './evaluated-report.ts'
import { type ConfidenceInterval, mean, percentile, share, wilsonInterval } from './statistics.ts'

export interface SignatureFigures {
  /** Number of reports labelled with the signature. */
  readonly n: number
  readonly precision: number
  readonly recall: number
  readonly f1: number
}

/** The strict figures count only the expected label as correct; the others also accept every label in `also`. */
export interface AssertFigures {
  readonly count: number
  /** Share of asserts that are correct. An assert on a report that is not about authentication never is. */
  readonly precision: number
  readonly strictPrecision: number
  /** Of the reports with an expected signature, the share that are asserted correctly. */
  readonly recall: number
  readonly strictRecall: number
  /** Of the reports with an expected signature, the share that are asserted at all. */
  readonly coverage: number
}

/** How often asserts with a confidence in `[from, to)` were correct. */
export interface CalibrationBin {
  readonly from: number
  readonly to: number
  readonly count: number
  readonly strictPrecision: number
  readonly precision: number
}

/** The output of `eval --json`; shares are between 0 and 1. */
export interface Figures {
  readonly reports: number
  readonly auth: number
  readonly notAuth: number
  /** Of the reports labelled with a signature, the share whose first-ranked signature is correct. */
  readonly top1: number
  readonly strictTop1: number
  /** Mean F1 of the first-ranked signature, over the signatures that occur as labels. */
  readonly macroF1: number
  readonly asserted: AssertFigures
  /** Share of reports about authentication on which the bot says nothing. */
  readonly silentOnAuth: number
  /** Share of questions that rest on no clause of the leading signature and on no generic message. */
  readonly questionsWithoutEvidence: number
  readonly falseAssertsPer1000: number
  readonly falseCommentsPer1000: number
  readonly intervals: Readonly<
    Record<
      'top1' | 'strictTop1' | 'precision' | 'strictPrecision' | 'recall' | 'strictRecall' | 'silentOnAuth',
      ConfidenceInterval
    >
  >
  readonly calibration: readonly CalibrationBin[]
  readonly bySignature: Readonly<Record<string, SignatureFigures>>
  readonly confusions: readonly { readonly expected: string; readonly predicted: string; readonly count: number }[]
  /** Milliseconds from redacted report to diagnosis. */
  readonly ms: { readonly p50: number; readonly p99: number }
}

/** @param ms duration of each diagnosis in milliseconds */
export function measure(outcomes: readonly EvaluatedReport[], ms: readonly number[]): Figures {
  const withSignature = outcomes.filter((it) => it.hasSignature)
  const notAuth = outcomes.filter(({ report }) => report.expected === NOT_AUTH)
  const auth = outcomes.length - notAuth.length
  const asserted = outcomes.filter(({ diagnosis }) => diagnosis.decision === 'assert')
  const right = asserted.filter(isRightlyAsserted)
  const strictlyRight = asserted.filter(isExactlyAsserted)
  const rightWithSignature = right.filter((it) => it.hasSignature).length
  const asked = outcomes.filter(({ diagnosis }) => diagnosis.decision === 'ask')
  const bySignature = measureSignatures(withSignature)
  const counts = {
    top1: [withSignature.filter(isRightlyRanked).length, withSignature.length],
    strictTop1: [withSignature.filter(isExactlyRanked).length, withSignature.length],
    precision: [right.length, asserted.length],
    strictPrecision: [strictlyRight.length, asserted.length],
    recall: [rightWithSignature, withSignature.length],
    strictRecall: [strictlyRight.length, withSignature.length],
    silentOnAuth: [outcomes.filter(isSilentOnAuth).length, auth],
  } as const
  return {
    reports: outcomes.length,
    auth,
    notAuth: notAuth.length,
    top1: share(...counts.top1),
    strictTop1: share(...counts.strictTop1),
    macroF1: mean(
      Object.values(bySignature)
        .filter(({ n }) => n > 0)
        .map(({ f1 }) => f1),
    ),
    asserted: {
      count: asserted.length,
      precision: share(...counts.precision),
      strictPrecision: share(...counts.strictPrecision),
      recall: share(...counts.recall),
      strictRecall: share(...counts.strictRecall),
      coverage: share(asserted.filter((it) => it.hasSignature).length, withSignature.length),
    },
    silentOnAuth: share(...counts.silentOnAuth),
    questionsWithoutEvidence: share(asked.filter(isBaseless).length, asked.length),
    falseAssertsPer1000: 1000 * share(notAuth.filter(isAssert).length, notAuth.length),
    falseCommentsPer1000: 1000 * share(notAuth.filter(isComment).length, notAuth.length),
    intervals: mapValues(counts, ([part, whole]) => wilsonInterval(part, whole)),
    calibration: calibrate(asserted),
    bySignature,
    confusions: countConfusions(withSignature),
    ms: { p50: percentile(ms, 0.5), p99: percentile(ms, 0.99) },
  }
}

function mapValues<K extends string, A, B>(from: Readonly<Record<K, A>>, to: (value: A) => B): Record<K, B> {
  return Object.fromEntries(Object.entries<A>(from).map(([key, value]) => [key, to(value)])) as Record<K, B>
}

const BINS = [0, 0.5, 0.67, 0.8, 0.9, 0.95, 1.01]

function calibrate(asserted: readonly EvaluatedReport[]): readonly CalibrationBin[] {
  return BINS.slice(0, -1).map((from, at) => {
    const to = BINS[at + 1] as number
    const inside = asserted.filter(({ diagnosis }) => diagnosis.confidence >= from && diagnosis.confidence < to)
    return {
      from,
      to: Math.min(to, 1),
      count: inside.length,
      strictPrecision: share(inside.filter(isExactlyAsserted).length, inside.length),
      precision: share(inside.filter(isRightlyAsserted).length, inside.length),
    }
  })
}

/**
 * The predicted answer: the expected one if the first-ranked signature is correct, otherwise the first-ranked
 * signature.
 */
function predicted(outcome: EvaluatedReport): string {
  if (isRightlyRanked(outcome)) return outcome.report.expected
  return outcome.diagnosis.ranked[0]?.signature ?? AUTH_OTHER
}

function measureSignatures(outcomes: readonly EvaluatedReport[]): Record<string, SignatureFigures> {
  const ids = [...new Set(outcomes.flatMap((it) => [it.report.expected, predicted(it)]))].filter(
    (it) => it !== AUTH_OTHER,
  )
  const measured = ids.sort().map((id): [string, SignatureFigures] => {
    const n = outcomes.filter(({ report }) => report.expected === id).length
    const named = outcomes.filter((it) => predicted(it) === id)
    const hits = named.filter(({ report }) => report.expected === id).length
    const precision = share(hits, named.length)
    const recall = share(hits, n)
    const f1 = precision + recall === 0 ? 0 : (2 * precision * recall) / (precision + recall)
    return [id, { n, precision, recall, f1 }]
  })
  return Object.fromEntries(measured)
}

function countConfusions(outcomes: readonly EvaluatedReport[]): Figures['confusions'] {
  const wrong = outcomes.filter((it) => !isRightlyRanked(it))
  const pairs = Map.groupBy(wrong, (it) => `${it.report.expected}\n${it.diagnosis.ranked[0]?.signature ?? 'nothing'}`)
  return [...pairs]
    .map(([pair, { length }]) => ({
      expected: pair.split('\n')[0] as string,
      predicted: pair.split('\n')[1] as string,
      count: length,
    }))
    .sort((a, b) => b.count - a.count || (a.expected + a.predicted < b.expected + b.predicted ? -1 : 1))
}
