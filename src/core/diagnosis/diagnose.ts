/**
 * Diagnoses a redacted report with a compiled pack: ranks the signatures by their evidence and makes one decision with
 * its reason. Uses neither GitHub, the store nor the clock, and contains no wording.
 */

import { isRequestOnly } from '../report/purpose.ts'
import type { Report } from '../report/report.ts'
import type { Pack } from '../signatures/pack.ts'
import { reportValuesOf } from '../signatures/report-values.ts'
import { type CollectedEvidence, collectEvidence, type SignatureMatch } from './collect-evidence.ts'
import { estimate, type Probabilities } from './confidence.ts'
import type { Candidate, Diagnosis, Reason } from './diagnosis.ts'
import { type ModelParameters, SHIPPED_PARAMETERS, type Thresholds } from './model-parameters.ts'
import { openPointsOf } from './open-points.ts'
import { applyPackChoice } from './pack-choice.ts'
import { passagesOf } from './passages.ts'
import { chooseQuestion, MIN_FOR_OWN_QUESTION } from './question.ts'
import { type ScannedReport, scanReport } from './read-hits.ts'
import { withoutRepeatedTitles } from './repeated-titles.ts'
import { isShownAtBreak, saysLittle } from './shown-at-break.ts'

/**
 * @param parameters fitted model parameters; pass others than the shipped ones only to measure a fit
 * @returns the same diagnosis for the same report, pack and parameters, byte for byte
 */
export function diagnose(report: Report, pack: Pack, parameters: ModelParameters = SHIPPED_PARAMETERS): Diagnosis {
  return diagnoseScanned(scanReport(withoutRepeatedTitles(report, pack), pack), pack, parameters)
}

/** Diagnoses a report that has already been scanned with the pack. */
export function diagnoseScanned(scanned: ScannedReport, pack: Pack, model: ModelParameters): Diagnosis {
  const passages = passagesOf(scanned)
  const found = collectEvidence(scanned, model.classifyText(passages), pack)
  const { product } = scanned.report.environment
  const { collected, off } = applyPackChoice(found, pack, { choice: model.packs, product })
  const parameters = off.size === 0 ? model : { ...model, off: off.union(model.off ?? new Set<string>()) }
  const probabilities = estimate(collected, parameters)
  const topic = 1 - estimate(withoutRepositorySignatures(collected, pack), parameters).none
  const ranked = rank(collected, probabilities)
  const reason = decide({ ranked, collected, topic, pack, parameters, scanned })
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

interface Context {
  /** Most likely first. */
  readonly ranked: readonly Candidate[]
  readonly collected: CollectedEvidence
  /** Probability that the report is about an authentication failure at all. */
  readonly topic: number
  readonly pack: Pack
  readonly parameters: ModelParameters
  readonly scanned: ScannedReport
}

/** Below this confidence no candidate leads, and the first question of the troubleshooting flow helps more. */
const MIN_TO_LEAD = 0.2

function decide(context: Context): Reason {
  const { ranked, collected, topic, parameters } = context
  if (topic < minToAsk(ranked[0], context)) return collected.counterSigns.length > 0 ? 'counter-sign' : 'not-auth'
  if (leads(ranked[0]) && parameters.off?.has(ranked[0].signature)) return 'turned-off'
  const active = ranked.filter((it) => isActive(it, context))
  const [first, second] = active
  if (first === undefined && collected.topic.length === 0) return 'not-auth'
  if (first !== undefined && isSure(first, second, context)) return 'sure'
  // Who names the place in the code writes to the maintainers, and has answered what a question could ask.
  if (context.scanned.report.explainsCause) return 'explained'
  if (first === undefined) return 'no-signature'
  if (second !== undefined && isTie(first, second, context)) return leads(first) ? 'tie' : 'no-signature'
  return 'unsure'
}

/** A probe, or the log of the login that the report is about, shows what a report only tells. */
function isMeasured(candidate: Candidate, { scanned, collected }: Context): boolean {
  if (candidate.signature === scanned.probed) return true
  if (collected.counterSigns.length > 0 || isDisputed(candidate)) return false
  const isToldOf = collected.topic.some(({ segment, strength }) => segment !== 'log' && strength !== 'supporting')
  const isAboutLogin = collected.topicInTitle || isToldOf || saysLittle(scanned.report)
  return isAboutLogin && isShownAtBreak(candidate, scanned.flow)
}

/** A request names no failure of its own, and a certificate is refused on connections that carry no login, too. */
function maySay(candidate: Candidate, { collected, pack, parameters }: Context): boolean {
  if (isRequestOnly(collected.purpose) || isRefutedByFlow(candidate, pack)) return false
  const isOfLogins = pack.signatures.get(candidate.signature)?.['beyond-logins'] !== true
  return isOfLogins || parameters.isAboutLogin === true || speaksOfLogin(candidate, collected)
}

/** The pack says that a login which came so far did not break here, whatever the title says. */
function isRefutedByFlow({ signature, against }: Candidate, pack: Pack): boolean {
  const clauses = pack.signatures.get(signature)?.against ?? []
  return clauses.some(({ id, flow }) => flow !== undefined && against.some((it) => it.id === id))
}

/** A login that an attached log shows says nothing about a failure told elsewhere. */
function speaksOfLogin({ evidence }: Candidate, { topic }: CollectedEvidence): boolean {
  const sources = new Set(evidence.filter(({ strength }) => strength !== 'supporting').map(({ source }) => source))
  return topic.some(({ source }) => source === 'title' || source === 'body' || sources.has(source))
}

function minToAsk(first: Candidate | undefined, { collected, pack, parameters }: Context): number {
  const { thresholds } = parameters
  if (isRequestOnly(collected.purpose)) return thresholds.askOnRequest
  const hasEvidence = first !== undefined && first.evidence.length > 0 && leads(first)
  if (hasEvidence && isSettled(first, thresholds) && collected.counterSigns.length === 0) {
    // Nothing but a login has stages, so a line that decides where it broke needs no other word about one.
    if (pack.signatures.get(first.signature)?.stage !== undefined) return thresholds.assertDecisive
  }
  const isAboutLogin = collected.topicInTitle || (hasEvidence && namesFailure(first, collected))
  return isAboutLogin ? thresholds.ask : thresholds.askNeutral
}

/** A login among the steps, or an action whose name has a credential in it, does not say that a login fails. */
function namesFailure({ evidence }: Candidate, { topic, generic }: CollectedEvidence): boolean {
  const said = [...evidence, ...topic]
  return generic.length > 0 || showsCause({ evidence: said }) || said.some(({ segment }) => segment === 'title')
}

/** Whether a line decides for a candidate and nothing speaks against it. */
function isSettled(candidate: Candidate, { assertDecisive }: Thresholds): boolean {
  return hasDecisive(candidate) && candidate.against.length === 0 && candidate.confidence >= assertDecisive
}

function leads(candidate: Candidate | undefined): candidate is Candidate {
  return candidate !== undefined && candidate.confidence >= MIN_TO_LEAD
}

/**
 * Returns the minimum confidence for an assertion, which depends on the strongest evidence. Supporting evidence alone
 * is never enough.
 */
function minToAssert(candidate: Candidate, thresholds: Thresholds): number {
  // A line that decides, beside one that speaks strongly against it, decides no more than strong evidence.
  if (hasDecisive(candidate) && !isDisputed(candidate)) return thresholds.assertDecisive
  return showsCause(candidate) ? thresholds.assertStrong : Number.POSITIVE_INFINITY
}

function isDisputed({ against }: Candidate): boolean {
  return against.some(({ strength }) => strength !== 'supporting')
}

type ActivityContext = Pick<Context, 'pack' | 'parameters'>

/**
 * Experimental signatures and those that are turned off are evaluated and counted, but neither asserted nor asked
 * about.
 */
function isActive({ signature }: Candidate, { pack, parameters }: ActivityContext): boolean {
  return pack.signatures.get(signature)?.status === 'stable' && !parameters.off?.has(signature)
}

/** Returns true if the first candidate is sure enough to be asserted, and nothing else is close to it. */
function isSure(first: Candidate, second: Candidate | undefined, context: Context): boolean {
  const {
    ranked,
    parameters: { thresholds },
  } = context
  if (first !== ranked[0] || (second !== undefined && isTie(first, second, context))) return false
  // A repository that wants surer asserts than the shipped ones gets no others.
  const isRaised = thresholds.assertDecisive > SHIPPED_PARAMETERS.thresholds.assertDecisive
  const min = isMeasured(first, context) && !isRaised ? MIN_TO_LEAD : minToAssert(first, thresholds)
  return maySay(first, context) && first.confidence >= min
}

function hasDecisive({ evidence }: Pick<Candidate, 'evidence'>): boolean {
  return evidence.some(({ strength }) => strength === 'decisive')
}

/** Returns true if there is more than supporting evidence. */
function showsCause({ evidence }: Pick<Candidate, 'evidence'>): boolean {
  return evidence.some(({ strength }) => strength !== 'supporting')
}

/**
 * A narrower signature never ties with its broader one, and what the log shows is contested only by another line that
 * decides.
 */
function isTie(first: Candidate, second: Candidate, context: Context): boolean {
  const { pack, parameters } = context
  if (isMeasured(first, context) && (!hasDecisive(second) || isDisputed(second))) return false
  const areKin =
    pack.signatures.get(first.signature)?.broader === second.signature ||
    pack.signatures.get(second.signature)?.broader === first.signature
  return !areKin && second.confidence >= first.confidence * parameters.thresholds.tie
}

const SILENT: ReadonlySet<Reason> = new Set(['not-auth', 'counter-sign', 'explained', 'turned-off'])

function decisionOf(reason: Reason): Diagnosis['decision'] {
  if (reason === 'sure') return 'assert'
  return SILENT.has(reason) ? 'silent' : 'ask'
}

/** Returns the captured values of all clauses. If several clauses capture the same name, the strongest clause wins. */
function mergeCaptures({ evidence }: Candidate): Readonly<Record<string, string>> {
  return Object.assign({}, ...evidence.map((it) => it.captures).reverse())
}
