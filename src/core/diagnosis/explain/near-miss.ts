/**
 * Finds the window in a report that comes closest to matching a `near` clause, with the groups that are present and
 * those that are missing.
 */
import type { Segment } from '../../report/report.ts'
import type { OwnedClause } from '../../signatures/pack.ts'
import { readWords, type StemmedWord, stemmedWordsOf } from '../../signatures/scanner/stemmed-words.ts'
import type { Evidence } from '../diagnosis.ts'
import { readHit } from '../mood.ts'
import { quote } from '../quote.ts'

export interface NearMiss {
  readonly within: number
  /** The groups, in the same order as in the clause. */
  readonly groups: readonly NearGroup[]
  /** Width in words of the narrowest window with all groups, if one text contains them all; otherwise null. */
  readonly span: number | null
  /** The window; null when no group occurs. */
  readonly nearest: Evidence | null
}

export interface NearGroup {
  readonly terms: readonly string[]
  /** The words as written in the report; null when no term is in the window. */
  readonly found: string | null
}

/** An occurrence of a group's term in a text, as indices into the text's words. */
interface Occurrence {
  readonly group: number
  readonly first: number
  readonly last: number
}

interface Window {
  readonly segment: Segment
  readonly words: readonly StemmedWord[]
  readonly occurrences: readonly Occurrence[]
  readonly groups: number
}

/** @returns null if the clause is not a `near` clause */
export function findNearestWindow(owned: OwnedClause, segments: readonly Segment[]): NearMiss | null {
  const { near } = owned.clause
  if (near === undefined) return null
  let best: Window | null = null
  let span: number | null = null
  for (const segment of segments.filter(({ kind }) => kind !== 'log')) {
    const words = stemmedWordsOf(segment)
    const occurrences = findOccurrences(near.all, words)
    const window = fullestWindow(occurrences, { words, within: near.within })
    const groups = groupsIn(window)
    if (groups > (best?.groups ?? 0)) best = { segment, words, occurrences: window, groups }
    const narrowest =
      groupsIn(occurrences) === near.all.length ? narrowestSpan(occurrences, words, near.all.length) : null
    if (narrowest !== null) span = Math.min(span ?? narrowest, narrowest)
  }
  return {
    within: near.within,
    groups: near.all.map((terms, group) => ({ terms, found: best === null ? null : writtenTerm(best, group) })),
    span,
    nearest: best === null ? null : quoteWindow(owned, best),
  }
}

function findOccurrences(groups: readonly (readonly string[])[], words: readonly StemmedWord[]): readonly Occurrence[] {
  const phrases = groups.map((terms) => terms.map((term) => readWords(term).map(({ stem }) => stem)))
  return words.flatMap((_, at) =>
    phrases.flatMap((terms, group) => {
      const term = terms.find((stems) => stems.length > 0 && stems.every((stem, by) => words[at + by]?.stem === stem))
      return term === undefined ? [] : [{ group, first: at, last: at + term.length - 1 }]
    }),
  )
}

/** Returns the occurrences in the window with the most groups; if there are several, the first one. */
function fullestWindow(
  occurrences: readonly Occurrence[],
  { words, within }: { readonly words: readonly StemmedWord[]; readonly within: number },
): readonly Occurrence[] {
  let best: readonly Occurrence[] = []
  let from = 0
  for (let to = 0; to < occurrences.length; to++) {
    while (from < to && spanOf(occurrences[from], occurrences[to], words) > within) from++
    const window = occurrences.slice(from, to + 1)
    if (groupsIn(window) > groupsIn(best)) best = window
  }
  return best
}

/** Returns the width in words of the narrowest window with all groups. Every group must occur. */
function narrowestSpan(occurrences: readonly Occurrence[], words: readonly StemmedWord[], groups: number): number {
  const latest = new Map<number, Occurrence>()
  let narrowest = Number.POSITIVE_INFINITY
  for (const occurrence of occurrences) {
    latest.set(occurrence.group, occurrence)
    if (latest.size < groups) continue
    const first = [...latest.values()].reduce((a, b) => (a.first <= b.first ? a : b))
    narrowest = Math.min(narrowest, spanOf(first, occurrence, words))
  }
  return narrowest
}

/** Returns the width in words of the window from one occurrence to the other. */
function spanOf(from: Occurrence | undefined, to: Occurrence | undefined, words: readonly StemmedWord[]): number {
  const start = from === undefined ? 0 : (words[from.first]?.position ?? 0)
  const end = to === undefined ? 0 : (words[to.last]?.position ?? 0)
  return end - start + 1
}

function groupsIn(occurrences: readonly Occurrence[]): number {
  return new Set(occurrences.map(({ group }) => group)).size
}

function writtenTerm({ segment, words, occurrences }: Window, group: number): string | null {
  const found = occurrences.find((it) => it.group === group)
  return found === undefined ? null : segment.text.slice(words[found.first]?.start, words[found.last]?.end)
}

function quoteWindow(owned: OwnedClause, { segment, words, occurrences }: Window): Evidence {
  const start = Math.min(...occurrences.map(({ first }) => words[first]?.start ?? 0))
  const end = Math.max(...occurrences.map(({ last }) => words[last]?.end ?? 0))
  const hit = { owned, segment, start, end, captures: {} }
  return quote({ ...hit, reading: readHit(hit) })
}
