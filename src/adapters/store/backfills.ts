/** Each backfill's progress, so that an interrupted backfill continues where it stopped. */
import type { Kysely } from 'kysely'
import type { RepositoryIds } from './repository-ids.ts'
import type { Backfills } from './stored-reports.ts'
import type { BackfillsTable } from './tables.ts'

type Database = Kysely<{ backfills: BackfillsTable }>

export function createBackfills(db: Database, ids: RepositoryIds): Backfills {
  return {
    keepBackfill: async (ref, progress) => {
      const { id: repository } = await ids.forWriting(ref)
      await db
        .insertInto('backfills')
        .values({ repository, progress })
        .onConflict((conflict) => conflict.column('repository').doUpdateSet({ progress }))
        .execute()
    },
    keptBackfill: async (repository) => keptBackfill(db, (await ids.find(repository)).id),
  }
}

async function keptBackfill(db: Database, repository: number): Promise<string | null> {
  const row = await db
    .selectFrom('backfills')
    .select('progress')
    .where('repository', '=', repository)
    .executeTakeFirst()
  return row?.progress ?? null
}
