/**
 * Decides whether a ranked report is answered with a cause, asked a question or left alone, and says for what reason. The
 * thresholds are the model's; what may be said at all follows from the report's purpose, its flow and the pack.
 */
import { isRequestOnly } from '../report/purpose.ts'
import type { Pack } from '../signatures/pack.ts'
import type { CollectedEvidence } from './collect-evidence.ts'
import type { Candidate, Diagnosis, Reason } from './diagnosis.ts'
import { type ModelParameters, SHIPPED_PARAMETERS, type Thresholds } from './model-parameters.ts'
import type { ScannedReport } from './read-hits.ts'
import { isShownAtBreak, saysLittle } from './shown-at-break.ts'

/** What a decision rests on. */
export interface DecisionContext {
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

/** @returns the reason for the decision; `decisionOf` says which decision it leads to */
export function decide(context: DecisionContext): Reason {
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
function isMeasured(candidate: Candidate, { scanned, collected }: DecisionContext): boolean {
  if (candidate.signature === scanned.probed) return true
  if (collected.counterSigns.length > 0 || isDisputed(candidate)) return false
  const isToldOf = collected.topic.some(({ segment, strength }) => segment !== 'log' && strength !== 'supporting')
  const isAboutLogin = collected.topicInTitle || isToldOf || saysLittle(scanned.report)
  return isAboutLogin && isShownAtBreak(candidate, scanned.flow)
}

/** A request names no failure of its own, and a certificate is refused on connections that carry no login, too. */
function maySay(candidate: Candidate, { collected, pack, parameters }: DecisionContext): boolean {
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

function minToAsk(first: Candidate | undefined, { collected, pack, parameters }: DecisionContext): number {
  const { thresholds } = parameters
  if (isRequestOnly(collected.purpose)) return thresholds.askOnRequest
  const hasEvidence = first !== undefined && first.evidence.length > 0 && leads(first)
  if (hasEvidence && isSettled(first, thresholds) && collected.counterSigns.length === 0) {
    // Nothing but a login has stages, so a line that decides where it broke needs no other word about one.
    if (pack.signatures.get(first.signature)?.stage !== undefined) return thresholds.assertDecisive
  }
  const isAboutLogin =
    collected.topicInTitle || (hasEvidence && namesFailure(first, collected)) || showsRefusal(collected)
  return isAboutLogin ? thresholds.ask : thresholds.askNeutral
}

/** A login among the steps, or an action whose name has a credential in it, does not say that a login fails. */
function namesFailure({ evidence }: Candidate, { topic, generic }: CollectedEvidence): boolean {
  const said = [...evidence, ...topic]
  return generic.length > 0 || showsCause({ evidence: said }) || said.some(({ segment }) => segment === 'title')
}

/** A log line about a refused login, under a title that tells a failure. */
function showsRefusal({ purpose, topic }: CollectedEvidence): boolean {
  return purpose.failure.includes('title') && topic.some((it) => it.segment === 'log' && it.strength !== 'supporting')
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

type ActivityContext = Pick<DecisionContext, 'pack' | 'parameters'>

/**
 * Experimental signatures and those that are turned off are evaluated and counted, but neither asserted nor asked
 * about.
 */
export function isActive({ signature }: Candidate, { pack, parameters }: ActivityContext): boolean {
  return pack.signatures.get(signature)?.status === 'stable' && !parameters.off?.has(signature)
}

/** Returns true if the first candidate is sure enough to be asserted, and nothing else is close to it. */
function isSure(first: Candidate, second: Candidate | undefined, context: DecisionContext): boolean {
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
export function showsCause({ evidence }: Pick<Candidate, 'evidence'>): boolean {
  return evidence.some(({ strength }) => strength !== 'supporting')
}

/**
 * A narrower signature never ties with its broader one, and what the log shows is contested only by another line that
 * decides.
 */
function isTie(first: Candidate, second: Candidate, context: DecisionContext): boolean {
  const { pack, parameters } = context
  if (isMeasured(first, context) && (!hasDecisive(second) || isDisputed(second))) return false
  const areKin =
    pack.signatures.get(first.signature)?.broader === second.signature ||
    pack.signatures.get(second.signature)?.broader === first.signature
  return !areKin && second.confidence >= first.confidence * parameters.thresholds.tie
}

/** Reasons for which nothing is said. */
const SILENT: ReadonlySet<Reason> = new Set(['not-auth', 'counter-sign', 'explained', 'turned-off'])

export function decisionOf(reason: Reason): Diagnosis['decision'] {
  if (reason === 'sure') return 'assert'
  return SILENT.has(reason) ? 'silent' : 'ask'
}
