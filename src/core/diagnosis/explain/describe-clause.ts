/** Describes in one line of plain text how a clause was found, or how close it came. */
import type { Evidence } from '../diagnosis.ts'
import { weightOf } from '../mood.ts'
import type { ClauseExplanation } from './clause.ts'
import type { NearMiss } from './near-miss.ts'
import type { PatternMiss } from './pattern-miss.ts'

const COUNTS = { full: 'in full', supporting: 'as supporting', none: 'not at all' } as const

const MAX_QUOTE = 110
const MAX_TERMS = 6

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

/** @returns the text on one line, cut at `max` characters */
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

/** @returns where the passage is, how it is meant, and its beginning */
export function describeEvidence(evidence: Evidence): string {
  const { text, captures } = evidence
  const values = Object.entries(captures).map(([name, value]) => ` {{${name}}} = ${shortenForTerminal(value, 60)}`)
  return `${describePlace(evidence)}: ${shortenForTerminal(text, MAX_QUOTE)}${values.join(',')}`
}

/** @returns where the passage is, and how it is meant */
export function describePlace({ segment, source, line, reading }: Evidence): string {
  const place = source === 'body' || source === 'title' ? segment : `${segment} of ${source}`
  const section = reading.section === 'account' ? '' : `, ${reading.section}`
  const mood = reading.mood === 'stated' ? '' : `, ${reading.mood} (counts ${COUNTS[weightOf(reading.mood)]})`
  return `${place}, line ${line}${section}${mood}`
}
