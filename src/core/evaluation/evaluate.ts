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
  /** Share of asserts that are correct. */
  readonly precision: number
  readonly strictPrecision: number
  /** Of the reports with an expected signature, the share that are asserted correctly. */
  readonly recall: number
  readonly strictRecall: number
}

/** The output of `eval --json`; shares are between 0 and 1. */
export interface Figures {
  readonly reports: number
  readonly auth: number
  readonly notAuth: number
  /** Of the reports labelled with a signature, the share whose first-ranked signature is correct. */
  readonly top1: number
  /** Mean F1 of the first-ranked signature, over the signatures that occur as labels. */
  readonly macroF1: number
  readonly asserted: AssertFigures
  /** Share of reports about authentication on which the bot says nothing. */
  readonly silentOnAuth: number
  readonly falseAssertsPer1000: number
  readonly falseCommentsPer1000: number
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
  return { report, diagnosis, isRight: accepts([expected, ...also]), isExpected: accepts([expected]) }
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
  const withSignature = outcomes.filter(({ report }) => hasSignature(report))
  const notAuth = outcomes.filter(({ report }) => report.expected === NOT_AUTH)
  const asserted = outcomes.filter(({ diagnosis }) => diagnosis.decision === 'assert')
  const right = asserted.filter(isRightlyAsserted)
  const strictlyRight = asserted.filter(({ diagnosis, isExpected }) => isExpected(diagnosis.signature ?? ''))
  const bySignature = measureSignatures(withSignature)
  return {
    reports: outcomes.length,
    auth: outcomes.length - notAuth.length,
    notAuth: notAuth.length,
    top1: share(withSignature.filter(isRightlyRanked).length, withSignature.length),
    macroF1: mean(
      Object.values(bySignature)
        .filter(({ n }) => n > 0)
        .map(({ f1 }) => f1),
    ),
    asserted: {
      count: asserted.length,
      precision: share(right.length, asserted.length),
      strictPrecision: share(strictlyRight.length, asserted.length),
      recall: share(right.filter(({ report }) => hasSignature(report)).length, withSignature.length),
      strictRecall: share(strictlyRight.length, withSignature.length),
    },
    silentOnAuth: share(outcomes.filter(isSilentOnAuth).length, outcomes.length - notAuth.length),
    falseAssertsPer1000: 1000 * share(notAuth.filter(isFalseAssert).length, notAuth.length),
    falseCommentsPer1000: 1000 * share(notAuth.filter(isFalseComment).length, notAuth.length),
    bySignature,
    confusions: countConfusions(withSignature),
    ms: { p50: percentile(ms, 0.5), p99: percentile(ms, 0.99) },
  }
}

export function isRightlyRanked({ diagnosis, isRight }: EvaluatedReport): boolean {
  const first = diagnosis.ranked[0]
  return first !== undefined && isRight(first.signature)
}

export function isRightlyAsserted({ diagnosis, isRight }: EvaluatedReport): boolean {
  return diagnosis.signature !== null && isRight(diagnosis.signature)
}

function isSilentOnAuth({ report, diagnosis }: EvaluatedReport): boolean {
  return report.expected !== NOT_AUTH && diagnosis.decision === 'silent'
}

function isFalseAssert(outcome: EvaluatedReport): boolean {
  return outcome.diagnosis.decision === 'assert' && !isRightlyAsserted(outcome)
}

/** A question is acceptable if the annotator accepted that the report may be about authentication. */
function isFalseComment(outcome: EvaluatedReport): boolean {
  const mayAsk = outcome.diagnosis.decision === 'ask' && outcome.report.also.includes(AUTH_OTHER)
  return outcome.diagnosis.decision !== 'silent' && !mayAsk && !isRightlyAsserted(outcome)
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
