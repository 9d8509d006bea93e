/**
 * Measures a pack on labelled reports: computes figures and keeps the results behind them. Does not decide which
 * figures are good enough.
 */
import { AUTH_OTHER, NOT_AUTH } from '../diagnosis/confidence.ts'
import { diagnose } from '../diagnosis/diagnose.ts'
import type { Diagnosis } from '../diagnosis/diagnosis.ts'
import { readReport } from '../report/read-report.ts'
import type { Pack } from '../signatures/pack.ts'
import { hasSignature, type LabelledReport } from './corpus.ts'

/** One labelled report with its diagnosis. */
export interface EvaluatedReport {
  readonly report: LabelledReport
  readonly diagnosis: Diagnosis
  /** Whether the expected answer is a signature of the pack. */
  readonly hasSignature: boolean
  /** Whether a first-ranked or asserted signature counts as correct. */
  isRight(signature: string): boolean
  /** Like `isRight`, but accepts only the expected label. */
  isExpected(signature: string): boolean
}

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

/** The 95 % confidence interval of a share. */
export type ConfidenceInterval = readonly [low: number, high: number]

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

/** @param now a clock in milliseconds, for the `ms` figures */
export function evaluate(reports: readonly LabelledReport[], pack: Pack, now: () => number): Evaluation {
  const ms: number[] = []
  const outcomes = reports.map((report): EvaluatedReport => {
    const read = readReport(report.issue)
    const start = now()
    const diagnosis = diagnose(read, pack)
    ms.push(now() - start)
    return judge(report, diagnosis, pack)
  })
  return { figures: measure(outcomes, ms), outcomes }
}

/** Compares a diagnosis with the answer that a person gave. */
export function judge(report: LabelledReport, diagnosis: Diagnosis, pack: Pack): EvaluatedReport {
  const accepts = (labels: readonly string[]) => (signature: string) => isAmong(labels, signature, pack)
  const { expected, also } = report
  const isExcused = accepts(expected === NOT_AUTH ? [] : [expected, ...also])
  return {
    report,
    diagnosis,
    hasSignature: hasSignature(report, pack),
    isRight: isExcused,
    isExpected: accepts([expected]),
  }
}

export interface Evaluation {
  readonly figures: Figures
  readonly outcomes: readonly EvaluatedReport[]
}

/** A signature is correct if it or one of its broader signatures is the expected answer. */
function isAmong(labels: readonly string[], signature: string, pack: Pack): boolean {
  for (let id: string | undefined = signature; id !== undefined; id = pack.signatures.get(id)?.broader) {
    if (labels.includes(id)) return true
  }
  return false
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

/** Quantile of the standard normal distribution for a two-sided interval of 95 %. */
const Z = 1.96

/**
 * The 95 % score interval for a share (E. B. Wilson, "Probable inference, the law of succession, and statistical
 * inference", 1927).
 * @returns zero to one when nothing was measured
 */
export function wilsonInterval(part: number, whole: number): ConfidenceInterval {
  if (whole === 0) return [0, 1]
  const p = part / whole
  const centre = p + (Z * Z) / (2 * whole)
  const spread = Z * Math.sqrt((p * (1 - p)) / whole + (Z * Z) / (4 * whole * whole))
  const scale = 1 + (Z * Z) / whole
  return [Math.max(0, (centre - spread) / scale), Math.min(1, (centre + spread) / scale)]
}

export function isRightlyRanked({ diagnosis, isRight }: EvaluatedReport): boolean {
  const first = diagnosis.ranked[0]
  return first !== undefined && isRight(first.signature)
}

export function isRightlyAsserted({ diagnosis, isRight }: EvaluatedReport): boolean {
  return diagnosis.signature !== null && isRight(diagnosis.signature)
}

function isExactlyRanked({ diagnosis, isExpected }: EvaluatedReport): boolean {
  const first = diagnosis.ranked[0]
  return first !== undefined && isExpected(first.signature)
}

function isExactlyAsserted({ diagnosis, isExpected }: EvaluatedReport): boolean {
  return diagnosis.signature !== null && isExpected(diagnosis.signature)
}

function isSilentOnAuth({ report, diagnosis }: EvaluatedReport): boolean {
  return report.expected !== NOT_AUTH && diagnosis.decision === 'silent'
}

function isAssert({ diagnosis }: EvaluatedReport): boolean {
  return diagnosis.decision === 'assert'
}

function isComment({ diagnosis }: EvaluatedReport): boolean {
  return diagnosis.decision !== 'silent'
}

function isBaseless({ diagnosis }: EvaluatedReport): boolean {
  return diagnosis.generic === null && (diagnosis.ranked[0]?.evidence.length ?? 0) === 0
}

/** @returns one line of `eval --details` as data */
export function detailsOf(outcome: EvaluatedReport): object {
  const { id, expected, also } = outcome.report
  const { decision, reason, signature, confidence, topic, ranked } = outcome.diagnosis
  const best = ranked.slice(0, 3).map((it) => ({
    signature: it.signature,
    confidence: it.confidence,
    evidence: it.evidence.map((evidence) => evidence.id),
    against: it.against.map((evidence) => evidence.id),
  }))
  return {
    id,
    expected,
    also,
    right: isRightlyRanked(outcome),
    decision,
    reason,
    signature,
    confidence,
    topic,
    ranked: best,
  }
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

/** @returns zero when nothing was measured */
function share(part: number, whole: number): number {
  return whole === 0 ? 0 : part / whole
}

function mean(values: readonly number[]): number {
  return share(
    values.reduce((sum, it) => sum + it, 0),
    values.length,
  )
}

/** Percentile by the nearest-rank method. */
export function percentile(values: readonly number[], at: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * at) - 1)] ?? 0
}
