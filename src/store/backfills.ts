/** How far the reading of older issues came, so that it goes on where it was stopped. */
import type { Kysely } from 'kysely'
import type { RepositoryRef } from '../issue-ref.ts'
import type { Backfills } from './kept-reports.ts'
import { repositoryName } from './repository-name.ts'
import type { BackfillsTable } from './tables.ts'

type Database = Kysely<{ backfills: BackfillsTable }>

export function createBackfills(db: Database): Backfills {
  return {
    keepBackfill: async ({ owner, repo }, progress) => {
      await db
        .insertInto('backfills')
        .values({ repository: repositoryName(owner, repo), progress })
        .onConflict((conflict) => conflict.column('repository').doUpdateSet({ progress }))
        .execute()
    },
    keptBackfill: (repository) => keptBackfill(db, repository),
  }
}

async function keptBackfill(db: Database, { owner, repo }: RepositoryRef): Promise<string | null> {
  const row = await db
    .selectFrom('backfills')
    .select('progress')
    .where('repository', '=', repositoryName(owner, repo))
    .executeTakeFirst()
  return row?.progress ?? null
}
