/** The window of a report that comes nearest to a `near` clause: which of its groups are there, and which are not. */
import type { Segment } from '../../report/report.ts'
import type { OwnedClause } from '../../signatures/pack.ts'
import { readWords, type StemmedWord, stemmedWordsOf } from '../../signatures/scanner/stemmed-words.ts'
import type { Evidence } from '../diagnosis.ts'
import { quote } from '../quote.ts'

export interface NearMiss {
  readonly within: number
  /** The groups of the clause, in its order. */
  readonly groups: readonly NearGroup[]
  /** Words between the farthest of the groups where all of them stand in one text, but too far apart; else null. */
  readonly span: number | null
  /** The window; null when no group occurs at all. */
  readonly nearest: Evidence | null
}

export interface NearGroup {
  readonly terms: readonly string[]
  /** The words as the report has them; null when none stands in the window. */
  readonly found: string | null
}

/** A term of a group in a text, as indices into its words. */
interface Sighting {
  readonly group: number
  readonly first: number
  readonly last: number
}

interface Window {
  readonly segment: Segment
  readonly words: readonly StemmedWord[]
  readonly sightings: readonly Sighting[]
  readonly groups: number
}

/** @returns null for a clause that is no `near` clause */
export function findNearestWindow(owned: OwnedClause, segments: readonly Segment[]): NearMiss | null {
  const { near } = owned.clause
  if (near === undefined) return null
  let best: Window | null = null
  let span: number | null = null
  for (const segment of segments.filter(({ kind }) => kind !== 'log')) {
    const words = stemmedWordsOf(segment)
    const sightings = sight(near.all, words)
    const window = fullestWindow(sightings, { words, within: near.within })
    const groups = groupsIn(window)
    if (groups > (best?.groups ?? 0)) best = { segment, words, sightings: window, groups }
    const narrowest = groupsIn(sightings) === near.all.length ? narrowestSpan(sightings, words, near.all.length) : null
    if (narrowest !== null) span = Math.min(span ?? narrowest, narrowest)
  }
  return {
    within: near.within,
    groups: near.all.map((terms, group) => ({ terms, found: best === null ? null : writtenTerm(best, group) })),
    span,
    nearest: best === null ? null : quoteWindow(owned, best),
  }
}

function sight(groups: readonly (readonly string[])[], words: readonly StemmedWord[]): readonly Sighting[] {
  const phrases = groups.map((terms) => terms.map((term) => readWords(term).map(({ stem }) => stem)))
  return words.flatMap((_, at) =>
    phrases.flatMap((terms, group) => {
      const term = terms.find((stems) => stems.length > 0 && stems.every((stem, by) => words[at + by]?.stem === stem))
      return term === undefined ? [] : [{ group, first: at, last: at + term.length - 1 }]
    }),
  )
}

/** The sightings of the window that holds most groups; of equal ones the first. */
function fullestWindow(
  sightings: readonly Sighting[],
  { words, within }: { readonly words: readonly StemmedWord[]; readonly within: number },
): readonly Sighting[] {
  let best: readonly Sighting[] = []
  let from = 0
  for (let to = 0; to < sightings.length; to++) {
    while (from < to && spanOf(sightings[from], sightings[to], words) > within) from++
    const window = sightings.slice(from, to + 1)
    if (groupsIn(window) > groupsIn(best)) best = window
  }
  return best
}

/** Expects that every group occurs. */
function narrowestSpan(sightings: readonly Sighting[], words: readonly StemmedWord[], groups: number): number {
  const latest = new Map<number, Sighting>()
  let narrowest = Number.POSITIVE_INFINITY
  for (const sighting of sightings) {
    latest.set(sighting.group, sighting)
    if (latest.size < groups) continue
    const first = [...latest.values()].reduce((a, b) => (a.first <= b.first ? a : b))
    narrowest = Math.min(narrowest, spanOf(first, sighting, words))
  }
  return narrowest
}

/** How many words wide a window has to be to hold both. */
function spanOf(from: Sighting | undefined, to: Sighting | undefined, words: readonly StemmedWord[]): number {
  const start = from === undefined ? 0 : (words[from.first]?.position ?? 0)
  const end = to === undefined ? 0 : (words[to.last]?.position ?? 0)
  return end - start + 1
}

function groupsIn(sightings: readonly Sighting[]): number {
  return new Set(sightings.map(({ group }) => group)).size
}

function writtenTerm({ segment, words, sightings }: Window, group: number): string | null {
  const found = sightings.find((it) => it.group === group)
  return found === undefined ? null : segment.text.slice(words[found.first]?.start, words[found.last]?.end)
}

function quoteWindow(owned: OwnedClause, { segment, words, sightings }: Window): Evidence {
  const start = Math.min(...sightings.map(({ first }) => words[first]?.start ?? 0))
  const end = Math.max(...sightings.map(({ last }) => words[last]?.end ?? 0))
  return quote({ owned, segment, start, end, captures: {} })
}
