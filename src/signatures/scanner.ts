/**
 * Compiles the clauses of a whole pack into one scanner. Literals are found first, all of them in one pass; only where
 * one points does its pattern run, on a window around it. Stemmed words are found in a second pass. The scanner knows
 * clauses and text; it does not know what a hit means.
 */
import type { Segment } from '../report/report.ts'
import { buildAutomaton } from './automaton.ts'
import type { Clause, Near } from './clause-schema.ts'
import { buildNearFinder } from './nearness.ts'
import type { Hit, OwnedClause, Scanner } from './pack.ts'
import { type CompiledPattern, type PatternMatch, REACH } from './patterns.ts'
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
        const match = findInWindow(pattern, segment.text, window)
        if (match !== null) found.set(owned, { owned, segment, ...match })
      }
    })
    return [...found.values()]
  }
}

interface Window {
  readonly start: number
  readonly end: number
  /** Literals that end up to here were looked at with their full reach. */
  readonly trustedUpTo: number
}

/** Looked at in one go, so that a literal that stands everywhere does not run its pattern everywhere. */
const AHEAD = 4 * REACH

/** Whole lines around a place where they are short enough; looks no further, since a line can be megabytes. */
function windowAround(text: string, at: number): Window {
  const from = Math.max(0, at - REACH)
  const to = Math.min(text.length, at + AHEAD)
  const earliest = Math.max(0, from - REACH)
  const latest = Math.min(text.length, to + REACH)
  const lineEnd = text.slice(to, latest).indexOf('\n')
  const end = lineEnd === -1 ? latest : to + lineEnd
  return {
    start: earliest + text.slice(earliest, from).lastIndexOf('\n') + 1,
    end,
    trustedUpTo: end === text.length ? Number.POSITIVE_INFINITY : end - REACH,
  }
}

/** The first match in the window, with offsets into the whole text. */
function findInWindow(pattern: CompiledPattern, text: string, { start, end }: Window): PatternMatch | null {
  const match = findBetween(pattern, text, { start, end })
  if (match === null || match.end < end || end === text.length || text[end] === '\n') return match
  // It ends where the window was cut, which `$` took for the end of a line: true only if it is found with more text too.
  const again = findBetween(pattern, text, { start, end: end + REACH })
  return again?.start === match.start ? match : null
}

function findBetween(pattern: CompiledPattern, text: string, { start, end }: Omit<Window, 'trustedUpTo'>) {
  // The character before the window tells `^` and `\b` what they stand at.
  const from = Math.max(0, start - 1)
  const match = pattern.find(text.slice(from, end), start - from)
  return match && { ...match, start: from + match.start, end: from + match.end }
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
export function looksIn(clause: Clause, segment: Segment): boolean {
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
