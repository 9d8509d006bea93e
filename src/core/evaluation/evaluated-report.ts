/** One labelled report beside its diagnosis: which answers count as correct, and what the bot did with it. */
import { NOT_AUTH } from '../diagnosis/confidence.ts'
import type { Diagnosis } from '../diagnosis/diagnosis.ts'
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

/** A signature is correct if it or one of its broader signatures is the expected answer. */
function isAmong(labels: readonly string[], signature: string, pack: Pack): boolean {
  for (let id: string | undefined = signature; id !== undefined; id = pack.signatures.get(id)?.broader) {
    if (labels.includes(id)) return true
  }
  return false
}

export function isRightlyRanked({ diagnosis, isRight }: EvaluatedReport): boolean {
  const first = diagnosis.ranked[0]
  return first !== undefined && isRight(first.signature)
}

export function isRightlyAsserted({ diagnosis, isRight }: EvaluatedReport): boolean {
  return diagnosis.signature !== null && isRight(diagnosis.signature)
}

export function isExactlyRanked({ diagnosis, isExpected }: EvaluatedReport): boolean {
  const first = diagnosis.ranked[0]
  return first !== undefined && isExpected(first.signature)
}

export function isExactlyAsserted({ diagnosis, isExpected }: EvaluatedReport): boolean {
  return diagnosis.signature !== null && isExpected(diagnosis.signature)
}

export function isSilentOnAuth({ report, diagnosis }: EvaluatedReport): boolean {
  return report.expected !== NOT_AUTH && diagnosis.decision === 'silent'
}

export function isAssert({ diagnosis }: EvaluatedReport): boolean {
  return diagnosis.decision === 'assert'
}

export function isComment({ diagnosis }: EvaluatedReport): boolean {
  return diagnosis.decision !== 'silent'
}

export function isBaseless({ diagnosis }: EvaluatedReport): boolean {
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
