/** Prints an explanation as text for a terminal: first the outcomes, then each signature's clauses and their sum. */

import type { Reason } from '../../../../core/diagnosis/diagnosis.ts'
import type { ClauseExplanation } from '../../../../core/diagnosis/explain/clause.ts'
import { describeEvidence, describeMiss } from '../../../../core/diagnosis/explain/describe-clause.ts'
import type {
  Explanation,
  OutcomeExplanation,
  SignatureExplanation,
} from '../../../../core/diagnosis/explain/explain.ts'

const REASONS: Readonly<Record<Reason, string>> = {
  sure: 'one signature is certain enough and has more than supporting evidence',
  tie: 'two signatures are too close to each other',
  unsure: 'about authentication, but no signature is certain enough',
  'no-signature': 'about authentication, but no signature has evidence',
  'not-auth': 'not about an authentication failure',
  'counter-sign': 'something else explains what looks like an authentication failure',
  explained: 'the author explains the failure in code',
  muted: 'people rejected the signature too often in this repository',
  'handed-over': 'all allowed questions were already asked',
  said: 'a maintainer named the cause',
  rejected: 'a person marked the answer as wrong',
  'turned-off': 'the leading signature is turned off in this repository',
}

const MAX_OUTCOMES = 6

export function printExplanation(explanation: Explanation): string {
  const { decision, reason, thresholds, topic, outcomes, signatures } = explanation
  const { assertDecisive, assertStrong, tie, ask } = thresholds
  const shown = outcomes.slice(0, MAX_OUTCOMES)
  const width = Math.max(...shown.map(({ outcome }) => outcome.length))
  return [
    `decision: ${decision} (${reason}): ${REASONS[reason]}`,
    `thresholds: assert from ${assertDecisive} (decisive) or ${assertStrong} (strong), tie from ${tie} of the top confidence, ask from ${ask}; about authentication: ${topic.toFixed(3)}`,
    ...shown.map(
      ({ outcome, probability, logOdds }) =>
        `  ${outcome.padEnd(width)}  ${probability.toFixed(3)}  ${signed(logOdds).padStart(7)} log-odds`,
    ),
    ...(outcomes.length > shown.length ? [`  and ${outcomes.length - shown.length} less likely outcomes`] : []),
    ...signatures.map((it) => `\n${printSignature(it, outcomes)}`),
    ...(signatures.length === 0 ? ['\nno signature has evidence'] : []),
  ].join('\n')
}

function printSignature(it: SignatureExplanation, outcomes: readonly OutcomeExplanation[]): string {
  const rank = it.rank === null ? 'not considered' : `rank ${it.rank}, confidence ${it.confidence.toFixed(3)}`
  return [
    `${it.signature}: ${it.title} (${it.status}, ${rank})`,
    ...(it.isOpen ? [] : ['  inactive: none of its only-when clauses was found']),
    ...printClauses('only when', it, 'only-when'),
    ...printClauses('for', it, 'evidence'),
    ...printClauses('against', it, 'against'),
    ...it.counterSigns.flatMap(({ id, title, evidence }) => [
      `  counter-sign ${id}: ${title}`,
      ...evidence.map((found) => `    ${describeEvidence(found)}`),
    ]),
    ...printFeatures(outcomes.find(({ outcome }) => outcome === it.signature)),
  ].join('\n')
}

function printClauses(heading: string, it: SignatureExplanation, role: ClauseExplanation['role']): readonly string[] {
  const clauses = it.clauses.filter((clause) => clause.role === role)
  if (clauses.length === 0) return []
  const width = Math.max(...clauses.map(({ id }) => id.length))
  const lines = clauses.flatMap((clause) => {
    const { id, owner, strength, hits } = clause
    const name = `${id.padEnd(width)}  ${strength.padEnd(10)}`
    const inherited = owner === it.signature ? '' : ` (inherited from ${owner})`
    if (hits.length === 0) return [`    miss  ${name}  ${describeMiss(clause)}${inherited}`]
    return hits.map((hit) => `    hit   ${name}  ${describeEvidence(hit)}${inherited}`)
  })
  return [`  ${heading}`, ...lines]
}

function printFeatures(outcome: OutcomeExplanation | undefined): readonly string[] {
  if (outcome === undefined) return []
  const used = outcome.features.filter(({ value }) => value !== 0)
  const width = Math.max(0, ...used.map(({ feature }) => feature.length))
  return [
    '  sum',
    ...used.map(
      ({ feature, value, weight, contribution }) =>
        `    ${feature.padEnd(width)}  ${number(value)} × ${number(weight)} = ${signed(contribution)}`,
    ),
    `    ${'log-odds'.padEnd(width)}  ${signed(outcome.logOdds)}, probability ${outcome.probability.toFixed(3)}`,
  ]
}

function number(value: number): string {
  return Number.isInteger(value) ? String(value) : value.toFixed(2)
}

function signed(value: number): string {
  return `${value < 0 ? '−' : '+'}${Math.abs(value).toFixed(2)}`
}
