/** The clauses and tables of a scanner in a form that survives JSON. Lists refer to each other by index. */
import type { OwnedClause } from '../pack.ts'
import type { AutomatonTable } from './automaton-table.ts'
import { type PackPattern, type PatternData, runnable } from './compiled-pattern.ts'
import type { NearIndex } from './near-index.ts'
import type { PreparedClause } from './pattern-index.ts'
import type { ScannerSource, ScannerTables } from './scanner-tables.ts'
import { ASCII } from './span-search.ts'

/** The tables that are stored as numbers: as JSON they would take long to read. */
type LargeTables = Pick<AutomatonTable, 'next' | 'idsFrom' | 'ids'>

export interface StoredScanner extends Omit<ScannerTables, 'automaton' | 'near'> {
  readonly near: Omit<NearIndex, 'terms'> & { readonly terms: readonly StoredTerm[] }
  readonly classOf: readonly number[]
  readonly classes: number
  readonly clauses: readonly { readonly owned: OwnedClause; readonly patterns: readonly number[] }[]
  readonly patterns: readonly StoredPattern[]
  /** The different sets of characters in `PatternSpan.runs`: the codes of each. */
  readonly runs: readonly (readonly number[])[]
}

/** A pack has thousands of terms; most of them have one word. Lists without names take a third of the space and time. */
type StoredTerm = readonly [stem: string, clause: number, group: number, ...rest: string[]]

interface StoredPattern extends Omit<PatternData, 'literals' | 'span' | 'quick' | 'rough'> {
  /** Missing if it is the same as `source`. */
  readonly quick?: string
  /** Missing if it is the same as `quick`. */
  readonly rough?: string
  readonly literals: readonly number[]
  readonly width: number
  /** Null if the pattern has no unbounded repetitions. */
  readonly runs: number | null
}

export function storeScanner(
  clauses: readonly PreparedClause<PackPattern>[],
  { automaton, ...tables }: ScannerTables,
): StoredScanner {
  const patterns = [...new Set(clauses.flatMap((clause) => clause.patterns))]
  const indexOf = new Map(patterns.map((pattern, index) => [pattern, index]))
  const literalOf = new Map(tables.literals.map((literal, index) => [literal, index]))
  const runs = new Map<string, number>()
  const store = ({ literals, span, ...data }: PackPattern): StoredPattern => {
    const { source, matchCase, quick, rough, companions, captureNames, staysInLine } = data
    const key = span.runs?.join('')
    if (key !== undefined && !runs.has(key)) runs.set(key, runs.size)
    return {
      ...{ source, matchCase, companions, captureNames, staysInLine },
      ...(quick !== source && { quick }),
      ...(rough !== quick && { rough }),
      literals: literals.map((literal) => literalOf.get(literal) as number),
      width: span.width,
      runs: key === undefined ? null : (runs.get(key) as number),
    }
  }
  const terms = tables.near.terms.map(({ stem, clause, group, rest }) => [stem, clause, group, ...rest] as const)
  return {
    ...tables,
    near: { ...tables.near, terms },
    classOf: [...automaton.classOf],
    classes: automaton.classes,
    clauses: clauses.map((clause) => ({
      owned: clause.owned,
      patterns: clause.patterns.map((pattern) => indexOf.get(pattern) as number),
    })),
    patterns: patterns.map(store),
    runs: [...runs.keys()].map((key) => [...key].flatMap((cell, code) => (cell === '1' ? [code] : []))),
  }
}

export function restoreScanner(stored: StoredScanner, large: LargeTables): ScannerSource {
  const { classOf, classes, literals, patternsWith } = stored
  const terms = stored.near.terms.map(([stem, clause, group, ...rest]) => ({ stem, rest, clause, group }))
  const near = { ...stored.near, terms }
  const runs = stored.runs.map(charactersWith)
  const patterns = stored.patterns.map(({ width, runs: index, quick, rough, ...data }) =>
    runnable({
      ...data,
      quick: quick ?? data.source,
      rough: rough ?? quick ?? data.source,
      literals: data.literals.map((literal) => literals[literal] as string),
      span: { width, runs: index === null ? null : (runs[index] as Uint8Array) },
    }),
  )
  return {
    clauses: stored.clauses.map((clause) => ({
      owned: clause.owned,
      patterns: clause.patterns.map((index) => patterns[index] as PackPattern),
    })),
    tables: { literals, patternsWith, near, automaton: { ...large, classOf: Uint8Array.from(classOf), classes } },
  }
}

function charactersWith(codes: readonly number[]): Uint8Array {
  const characters = new Uint8Array(ASCII + 1)
  for (const code of codes) characters[code] = 1
  return characters
}
