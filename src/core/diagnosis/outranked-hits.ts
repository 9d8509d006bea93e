/**
 * Decides between what the lines of one text say: the line at which the login broke outranks the others, a line that
 * wraps another failure yields to the line that tells it, and what a line says against a cause explains its evidence
 * for it.
 */

import { DETAIL, MAX_DETAILS } from '../flow/read-observations.ts'
import { chooseTrace, type Traces } from '../flow/report-flow.ts'
import { endOfLine } from '../redaction/line-bounds.ts'
import type { Segment } from '../report/report.ts'
import { isSure, type ReadHit, weightOf } from './mood.ts'
import { sharesLine } from './same-line.ts'

/**
 * A stage at which a login broke names a cause only until a line says why it broke: a refused exchange of the code is
 * explained by the verifier that does not match. And what the line says at which the login broke outranks what the
 * other lines of the log say, which are consequences or other matters.
 */
export function withOutranked(all: readonly ReadHit[], traces: Traces): readonly ReadHit[] {
  const hits = withExplainedAway(all)
  const reasons = hits.filter(givesReason)
  if (reasons.length === 0) return hits
  const broken = brokenPassage(traces)
  const isAtBreak = (hit: ReadHit) =>
    broken !== null && hit.segment === broken.segment && hit.start < broken.end && hit.end > broken.start
  const named = new Set(reasons.filter(isAtBreak).map(({ owned }) => owned.owner))
  const isOutranked = (hit: ReadHit) =>
    named.size > 0 && hit.segment === broken?.segment && givesReason(hit) && !named.has(hit.owned.owner)
  const yieldsToAnother = (hit: ReadHit) =>
    hit.owned.clause.yields === true &&
    reasons.some(
      ({ owned, segment }) =>
        owned.clause.yields !== true && owned.owner !== hit.owned.owner && textOf(segment) === textOf(hit.segment),
    )
  return hits
    .filter(({ owned }) => owned.clause.flow === undefined || reasons.every((it) => it.owned.owner === owned.owner))
    .map((hit) =>
      isOutranked(hit) || yieldsToAnother(hit) ? { ...hit, reading: { ...hit.reading, mood: 'explained' } } : hit,
    )
}

/**
 * `403 Forbidden - PUT … - You cannot publish over the previously published versions`: the log line itself says that the
 * refusal has another reason.
 */
function withExplainedAway(hits: readonly ReadHit[]): readonly ReadHit[] {
  const against = hits.filter((hit) => hit.owned.role === 'against' && isSure(hit) && hit.segment.kind === 'log')
  if (against.length === 0) return hits
  const isExplained = (hit: ReadHit) =>
    hit.owned.role === 'evidence' &&
    hit.owned.clause.strength !== 'supporting' &&
    against.some((it) => it.owned.owner === hit.owned.owner && it.segment === hit.segment && sharesLine(it, hit))
  return hits.map((hit) => (isExplained(hit) ? { ...hit, reading: { ...hit.reading, mood: 'explained' } } : hit))
}

/** The title and the description are one text; a comment and a file are texts of their own. */
function textOf({ source }: Segment): Segment['source'] {
  return source === 'title' ? 'body' : source
}

/** The line at which the login broke, with its details: a response's headers and body, or lines indented below it. */
function brokenPassage(traces: Traces): { segment: Segment; start: number; end: number } | null {
  const [segment, trace] = chooseTrace(traces) ?? []
  const broken = trace?.observations.find(({ line }) => line === trace.flow.broken?.line)
  // One line alone has no others to outrank.
  if (segment === undefined || broken === undefined || trace?.observations.length === 1) return null
  const { text } = segment
  const indent = indentAt(text, broken.start)
  let end = endOfLine(text, broken.start)
  for (let lines = 0; lines < MAX_DETAILS && end < text.length; lines++) {
    const next = end + 1
    if (!DETAIL.test(text.slice(next, next + 100)) && indentAt(text, next) <= indent) break
    end = endOfLine(text, next)
  }
  return { segment, start: broken.start, end }
}

function indentAt(text: string, start: number): number {
  return /^[ \t]{0,200}/.exec(text.slice(start, start + 200))?.[0].length ?? 0
}

function givesReason({ owned, reading }: ReadHit): boolean {
  const { role, clause } = owned
  return (
    role === 'evidence' &&
    clause.flow === undefined &&
    clause.strength === 'decisive' &&
    weightOf(reading.mood) === 'full'
  )
}
