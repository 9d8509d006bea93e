/**
 * Finds the stemmed-words clauses (`near`) of all signatures in one pass over the words of a text. A clause is found
 * when each of its groups has a term inside the window, in any order.
 */
import type { Near } from '../clause-schema.ts'
import { readWords, type StemmedWord } from './stemmed-words.ts'

/** A clause found: its index and the offsets from its first to its last word. */
export interface NearMatch {
  readonly clause: number
  readonly start: number
  readonly end: number
}

export interface NearFinder {
  /** The first match of every clause in the words of one text. */
  find(words: readonly StemmedWord[]): readonly NearMatch[]
}

/** One term of one group, filed under the stem of its first word. */
interface Term {
  readonly clause: number
  /** Number of the group among the groups of all clauses. */
  readonly group: number
  /** Stems of the words that must follow immediately. */
  readonly rest: readonly string[]
}

/** The groups of a clause, by their number among the groups of all clauses. */
interface Window {
  readonly within: number
  readonly firstGroup: number
  readonly groups: number
}

/** Index of the word where each group was last seen, and of the last word of that term; -1 where it was not. */
interface Sightings {
  readonly first: Int32Array
  readonly last: Int32Array
}

/** @param clauses the windows and groups, in the order in which their indices are reported */
export function buildNearFinder(clauses: readonly Near[]): NearFinder {
  const { windows, termsByStem, groups } = fileTerms(clauses)
  // Reused from text to text: a report has a hundred short segments.
  const seen: Sightings = { first: new Int32Array(groups), last: new Int32Array(groups) }
  return {
    find(words) {
      const found = new Map<number, NearMatch>()
      seen.first.fill(-1)
      seen.last.fill(-1)
      for (let at = 0; at < words.length; at++) {
        for (const term of termsByStem.get((words[at] as StemmedWord).stem) ?? []) {
          if (found.has(term.clause) || !follows(words, at, term.rest)) continue
          seen.first[term.group] = at
          seen.last[term.group] = at + term.rest.length
          const match = closeWindow(windows[term.clause] as Window, seen, words)
          if (match !== null) found.set(term.clause, { clause: term.clause, ...match })
        }
      }
      return [...found.values()]
    },
  }
}

function fileTerms(clauses: readonly Near[]) {
  const termsByStem = new Map<string, Term[]>()
  const windows: Window[] = []
  let groups = 0
  clauses.forEach((near, clause) => {
    windows.push({ within: near.within, firstGroup: groups, groups: near.all.length })
    for (const terms of near.all) {
      const group = groups++
      for (const text of terms) {
        const [first, ...rest] = readWords(text).map(({ stem }) => stem)
        if (first === undefined) continue
        const filed = termsByStem.get(first) ?? []
        termsByStem.set(first, filed)
        filed.push({ clause, group, rest })
      }
    }
  })
  return { windows, termsByStem, groups }
}

function follows(words: readonly StemmedWord[], at: number, rest: readonly string[]): boolean {
  for (let offset = 0; offset < rest.length; offset++) {
    if (words[at + 1 + offset]?.stem !== rest[offset]) return false
  }
  return true
}

/** The span from the earliest to the latest sighting, when every group was seen and the span fits the window. */
function closeWindow(
  window: Window,
  seen: Sightings,
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
