/** The last drafts of signatures in each repository. */
import type { Kysely } from 'kysely'
import type { KeptDraft } from '../../core/drafts/rewrite-drafts.ts'
import type { RepositoryIds } from './repository-ids.ts'
import type { Drafts } from './stored-drafts.ts'
import type { DraftsTable } from './tables.ts'

type Database = Kysely<{ drafts: DraftsTable }>

export function createDrafts(db: Database, ids: RepositoryIds): Drafts {
  return {
    async keepDrafts(repository, { minedAt, unexplained, others, drafts }) {
      const { id } = await ids.forWriting(repository)
      const state = { mined_at: minedAt, unexplained, others, drafts: JSON.stringify(drafts) }
      await db
        .insertInto('drafts')
        .values({ repository: id, ...state })
        .onConflict((conflict) => conflict.column('repository').doUpdateSet(state))
        .execute()
    },
    async draftsIn(repository) {
      const { id } = await ids.find(repository)
      const row = await db.selectFrom('drafts').selectAll().where('repository', '=', id).executeTakeFirst()
      if (row === undefined) return null
      const { mined_at: minedAt, unexplained, others, drafts } = row
      return { minedAt, unexplained, others, drafts: JSON.parse(drafts) as KeptDraft[] }
    },
  }
}

/** Takes an issue out of its repository's drafts; a message that no issue is left for goes with it. */
export async function dropFromDrafts(db: Database, repository: number, number: number): Promise<void> {
  const row = await db.selectFrom('drafts').select('drafts').where('repository', '=', repository).executeTakeFirst()
  if (row === undefined) return
  const before = JSON.parse(row.drafts) as readonly KeptDraft[]
  if (!before.some(({ reports }) => reports.includes(number))) return
  const left = before.map((it) => ({ ...it, reports: it.reports.filter((other) => other !== number) }))
  const drafts = JSON.stringify(left.filter(({ reports }) => reports.length > 0))
  await db.updateTable('drafts').set({ drafts }).where('repository', '=', repository).execute()
}
