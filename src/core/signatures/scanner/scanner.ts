/**
 * Compiles the clauses of a whole pack into one scanner. The first pass finds all literals at once; a pattern runs only
 * on a window around one of its literals. The second pass finds stemmed words. The scanner knows clauses and text, not
 * the meaning of a hit.
 */
import type { Segment } from '../../report/report.ts'
import type { Clause, Near } from '../clause-schema.ts'
import type { Hit, OwnedClause, Scanner } from '../pack.ts'
import { buildAutomaton } from './automaton.ts'
import { buildNearFinder } from './nearness.ts'
import { buildPatternIndex, type OwnedPattern, type PreparedClause } from './pattern-index.ts'
import { PatternSearch } from './pattern-search.ts'
import { stemmedWordsOf } from './stemmed-words.ts'
import { createStreamScanner } from './stream-scanner.ts'

/** @param clauses every clause of the pack, in a stable order */
export function buildScanner(clauses: readonly PreparedClause[]): Scanner {
  // Built on first use, since streaming logs needs neither of them.
  let finders: readonly SegmentFinder[] | null = null
  const findersOf = () => [buildPatternFinder(clauses), buildWordFinder(clauses)]
  return {
    scan(segments) {
      finders ??= findersOf()
      const [findPatterns, findWords] = finders as [SegmentFinder, SegmentFinder]
      return segments.flatMap((segment) => [...findPatterns(segment), ...findWords(segment)])
    },
    stream: (options) => createStreamScanner(clauses, options),
  }
}

type SegmentFinder = (segment: Segment) => readonly Hit[]

function buildPatternFinder(clauses: readonly PreparedClause[]): SegmentFinder {
  const { literals, patternsWith } = buildPatternIndex(clauses)
  const automaton = buildAutomaton(literals)
  return (segment) => {
    const search = new PatternSearch(segment.text)
    const pointed: (readonly OwnedPattern[])[] = []
    const inSegment = (literal: number) => patternsWith(literal).filter(({ owned }) => looksIn(owned.clause, segment))
    automaton.run(segment.text, (literal, end) => {
      pointed[literal] ??= inSegment(literal)
      for (const it of pointed[literal]) search.addLiteral(it, end)
    })
    search.end()
    return [...search.found].flatMap(([owned, matches]) => matches.map((match) => ({ owned, segment, ...match })))
  }
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
      .find(stemmedWordsOf(segment))
      .map(({ clause, start, end }) => ({ owned: (wanted[clause] as (typeof wanted)[number]).owned, start, end }))
      .filter(({ owned }) => looksIn(owned.clause, segment))
      .map((it) => ({ ...it, segment, captures: {} }))
  }
}

/** Returns true if a clause searches segments of this kind or under this heading. */
export function looksIn(clause: Clause, segment: Segment): boolean {
  return clause.in.some((place) => {
    if (place === 'any' || place === segment.kind) return true
    if (!place.startsWith('field:') || segment.heading === null) return false
    return looseHeading(segment.heading).includes(looseHeading(place.slice('field:'.length)))
  })
}

/** Maintainers edit and decorate headings, so only letters and digits count. */
function looseHeading(heading: string): string {
  return heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
}
