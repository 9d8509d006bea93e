/**
 * Finds the stemmed-words clauses (`near`) of all signatures in one pass over the words of a text. A clause is found
 * when each of its groups has a term inside the window, in any order.
 */
import type { Near } from './schema.ts'
import { readWords, type Word } from './words.ts'

/** A clause found: its index and the offsets from its first to its last word. */
export interface NearMatch {
  readonly clause: number
  readonly start: number
  readonly end: number
}

export interface NearFinder {
  /** The first match of every clause in the text. */
  find(text: string): readonly NearMatch[]
}

/** One term of one group, filed under the stem of its first word. */
interface Term {
  readonly clause: number
  readonly group: number
  /** Stems of the words that must follow immediately. */
  readonly rest: readonly string[]
}

/** Where each group of a clause was last seen, as indices into the words; -1 where it was not. */
type Sightings = Map<number, { readonly first: Int32Array; readonly last: Int32Array }>

/** @param clauses the windows and groups, in the order in which their indices are reported */
export function buildNearFinder(clauses: readonly Near[]): NearFinder {
  const termsByStem = fileTerms(clauses)
  return {
    find(text) {
      const words = readWords(text)
      const found = new Map<number, NearMatch>()
      const sightings: Sightings = new Map()
      words.forEach((word, at) => {
        for (const term of termsByStem.get(word.stem) ?? []) {
          const near = clauses[term.clause]
          if (near === undefined || found.has(term.clause) || !follows(words, at, term.rest)) continue
          const match = see(sightings, { term, near, words, at })
          if (match) found.set(term.clause, match)
        }
      })
      return [...found.values()]
    },
  }
}

function fileTerms(clauses: readonly Near[]): ReadonlyMap<string, readonly Term[]> {
  const byStem = new Map<string, Term[]>()
  clauses.forEach((near, clause) => {
    near.all.forEach((terms, group) => {
      for (const text of terms) {
        const [first, ...rest] = readWords(text).map((it) => it.stem)
        if (first === undefined) continue
        byStem.set(first, [...(byStem.get(first) ?? []), { clause, group, rest }])
      }
    })
  })
  return byStem
}

function follows(words: readonly Word[], at: number, rest: readonly string[]): boolean {
  return rest.every((stem, offset) => words[at + 1 + offset]?.stem === stem)
}

interface Sighting {
  readonly term: Term
  readonly near: Near
  readonly words: readonly Word[]
  readonly at: number
}

/** Notes the sighting of a term; returns the match when every group was seen inside the window that ends here. */
function see(sightings: Sightings, { term, near, words, at }: Sighting): NearMatch | null {
  let seen = sightings.get(term.clause)
  if (seen === undefined) {
    const size = near.all.length
    seen = { first: new Int32Array(size).fill(-1), last: new Int32Array(size).fill(-1) }
    sightings.set(term.clause, seen)
  }
  seen.first[term.group] = at
  seen.last[term.group] = at + term.rest.length
  const earliest = Math.min(...seen.first)
  if (earliest === -1) return null
  const latest = Math.max(...seen.last)
  const from = words[earliest]
  const to = words[latest]
  if (!from || !to || to.position - from.position >= near.within) return null
  return { clause: term.clause, start: from.start, end: to.end }
}
