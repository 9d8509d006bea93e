/** Indexes the terms of `near` clauses by stem. Plain data, which can be stored: stemming takes time. */
import type { Near } from '../clause-schema.ts'
import { readWords } from './stemmed-words.ts'

export interface NearIndex {
  /** By clause. */
  readonly windows: readonly NearWindow[]
  readonly terms: readonly NearTerm[]
  /** Number of groups of all clauses. */
  readonly groups: number
}

/** A clause's window and its groups, as a range within the groups of all clauses. */
export interface NearWindow {
  readonly within: number
  readonly firstGroup: number
  readonly groups: number
}

/** One term of one group. */
export interface NearTerm {
  /** Stem of its first word. */
  readonly stem: string
  /** Stems of the words that must follow directly. */
  readonly rest: readonly string[]
  readonly clause: number
  /** Index among the groups of all clauses. */
  readonly group: number
}

/** @param clauses windows and groups; they are identified by their index in this list */
export function indexNear(clauses: readonly Near[]): NearIndex {
  const windows: NearWindow[] = []
  const terms: NearTerm[] = []
  let groups = 0
  for (const [clause, near] of clauses.entries()) {
    windows.push({ within: near.within, firstGroup: groups, groups: near.all.length })
    for (const texts of near.all) {
      const group = groups++
      for (const text of texts) {
        const [stem, ...rest] = readWords(text).map((word) => word.stem)
        if (stem !== undefined) terms.push({ stem, rest, clause, group })
      }
    }
  }
  return { windows, terms, groups }
}
