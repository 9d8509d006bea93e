/**
 * Turns evidence into calibrated probabilities: a conditional logit over the signatures that have evidence and two
 * outcomes without a signature, "another authentication failure" and "not about authentication". Every signature shares
 * the same few weights, so a new signature needs no fitting. (D. McFadden, "Conditional logit analysis of qualitative
 * choice behavior", 1974.) The weights are fitted by `bench/fit.ts` and committed together with their figures; none is
 * set by hand.
 */

import { isRequestOnly } from '../report/purpose.ts'
import type { CollectedEvidence, SignatureMatch } from './collect-evidence.ts'
import type { Evidence, Strength } from './diagnosis.ts'
import type { Reliabilities, Weights } from './model-parameters.ts'

/** Probabilities that sum to one over `signatures`, `other` and `none`. */
export interface Probabilities {
  readonly signatures: ReadonlyMap<string, number>
  /** About authentication, but none of the signatures. */
  readonly other: number
  /** Not about an authentication failure. */
  readonly none: number
}

/** The two outcomes without a signature. */
export const AUTH_OTHER = 'auth-other'
export const NOT_AUTH = 'not-auth'

/** Feature values by name; each name has a weight. */
export type Features = Readonly<Record<string, number>>

/** @returns the probability of each signature that has evidence, and of the two outcomes without a signature */
export function estimate(
  collected: CollectedEvidence,
  { weights, reliabilities }: { readonly weights: Weights; readonly reliabilities: Reliabilities },
): Probabilities {
  const outcomes = describeOutcomes(collected, reliabilities)
  const scores = outcomes.map(({ features }) => score(features, weights))
  const highest = Math.max(...scores)
  const shares = scores.map((it) => Math.exp(it - highest))
  const sum = shares.reduce((total, it) => total + it, 0)
  const probabilities = new Map(outcomes.map(({ outcome }, at) => [outcome, (shares[at] as number) / sum]))
  const signatures = new Map([...probabilities].filter(([outcome]) => outcome !== AUTH_OTHER && outcome !== NOT_AUTH))
  return { signatures, other: probabilities.get(AUTH_OTHER) ?? 0, none: probabilities.get(NOT_AUTH) ?? 0 }
}

export interface OutcomeFeatures {
  /** A signature's id, `auth-other` or `not-auth`. */
  readonly outcome: string
  readonly features: Features
}

/** Returns every possible outcome for a report, with its features: the input for the fit and for `estimate`. */
export function describeOutcomes(
  collected: CollectedEvidence,
  reliabilities: Reliabilities,
): readonly OutcomeFeatures[] {
  const signatures = collected.signatureMatches.map((match) => ({
    outcome: match.signature.id,
    features: describeSignature(match, collected, reliabilities),
  }))
  return [
    ...signatures,
    { outcome: AUTH_OTHER, features: describeOther(collected) },
    { outcome: NOT_AUTH, features: describeNone(collected) },
  ]
}

function describeSignature(
  match: SignatureMatch,
  collected: CollectedEvidence,
  reliabilities: Reliabilities,
): Features {
  const has = counts(match.evidence)
  const against = counts(match.against)
  return {
    decisive: Math.min(has.decisive, 1),
    decisiveInLog: match.evidence.some((it) => it.strength === 'decisive' && it.segment === 'log') ? 1 : 0,
    decisiveMore: Math.min(Math.max(has.decisive - 1, 0), 2),
    decisiveInBrief: Math.min(has.decisive, 1) * collected.textClass.brevity,
    strong: Math.min(has.strong, 1),
    strongMore: Math.min(Math.max(has.strong - 1, 0), 2),
    supporting: Math.min(has.supporting, 1),
    supportingMore: Math.min(Math.max(has.supporting - 1, 0), 3),
    inTitle: match.inTitle ? 1 : 0,
    againstDecisive: Math.min(against.decisive, 1),
    againstStrong: Math.min(against.strong, 2),
    againstSupporting: Math.min(against.supporting, 2),
    counterSign: match.counterSigns.length > 0 ? 1 : 0,
    outranked: hasSurerKind(match, collected) ? 1 : 0,
    ...describeReliability(match, reliabilities),
    ...describeTextClass(match.textClass),
  }
}

/**
 * How often the clauses were right on labelled reports, in log-odds: the best clause, and the capped sum of the other
 * positive ones. A clause that has never been measured counts as the average for its strength.
 */
function describeReliability({ signature, evidence }: SignatureMatch, { clauses, strengths }: Reliabilities): Features {
  const odds = evidence
    .map(({ id, strength, reading }) => {
      const measured = reading.mood === 'stated' ? clauses[`${signature.id}/${id}`] : undefined
      return measured ?? strengths[strength]
    })
    .sort((a, b) => b - a)
  const [best = 0, ...rest] = odds
  return {
    bestClause: best,
    otherClauses: Math.min(
      rest.reduce((sum, it) => sum + Math.max(0, it), 0),
      6,
    ),
  }
}

/**
 * Floor of the logarithm: however unlike other reports of a cause the words are, they must not outweigh a line that names
 * it.
 */
const MIN_LOG_PROBABILITY = -4

/**
 * Uses the logarithm, because evidence adds up in log-odds. A signature that the model does not know has a weight of
 * its own.
 */
function describeTextClass(textClass: number | null): Features {
  if (textClass === null) return { unknownTextClass: 1 }
  return { textClass: logTextProbability(textClass) }
}

function logTextProbability(textClass: number): number {
  return Math.max(MIN_LOG_PROBABILITY, Math.log(textClass))
}

/**
 * Returns true if a narrower signature has more than supporting evidence: the specific one takes precedence over the
 * general one.
 */
function hasSurerKind({ signature }: SignatureMatch, { signatureMatches }: CollectedEvidence): boolean {
  return signatureMatches.some(
    (it) => it.signature.broader === signature.id && it.evidence.some(({ strength }) => strength !== 'supporting'),
  )
}

function describeOther({ topic, textClass }: CollectedEvidence): Features {
  const has = counts(topic)
  return {
    other: 1,
    otherTopicStrong: Math.min(has.strong + has.decisive, 3),
    otherTopicSupporting: Math.min(has.supporting, 4),
    otherTextClass: logTextProbability(textClass.probabilities.get(AUTH_OTHER) ?? 0),
  }
}

function describeNone({
  topic,
  topicInTitle,
  counterSigns,
  counterSignsInTitle,
  textClass,
  purpose,
}: CollectedEvidence): Features {
  const has = counts(topic)
  return {
    none: 1,
    noneTopicStrong: Math.min(has.strong + has.decisive, 3),
    noneTopicSupporting: Math.min(has.supporting, 4),
    noneTopicInTitle: topicInTitle ? 1 : 0,
    ...Object.fromEntries(
      topic.map(({ id, strength }) => [`noneTopic:${id}:${strength === 'supporting' ? 'weak' : 'full'}`, 1]),
    ),
    ...Object.fromEntries(purpose.request.map((sign) => [`noneRequest:${sign}`, 1])),
    ...Object.fromEntries(purpose.failure.map((sign) => [`noneFailure:${sign}`, 1])),
    noneRequestOnly: isRequestOnly(purpose) ? 1 : 0,
    noneCounterSign: Math.min(counterSigns.length, 2),
    ...Object.fromEntries(counterSigns.map((id) => [`noneThisCounterSign:${id}`, 1])),
    noneCounterSignInTitle: Math.min(counterSignsInTitle.length, 1),
    noneTextClass: logTextProbability(textClass.probabilities.get(NOT_AUTH) ?? 0),
  }
}

function counts(evidence: readonly Evidence[]): Record<Strength, number> {
  const found = { decisive: 0, strong: 0, supporting: 0 }
  for (const { strength } of evidence) found[strength] += 1
  return found
}

function score(features: Features, weights: Weights): number {
  return Object.entries(features).reduce((sum, [name, value]) => sum + value * (weights[name] ?? 0), 0)
}
