/** The issue templates of each repository, beside the counter of its reports: a change of them makes every index anew. */
import { randomUUID } from 'node:crypto'
import type { Kysely } from 'kysely'
import type { RepositoryRef } from '../issue-ref.ts'
import type { Templates } from './kept-reports.ts'
import { repositoryName } from './repository-name.ts'
import type { ReportCountersTable } from './tables.ts'

type Database = Kysely<{ report_counters: ReportCountersTable }>

export function createTemplates(db: Database): Templates {
  return {
    async keepTemplates({ owner, repo }, given) {
      const templates = JSON.stringify(given)
      const anew = { epoch: randomUUID(), templates }
      await db
        .insertInto('report_counters')
        .values({ repository: repositoryName(owner, repo), revision: 0, last_cluster: 0, ...anew })
        .onConflict((conflict) =>
          conflict.column('repository').doUpdateSet(anew).where('report_counters.templates', '!=', templates),
        )
        .execute()
    },
    templatesOf: (repository) => templatesOf(db, repository),
  }
}

async function templatesOf(db: Database, { owner, repo }: RepositoryRef): Promise<readonly string[]> {
  const row = await db
    .selectFrom('report_counters')
    .select('templates')
    .where('repository', '=', repositoryName(owner, repo))
    .executeTakeFirst()
  return row === undefined ? [] : (JSON.parse(row.templates) as string[])
}
