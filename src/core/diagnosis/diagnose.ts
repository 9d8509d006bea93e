/**
 * Diagnoses a redacted report with a compiled pack: ranks the signatures by their evidence and makes one decision with
 * its reason. Uses neither GitHub, the store nor the clock, and contains no wording.
 */

import type { Report } from '../report/report.ts'
import type { Pack } from '../signatures/pack.ts'
import { reportValuesOf } from '../signatures/report-values.ts'
import { roleOfLogs, withoutAttachedLogs } from './attached-logs.ts'
import { type CollectedEvidence, collectEvidence, type SignatureMatch } from './collect-evidence.ts'
import { estimate, type Probabilities } from './confidence.ts'
import { type DecisionContext, decide, decisionOf, isActive, showsCause } from './decision.ts'
import type { Candidate, Diagnosis, Reason } from './diagnosis.ts'
import { type ModelParameters, SHIPPED_PARAMETERS } from './model-parameters.ts'
import { openPointsOf } from './open-points.ts'
import { applyPackChoice } from './pack-choice.ts'
import { passagesOf } from './passages.ts'
import { chooseQuestion, MIN_FOR_OWN_QUESTION } from './question.ts'
import { type ScannedReport, scanReport } from './read-hits.ts'
import { withoutRepeatedTitles } from './repeated-titles.ts'

/**
 * @param parameters fitted model parameters; pass others than the shipped ones only to measure a fit
 * @returns the same diagnosis for the same report, pack and parameters, byte for byte
 */
export function diagnose(report: Report, pack: Pack, parameters: ModelParameters = SHIPPED_PARAMETERS): Diagnosis {
  return diagnoseScanned(scanReport(withoutRepeatedTitles(report, pack), pack), pack, parameters)
}

/** Diagnoses a report that has already been scanned with the pack. */
export function diagnoseScanned(scanned: ScannedReport, pack: Pack, model: ModelParameters): Diagnosis {
  const weighed = weigh(scanned, pack, model)
  const whole = conclude(weighed)
  const told = whole.decision === 'silent' ? null : withoutAttachedLogs(scanned)
  if (told === null) return whole
  const own = conclude(weigh(told, pack, model))
  const role = roleOfLogs(scanned, told, own)
  if (role === 'unrelated') return own
  // No word of the reporter names the failure, so nothing is asserted.
  return role === 'unclear' && whole.decision === 'assert' ? conclude(weighed, 'unsure') : whole
}

/** Ranks the signatures, and collects what the decision rests on. */
function weigh(scanned: ScannedReport, pack: Pack, model: ModelParameters): DecisionContext {
  const passages = passagesOf(scanned)
  const found = collectEvidence(scanned, model.classifyText(passages), pack)
  const { product } = scanned.report.environment
  const { collected, off } = applyPackChoice(found, pack, { choice: model.packs, product })
  const parameters = off.size === 0 ? model : { ...model, off: off.union(model.off ?? new Set<string>()) }
  const probabilities = estimate(collected, parameters)
  const topic = 1 - estimate(withoutRepositorySignatures(collected, pack), parameters).none
  return { ranked: rank(collected, probabilities), collected, topic, pack, parameters, scanned }
}

/** @param reason by default, the one that follows from what was weighed */
function conclude(weighed: DecisionContext, reason: Reason = decide(weighed)): Diagnosis {
  const { ranked, collected, topic, pack, parameters, scanned } = weighed
  const first = ranked[0]
  const generic = collected.generic[0] ?? null
  const openPoints = openPointsOf(scanned.report)
  const question = chooseQuestion(
    reason,
    ranked.filter((it) => isActive(it, { pack, parameters })),
    {
      pack,
      generic,
      ...openPoints,
      flow: scanned.flow,
      sharedQuestion: collected.sharedQuestion,
      questionsAbout: new Map(collected.signatureMatches.map((it) => [it.signature.id, it.questionsAbout])),
    },
  )
  return {
    decision: decisionOf(reason),
    reason,
    signature: reason === 'sure' && first ? first.signature : null,
    confidence: first?.confidence ?? 0,
    topic,
    ranked,
    question,
    ...(question?.includes('{{error}}') &&
      openPoints.failureLine !== null && { errorLine: openPoints.failureLine.words }),
    flow: scanned.flow,
    ...(scanned.probe !== null && { probe: scanned.probe }),
    generic,
    answers: collected.answers,
    values: reportValuesOf(scanned.report, scanned.loginUrls),
    captures: first ? mergeCaptures(first) : {},
  }
}

/** A repository's untrusted signatures must not affect whether a report is about authentication. */
function withoutRepositorySignatures(collected: CollectedEvidence, { repositorySignatures }: Pack): CollectedEvidence {
  if (repositorySignatures === undefined || repositorySignatures.size === 0) return collected
  return {
    ...collected,
    signatureMatches: collected.signatureMatches.filter(({ signature }) => !repositorySignatures.has(signature.id)),
  }
}

function rank({ signatureMatches }: CollectedEvidence, probabilities: Probabilities): readonly Candidate[] {
  return signatureMatches
    .map((match) => ({
      signature: match.signature.id,
      confidence: confidenceIn(match, probabilities),
      evidence: match.evidence,
      against: match.against,
      textClass: match.textClass,
    }))
    .map((it, at) => ({ ...it, question: questionFor(it, signatureMatches[at]?.question ?? null) }))
    .sort((a, b) => b.confidence - a.confidence || (a.signature < b.signature ? -1 : 1))
}

/** Without evidence of its own, only the words of the whole report speak for a signature. */
function questionFor({ evidence, confidence }: Omit<Candidate, 'question'>, question: string | null): string | null {
  return evidence.length > 0 || confidence >= MIN_FOR_OWN_QUESTION ? question : null
}

/**
 * Adds the broader signature's probability to that of a narrower one with more than supporting evidence of its own: the
 * narrower failure is an instance of the broader one.
 */
function confidenceIn({ signature, evidence }: SignatureMatch, { signatures }: Probabilities): number {
  const own = signatures.get(signature.id) ?? 0
  const general = signature.broader === undefined || !showsCause({ evidence }) ? 0 : signatures.get(signature.broader)
  return own + (general ?? 0)
}

/** Returns the captured values of all clauses. If several clauses capture the same name, the strongest clause wins. */
function mergeCaptures({ evidence }: Candidate): Readonly<Record<string, string>> {
  return Object.assign({}, ...evidence.map((it) => it.captures).reverse())
}
