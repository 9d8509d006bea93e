/** Each repository's issue templates, stored with its report counter. A change starts a new epoch. */
import { randomUUID } from 'node:crypto'
import type { Kysely } from 'kysely'
import type { RepositoryIds } from './repository-ids.ts'
import type { Templates } from './stored-reports.ts'
import type { ReportCountersTable } from './tables.ts'

type Database = Kysely<{ report_counters: ReportCountersTable }>

export function createTemplates(db: Database, ids: RepositoryIds): Templates {
  return {
    async keepTemplates(ref, given) {
      const { id: repository } = await ids.forWriting(ref)
      const templates = JSON.stringify(given)
      const changes = { epoch: randomUUID(), templates }
      await db
        .insertInto('report_counters')
        .values({ repository, revision: 0, last_cluster: 0, ...changes })
        .onConflict((conflict) =>
          conflict.column('repository').doUpdateSet(changes).where('report_counters.templates', '!=', templates),
        )
        .execute()
    },
    templatesOf: async (repository) => templatesOf(db, (await ids.find(repository)).id),
  }
}

async function templatesOf(db: Database, repository: number): Promise<readonly string[]> {
  const row = await db
    .selectFrom('report_counters')
    .select('templates')
    .where('repository', '=', repository)
    .executeTakeFirst()
  return row === undefined ? [] : (JSON.parse(row.templates) as string[])
}
