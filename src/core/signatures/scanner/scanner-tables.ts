/** What a scanner computes from its clauses before it can read the first text. Plain data, which can be stored. */
import type { Near } from '../clause-schema.ts'
import { type AutomatonTable, buildAutomatonTable } from './automaton-table.ts'
import { indexNear, type NearIndex } from './near-index.ts'
import type { PreparedClause } from './pattern-index.ts'

export interface ScannerTables {
  /**
   * The literals of all patterns, and a line end as the last: a stream counts lines, and a separate pass would cost as
   * much as the search. A literal is identified by its index.
   */
  readonly literals: readonly string[]
  /** By literal: the patterns that contain it, by their index among the patterns of all clauses. */
  readonly patternsWith: readonly (readonly number[])[]
  readonly automaton: AutomatonTable
  readonly near: NearIndex
}

/** The clauses of a pack, in a stable order, and what a scanner computes from them. */
export interface ScannerSource {
  readonly clauses: readonly PreparedClause[]
  readonly tables: ScannerTables
}

/** @param clauses in a stable order */
export function buildScannerTables(clauses: readonly PreparedClause[]): ScannerTables {
  const byLiteral = new Map<string, number[]>()
  for (const [at, { literals }] of clauses.flatMap(({ patterns }) => patterns).entries()) {
    for (const literal of literals) {
      const pointed = byLiteral.get(literal) ?? []
      byLiteral.set(literal, pointed)
      pointed.push(at)
    }
  }
  byLiteral.set('\n', [])
  const literals = [...byLiteral.keys()]
  return {
    literals,
    patternsWith: [...byLiteral.values()],
    automaton: buildAutomatonTable(literals),
    near: indexNear(nearClausesOf(clauses).map(({ near }) => near)),
  }
}

/** The clauses that search for words near each other, in order. */
export function nearClausesOf(clauses: readonly PreparedClause[]): readonly (PreparedClause & { near: Near })[] {
  return clauses.flatMap((it) => {
    const { near } = it.owned.clause
    return near === undefined ? [] : [{ ...it, near }]
  })
}
