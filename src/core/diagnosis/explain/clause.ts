/** Explains one clause in one report: where it was found, or how close it came to a hit. */
import type { Segment } from '../../report/report.ts'
import type { ClauseRole, Hit, OwnedClause } from '../../signatures/pack.ts'
import { compilePattern } from '../../signatures/scanner/patterns.ts'
import { buildScanner, looksIn } from '../../signatures/scanner/scanner.ts'
import type { Evidence, Strength } from '../diagnosis.ts'
import { type ReadHit, readHit } from '../mood.ts'
import { quote } from '../quote.ts'
import { findNearestWindow, type NearMiss } from './near-miss.ts'
import { findLiterals, type PatternMiss } from './pattern-miss.ts'

export interface ClauseExplanation {
  readonly id: string
  readonly role: ClauseRole
  /** Id of the signature that defines the clause; the broader signature if the clause is inherited. */
  readonly owner: string
  readonly strength: Strength
  readonly looksIn: readonly string[]
  /** The first hit in every segment; empty when there is none. */
  readonly hits: readonly Evidence[]
  readonly miss: Miss | null
}

/** Why a clause was not found. */
export interface Miss {
  /** Number of segments searched. */
  readonly segments: number
  /** Hits in segments that the clause does not search. */
  readonly elsewhere: readonly Evidence[]
  /** For a `near` clause, the nearest window. */
  readonly near: NearMiss | null
  /** For each pattern of a `regex` clause, the literals that occurred. */
  readonly patterns: readonly PatternMiss[]
}

interface ScannedReport {
  readonly segments: readonly Segment[]
  readonly hits: readonly ReadHit[]
}

/** @param clauses as in the pack, with word lists expanded */
export function explainClauses(
  clauses: readonly OwnedClause[],
  { segments, hits }: ScannedReport,
): readonly ClauseExplanation[] {
  const byClause = Map.groupBy(hits, ({ owned }) => owned)
  const missed = clauses.filter((it) => !byClause.has(it))
  const elsewhere = Map.groupBy(scanEverywhere(missed, segments), ({ owned }) => owned.clause.id + owned.owner)
  return clauses.map((owned) => {
    const { role, owner, clause } = owned
    const found = byClause.get(owned) ?? []
    const { id, strength } = clause
    const explanation = { id, role, owner, strength, looksIn: clause.in, hits: found.map(quote) }
    if (found.length > 0) return { ...explanation, miss: null }
    return { ...explanation, miss: explainMiss(owned, segments, elsewhere.get(id + owner) ?? []) }
  })
}

/** Searches every segment for the clauses, regardless of their `in`. */
function scanEverywhere(clauses: readonly OwnedClause[], segments: readonly Segment[]): readonly Hit[] {
  const prepared = clauses.map((owned) => ({
    owned: { ...owned, clause: { ...owned.clause, in: ['any' as const] } },
    patterns: patternsOf(owned).flatMap((regex) => {
      const pattern = compilePattern(regex, owned.clause.case === 'match')
      return 'message' in pattern ? [] : [pattern]
    }),
  }))
  return buildScanner(prepared).scan(segments)
}

function explainMiss(owned: OwnedClause, segments: readonly Segment[], elsewhere: readonly Hit[]): Miss {
  const searched = segments.filter((it) => looksIn(owned.clause, it))
  return {
    segments: searched.length,
    elsewhere: elsewhere.map((hit) => quote({ ...hit, reading: readHit(hit) })),
    near: findNearestWindow(owned, searched),
    patterns: patternsOf(owned).map((pattern) =>
      findLiterals(pattern, searched, { matchCase: owned.clause.case === 'match' }),
    ),
  }
}

function patternsOf({ clause }: OwnedClause): readonly string[] {
  return [clause.regex ?? []].flat()
}
