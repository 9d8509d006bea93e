/** Pairs of reports that share a cause, with the reasons. */
import { type Kysely, type Selectable, type SelectQueryBuilder, sql } from 'kysely'
import type { MatchedPair } from '../../core/duplicates/clusters.ts'
import { numberBatches } from './number-batches.ts'
import { raiseRevision } from './reports.ts'
import type { RepositoryIds } from './repository-ids.ts'
import type { Matches, StoredMatch } from './stored-reports.ts'
import type { MatchesTable, ReportCountersTable } from './tables.ts'

type Database = Kysely<{ matches: MatchesTable; report_counters: ReportCountersTable }>

/** Number of rows per page. */
const PAGE_SIZE = 2_000
const PAIR_COLUMNS = ['number', 'other', 'probability'] as const

export function createMatches(db: Database, ids: RepositoryIds): Matches {
  return {
    keepMatches: async (ref, matches) =>
      keepMatches(db, { repository: (await ids.forWriting(ref)).id, number: ref.number }, matches),
    pairsIn: async (repository) => pairsIn(db, (await ids.find(repository)).id),
    pairsOf: async (repository, numbers) => {
      const { id } = await ids.find(repository)
      const found: MatchedPair[] = []
      for (const batch of numberBatches(numbers)) {
        for (const row of await pagesOf(inRepository(db, id).select(PAIR_COLUMNS), 'number', batch)) found.push(row)
      }
      return found
    },
    matchedLater: async (repository, numbers) => {
      const { id } = await ids.find(repository)
      const found = new Set<number>()
      for (const batch of numberBatches(numbers)) {
        for (const number of await laterThan(inRepository(db, id), batch)) found.add(number)
      }
      return [...found]
    },
    matchesOf: async (repository, numbers) => {
      const { id } = await ids.find(repository)
      return (await involving(numbers, inRepository(db, id).selectAll())).map(fromRow)
    },
  }
}

async function keepMatches(
  db: Database,
  { repository, number }: { readonly repository: number; readonly number: number },
  matches: readonly Omit<StoredMatch, 'number'>[],
): Promise<void> {
  const rows = matches.map(({ other, probability, reasons }) => ({
    repository,
    number,
    other,
    probability,
    reasons: JSON.stringify(reasons),
  }))
  await db.transaction().execute(async (transaction) => {
    // Everything that is derived from the matches notices the change by the revision.
    await raiseRevision(transaction, repository, 1)
    await transaction.deleteFrom('matches').where('repository', '=', repository).where('number', '=', number).execute()
    if (rows.length > 0) await transaction.insertInto('matches').values(rows).execute()
  })
}

/** Reads all pairs in pages: SQLite reads a page on this thread. */
async function pairsIn(db: Database, repository: number): Promise<readonly MatchedPair[]> {
  const found: MatchedPair[] = []
  for (;;) {
    const last = found.at(-1)
    const all = inRepository(db, repository).select(PAIR_COLUMNS)
    const rest =
      last === undefined
        ? all
        : all.where(({ or, and, eb }) =>
            or([eb('number', '>', last.number), and([eb('number', '=', last.number), eb('other', '>', last.other)])]),
          )
    const page = await rest.orderBy('number').orderBy('other').limit(PAGE_SIZE).execute()
    found.push(...page)
    if (page.length < PAGE_SIZE) return found
  }
}

/** One row for each report, not for each pair: a report can have thousands of later matches. */
async function laterThan(all: ReturnType<typeof inRepository>, batch: readonly number[]): Promise<readonly number[]> {
  const numbers = sql<string>`string_agg(cast(number as text), ' ')`.as('numbers')
  const rows = await all
    .select(['other', numbers])
    .where('other', 'in', [...batch])
    .groupBy('other')
    .execute()
  return rows.flatMap((row) => row.numbers.split(' ').map(Number))
}

type Matched<T> = SelectQueryBuilder<{ matches: MatchesTable }, 'matches', T>

/**
 * Each half uses its own index. With an `or`, SQLite would read all of the repository's rows.
 * @returns the matches of these reports with earlier and with later ones, each once
 */
async function involving<T extends MatchedPair>(numbers: readonly number[], all: Matched<T>): Promise<readonly T[]> {
  const given = new Set(numbers)
  const found: T[] = []
  for (const batch of numberBatches(given)) {
    for (const row of await pagesOf(all, 'number', batch)) found.push(row)
    for (const row of await pagesOf(all, 'other', batch)) if (!given.has(row.number)) found.push(row)
  }
  return found
}

/** Reads in pages: a report can have thousands of later matches, and SQLite reads a page on this thread. */
async function pagesOf<T extends MatchedPair>(
  all: Matched<T>,
  by: 'number' | 'other',
  numbers: readonly number[],
): Promise<readonly T[]> {
  const partner = by === 'number' ? 'other' : 'number'
  const found: T[] = []
  for (;;) {
    const last = found.at(-1)
    const from = last?.[by] ?? 0
    // The list keeps its length, so that every page is the same statement.
    const among = all.where(by, 'in', last === undefined ? [...numbers] : numbers.map((it) => Math.max(it, from)))
    const rest =
      last === undefined ? among : among.where(({ or, eb }) => or([eb(by, '>', from), eb(partner, '>', last[partner])]))
    const page = await rest.orderBy(by).orderBy(partner).limit(PAGE_SIZE).execute()
    for (const row of page) found.push(row)
    if (page.length < PAGE_SIZE) return found
  }
}

function inRepository(db: Database, repository: number) {
  return db.selectFrom('matches').where('repository', '=', repository)
}

function fromRow({ number, other, probability, reasons }: Selectable<MatchesTable>): StoredMatch {
  return { number, other, probability, reasons: JSON.parse(reasons) as string[] }
}
