/**
 * Finds the matches of all `near` clauses in one pass over a text's stemmed words. A clause matches when each of its
 * groups has a term inside the window, in any order.
 */
import { MAX_MATCHES_PER_CLAUSE } from '../pack.ts'
import type { NearIndex, NearWindow } from './near-index.ts'
import type { StemmedWord } from './stemmed-words.ts'

/** A match: the index of the clause, and the offsets of its first and last word. */
export interface NearMatch {
  readonly clause: number
  readonly start: number
  readonly end: number
}

export interface NearFinder {
  /** Returns the first matches of every clause in the words of one text; they do not overlap. */
  find(words: readonly StemmedWord[]): readonly NearMatch[]
}

/** For each group, the indices of the first and last word of the term last seen; -1 if none has been seen yet. */
interface LastSeen {
  readonly first: Int32Array
  readonly last: Int32Array
}

/** @param index of the clauses; `NearMatch.clause` is the number of a clause in it */
export function buildNearFinder({ windows, terms, groups }: NearIndex): NearFinder {
  const termsByStem = Map.groupBy(terms, ({ stem }) => stem)
  const counts = new Uint8Array(windows.length)
  // Reused for every text, since a report can have a hundred short segments.
  const seen: LastSeen = { first: new Int32Array(groups), last: new Int32Array(groups) }
  return {
    find(words) {
      const found: NearMatch[] = []
      counts.fill(0)
      seen.first.fill(-1)
      seen.last.fill(-1)
      for (let at = 0; at < words.length; at++) {
        for (const term of termsByStem.get((words[at] as StemmedWord).stem) ?? []) {
          if ((counts[term.clause] as number) >= MAX_MATCHES_PER_CLAUSE || !follows(words, at, term.rest)) continue
          seen.first[term.group] = at
          seen.last[term.group] = at + term.rest.length
          const window = windows[term.clause] as NearWindow
          const match = closeWindow(window, seen, words)
          if (match === null) continue
          found.push({ clause: term.clause, ...match })
          counts[term.clause] = (counts[term.clause] as number) + 1
          seen.first.fill(-1, window.firstGroup, window.firstGroup + window.groups)
          seen.last.fill(-1, window.firstGroup, window.firstGroup + window.groups)
        }
      }
      return found
    },
  }
}

function follows(words: readonly StemmedWord[], at: number, rest: readonly string[]): boolean {
  for (let offset = 0; offset < rest.length; offset++) {
    if (words[at + 1 + offset]?.stem !== rest[offset]) return false
  }
  return true
}

/**
 * Returns the span of the last terms of all groups, or null when a group has no term yet or the span exceeds the
 * window.
 */
function closeWindow(
  window: NearWindow,
  seen: LastSeen,
  words: readonly StemmedWord[],
): { start: number; end: number } | null {
  let earliest = words.length
  let latest = -1
  for (let group = window.firstGroup; group < window.firstGroup + window.groups; group++) {
    earliest = Math.min(earliest, seen.first[group] as number)
    latest = Math.max(latest, seen.last[group] as number)
  }
  const from = words[earliest]
  const to = words[latest]
  if (from === undefined || to === undefined || to.position - from.position >= window.within) return null
  return { start: from.start, end: to.end }
}
