/**
 * Compiles the clauses of a whole pack into one scanner. The first pass finds all literals at once; a pattern runs only
 * on a window around one of its literals. The second pass finds stemmed words. The scanner knows clauses and text, not
 * the meaning of a hit.
 */
import type { Segment } from '../../report/report.ts'
import { joinWrappedSentences } from '../../report/wrapped-sentences.ts'
import type { Clause } from '../clause-schema.ts'
import { type Hit, MAX_MATCHES_PER_CLAUSE, type OwnedClause, type Scanner } from '../pack.ts'
import { buildAutomaton } from './automaton.ts'
import type { PatternMatch } from './compiled-pattern.ts'
import { buildNearFinder } from './nearness.ts'
import { type OwnedPattern, ownedPatterns, type PreparedClause } from './pattern-index.ts'
import { PatternSearch } from './pattern-search.ts'
import { buildScannerTables, nearClausesOf, type ScannerSource } from './scanner-tables.ts'
import { stemmedWordsOf } from './stemmed-words.ts'
import { createStreamScanner } from './stream-scanner.ts'

/** @param clauses every clause of the pack, in a stable order */
export function buildScanner(clauses: readonly PreparedClause[]): Scanner {
  return scannerFrom(() => ({ clauses, tables: buildScannerTables(clauses) }))
}

/** @param open called once, on first use: many processes have a pack but scan nothing */
export function scannerFrom(open: () => ScannerSource): Scanner {
  let opened: ScannerSource | null = null
  let owned: readonly OwnedClause[] | null = null
  let finders: readonly SegmentFinder[] | null = null
  const source = () => {
    opened ??= open()
    return opened
  }
  return {
    get clauses() {
      owned ??= source().clauses.map((clause) => clause.owned)
      return owned
    },
    scan(segments) {
      // Streaming logs needs neither of them.
      finders ??= [buildPatternFinder(source()), buildWordFinder(source())]
      const [findPatterns, findWords] = finders as [SegmentFinder, SegmentFinder]
      return segments.flatMap((segment) => [...findPatterns(segment), ...findWords(segment)])
    },
    stream: (options) => createStreamScanner(source(), options),
  }
}

type SegmentFinder = (segment: Segment) => readonly Hit[]

function buildPatternFinder({ clauses, tables }: ScannerSource): SegmentFinder {
  const automaton = buildAutomaton(tables.literals, tables.automaton)
  const patterns = ownedPatterns(clauses)
  const patternsWith = (literal: number) =>
    (tables.patternsWith[literal] as readonly number[]).map((index) => patterns[index] as OwnedPattern)
  return (segment) => {
    const pointed: (readonly OwnedPattern[])[] = []
    const inSegment = (literal: number) => patternsWith(literal).filter(({ owned }) => looksIn(owned.clause, segment))
    const searchIn = (text: string) => {
      const search = new PatternSearch(text)
      automaton.run(text, (literal, end) => {
        pointed[literal] ??= inSegment(literal)
        for (const it of pointed[literal]) search.addLiteral(it, end)
      })
      search.end()
      return search.found
    }
    const found = withWrapped(searchIn(segment.text), segment.text, searchIn)
    return [...found].flatMap(([owned, matches]) => matches.map((match) => ({ owned, segment, ...match })))
  }
}

type Matches = ReadonlyMap<OwnedClause, readonly PatternMatch[]>

/** Adds the matches that a line break cuts in two: patterns are written for a message on one line. */
function withWrapped(found: Matches, text: string, searchIn: (text: string) => Matches): Matches {
  const all = new Map(found)
  for (const { text: sentence, joins, toOriginal } of joinWrappedSentences(text)) {
    for (const [owned, matches] of searchIn(sentence)) {
      const known = all.get(owned) ?? []
      const added = matches
        .filter(({ start, end }) => joins.some((at) => start <= at && at < end))
        .map((match) => ({ ...match, start: toOriginal(match.start), end: toOriginal(match.end - 1) + 1 }))
        .filter((match) => !known.some((it) => match.start < it.end && it.start < match.end))
      if (added.length > 0) all.set(owned, [...known, ...added].slice(0, MAX_MATCHES_PER_CLAUSE))
    }
  }
  return all
}

function buildWordFinder({ clauses, tables }: ScannerSource): SegmentFinder {
  const wanted = nearClausesOf(clauses)
  const finder = buildNearFinder(tables.near)
  const nothing: readonly Hit[] = []
  return (segment) => {
    if (segment.kind === 'log') return nothing
    return finder
      .find(stemmedWordsOf(segment))
      .map(({ clause, start, end }) => ({ owned: (wanted[clause] as PreparedClause).owned, start, end }))
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
