/** Pairs of reports that share a cause, with the reasons. */
import type { Kysely, Selectable } from 'kysely'
import { raiseRevision } from './reports.ts'
import type { RepositoryIds } from './repository-ids.ts'
import type { Matches, StoredMatch } from './stored-reports.ts'
import type { MatchesTable, ReportCountersTable } from './tables.ts'

type Database = Kysely<{ matches: MatchesTable; report_counters: ReportCountersTable }>

export function createMatches(db: Database, ids: RepositoryIds): Matches {
  return {
    keepMatches: async (ref, matches) =>
      keepMatches(db, { repository: (await ids.forWriting(ref)).id, number: ref.number }, matches),
    matchesIn: async (repository) => {
      const rows = await inRepository(db, (await ids.find(repository)).id)
        .orderBy('number')
        .orderBy('other')
        .execute()
      return rows.map(fromRow)
    },
    matchesOf: async (repository, numbers) => matchesOf(db, (await ids.find(repository)).id, numbers),
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

/**
 * Runs one query with two halves, each of which uses its own index. With an `or`, with sorting or with duplicate
 * removal, SQLite would read all of the repository's rows.
 */
async function matchesOf(
  db: Database,
  repository: number,
  numbers: readonly number[],
): Promise<readonly StoredMatch[]> {
  const earlier = inRepository(db, repository).where('number', 'in', [...numbers])
  const later = inRepository(db, repository)
    .where('other', 'in', [...numbers])
    .where('number', 'not in', [...numbers])
  const rows = await earlier.unionAll(later).execute()
  return rows.map(fromRow)
}

function inRepository(db: Database, repository: number) {
  return db.selectFrom('matches').selectAll().where('repository', '=', repository)
}

function fromRow({ number, other, probability, reasons }: Selectable<MatchesTable>): StoredMatch {
  return { number, other, probability, reasons: JSON.parse(reasons) as string[] }
}
