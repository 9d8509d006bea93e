/**
 * Compiles the clauses of a whole pack into one scanner. Literals are found first, all of them in one pass; only where
 * one points does its pattern run, on a window around it. Stemmed words are found in a second pass. The scanner knows
 * clauses and text; it does not know what a hit means.
 */
import type { Segment } from '../report/report.ts'
import { buildAutomaton } from './automaton.ts'
import { buildNearFinder } from './nearness.ts'
import type { Hit, OwnedClause, Scanner } from './pack.ts'
import { type CompiledPattern, REACH_AFTER, REACH_BEFORE } from './patterns.ts'
import type { Clause, Near } from './schema.ts'
import { wordsOf } from './words.ts'

/** A clause with its patterns already compiled; none when it is a `near` clause. */
export interface PreparedClause {
  readonly owned: OwnedClause
  readonly patterns: readonly CompiledPattern[]
}

/** @param clauses every clause of the pack, in a stable order */
export function buildScanner(clauses: readonly PreparedClause[]): Scanner {
  const findPatterns = buildPatternFinder(clauses)
  const findWords = buildWordFinder(clauses)
  return {
    scan: (segments) => segments.flatMap((segment) => [...findPatterns(segment), ...findWords(segment)]),
  }
}

type SegmentFinder = (segment: Segment) => readonly Hit[]

function buildPatternFinder(clauses: readonly PreparedClause[]): SegmentFinder {
  const wanted = clauses.flatMap(({ owned, patterns }) => patterns.map((pattern) => ({ owned, pattern })))
  const literals = [...new Set(wanted.flatMap(({ pattern }) => pattern.literals))]
  const ids = new Map(literals.map((literal, id) => [literal, id]))
  const pointsTo: number[][] = literals.map(() => [])
  wanted.forEach(({ pattern }, at) => {
    for (const literal of pattern.literals) pointsTo[ids.get(literal) as number]?.push(at)
  })
  const automaton = buildAutomaton(literals)
  return (segment) => {
    const searched = new Map<number, number>()
    const found = new Map<OwnedClause, Hit>()
    automaton.run(segment.text, (literal, end) => {
      for (const at of pointsTo[literal] as number[]) {
        const { owned, pattern } = wanted[at] as (typeof wanted)[number]
        if (found.has(owned) || end <= (searched.get(at) ?? 0) || !looksIn(owned.clause, segment)) continue
        const window = windowAround(segment.text, end)
        searched.set(at, window.trustedUpTo)
        const match = pattern.find(window.text, 0)
        if (match === null) continue
        const hit = { owned, segment, captures: match.captures }
        found.set(owned, { ...hit, start: window.start + match.start, end: window.start + match.end })
      }
    })
    return [...found.values()]
  }
}

interface Window {
  readonly text: string
  readonly start: number
  /** Literals that end up to here were looked at with their full reach. */
  readonly trustedUpTo: number
}

/** Whole lines around a place where they are short enough, so that `^` and `$` mean what they say. */
function windowAround(text: string, at: number): Window {
  const from = Math.max(0, at - REACH_BEFORE)
  const to = Math.min(text.length, at + REACH_AFTER)
  const lineStart = from === 0 ? 0 : text.lastIndexOf('\n', from - 1) + 1
  const start = from - lineStart <= REACH_BEFORE ? lineStart : from
  const lineEnd = text.indexOf('\n', to)
  const end = lineEnd !== -1 && lineEnd - to <= REACH_BEFORE ? lineEnd : to
  const trustedUpTo = to === text.length ? Number.POSITIVE_INFINITY : to - REACH_BEFORE
  return { text: start === 0 && end === text.length ? text : text.slice(start, end), start, trustedUpTo }
}

function buildWordFinder(clauses: readonly PreparedClause[]): SegmentFinder {
  const wanted = clauses
    .map(({ owned }) => ({ owned, near: owned.clause.near }))
    .filter((it): it is { owned: OwnedClause; near: Near } => it.near !== undefined)
  const finder = buildNearFinder(wanted.map((it) => it.near))
  const nothing: readonly Hit[] = []
  return (segment) => {
    if (segment.kind === 'log') return nothing
    return finder
      .find(wordsOf(segment))
      .map(({ clause, start, end }) => ({ owned: (wanted[clause] as (typeof wanted)[number]).owned, start, end }))
      .filter(({ owned }) => looksIn(owned.clause, segment))
      .map((it) => ({ ...it, segment, captures: {} }))
  }
}

/** Whether a clause looks into a segment of this kind, under this heading. */
function looksIn(clause: Clause, segment: Segment): boolean {
  return clause.in.some((place) => {
    if (place === 'any' || place === segment.kind) return true
    if (!place.startsWith('field:') || segment.heading === null) return false
    return looseHeading(segment.heading).includes(looseHeading(place.slice('field:'.length)))
  })
}

/** Headings are edited and decorated at will: only letters and digits count. */
function looseHeading(heading: string): string {
  return heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
}
