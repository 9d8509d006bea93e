/** Prints an explanation as text for a terminal: first the outcomes, then each signature's clauses and their sum. */

import type { Evidence, Reason } from '../../../../core/diagnosis/diagnosis.ts'
import type { ClauseExplanation } from '../../../../core/diagnosis/explain/clause.ts'
import type {
  Explanation,
  OutcomeExplanation,
  SignatureExplanation,
} from '../../../../core/diagnosis/explain/explain.ts'
import type { NearMiss } from '../../../../core/diagnosis/explain/near-miss.ts'
import type { PatternMiss } from '../../../../core/diagnosis/explain/pattern-miss.ts'
import { weightOf } from '../../../../core/diagnosis/mood.ts'

const REASONS: Readonly<Record<Reason, string>> = {
  sure: 'one signature is certain enough and has more than supporting evidence',
  tie: 'two signatures are too close to each other',
  unsure: 'about authentication, but no signature is certain enough',
  'no-signature': 'about authentication, but no signature has evidence',
  'not-auth': 'not about an authentication failure',
  'counter-sign': 'something else explains what looks like an authentication failure',
  muted: 'people rejected the signature too often in this repository',
  'handed-over': 'all allowed questions were already asked',
  said: 'a maintainer named the cause',
  rejected: 'a person marked the answer as wrong',
  'turned-off': 'the leading signature is turned off in this repository',
}

const COUNTS = { full: 'in full', supporting: 'as supporting', none: 'not at all' } as const

const MAX_OUTCOMES = 6
const MAX_QUOTE = 110
const MAX_TERMS = 6

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

/** @returns one line that says how close a clause came to being found */
export function describeMiss({ miss }: ClauseExplanation): string {
  if (miss === null) return 'found'
  const [elsewhere] = miss.elsewhere
  if (elsewhere !== undefined) return `found only in text that it does not search: ${describeEvidence(elsewhere)}`
  if (miss.segments === 0) return 'the report has no text of the kind that it searches'
  if (miss.near !== null) return describeNearMiss(miss.near)
  if (miss.patterns.length === 0) return 'the report shows no login that breaks or ends there'
  return describePatternMiss(miss.patterns)
}

/** If there are several patterns, describes the one with the largest share of its literals found. */
function describePatternMiss(patterns: readonly PatternMiss[]): string {
  const share = ({ found, missing }: PatternMiss) => found.length / (found.length + missing.length || 1)
  const nearest = patterns.reduce((a, b) => (share(b) > share(a) ? b : a), patterns[0] as PatternMiss)
  if (nearest.found.length === 0) return 'none of its literals occurs'
  const has = nearest.found.map(({ literal, segment, line }) => `\`${literal}\` (${segment}, line ${line})`).join(', ')
  const lacks = nearest.missing.map((it) => `\`${it}\``).join(', ')
  const which = patterns.length === 1 ? '' : `nearest of ${patterns.length} patterns: `
  return `${which}has ${has}${lacks === '' ? '; the text between them differs' : `, lacks ${lacks}`}`
}

export function shortenForTerminal(text: string, max: number): string {
  const line = text.replace(/\s+/g, ' ').trim()
  return line.length <= max ? line : `${line.slice(0, max - 1).trimEnd()}…`
}

function describeNearMiss({ within, groups, span, nearest }: NearMiss): string {
  if (nearest === null) return 'no word from any group occurs'
  const found = groups.flatMap((it) => (it.found === null ? [] : [`"${shortenForTerminal(it.found, 40)}"`]))
  const missing = groups.filter((it) => it.found === null).map(({ terms }) => `(${firstTerms(terms)})`)
  const apart = span === null ? '' : `; all groups occur within ${span} words, ${within} are allowed`
  const place = `${nearest.segment}, line ${nearest.line}`
  return `${found.length} of ${groups.length} groups: has ${found.join(', ')} (${place}), lacks ${missing.join(' and ')}${apart}`
}

function firstTerms(terms: readonly string[]): string {
  const more = terms.length > MAX_TERMS ? `, and ${terms.length - MAX_TERMS} more` : ''
  return `${terms.slice(0, MAX_TERMS).join(', ')}${more}`
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

function describeEvidence({ segment, source, line, text, captures, reading }: Evidence): string {
  const place = source === 'body' || source === 'title' ? segment : `${segment} of ${source}`
  const values = Object.entries(captures).map(([name, value]) => ` {{${name}}} = ${shortenForTerminal(value, 60)}`)
  const section = reading.section === 'account' ? '' : `, ${reading.section}`
  const mood = reading.mood === 'stated' ? '' : `, ${reading.mood} (counts ${COUNTS[weightOf(reading.mood)]})`
  return `${place}, line ${line}${section}${mood}: ${shortenForTerminal(text, MAX_QUOTE)}${values.join(',')}`
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
