/** Deletes what has been stored for longer than a repository's settings allow. */
import type { Kysely } from 'kysely'
import type { RepositoryRef } from '../../core/issue-ref.ts'
import { createDecisions } from './decisions.ts'
import { createReports } from './reports.ts'
import type { RepositoryIds } from './repository-ids.ts'
import type { Expiry } from './store.ts'
import type { StoreTables } from './tables.ts'

/** How many issues are read from the store at once. */
const AT_ONCE = 200

export function createExpiry(db: Kysely<StoreTables>, ids: RepositoryIds): Expiry {
  const reports = createReports(db, ids)
  const decisions = createDecisions(db, ids)
  return {
    async dropExpired({ owner, repo }: RepositoryRef, before: number): Promise<number> {
      const { id } = await ids.find({ owner, repo })
      let dropped = 0
      for (;;) {
        const rows = await db
          .selectFrom('reports')
          .select('number')
          .where('repository', '=', id)
          .where('updated_at', '<', before)
          .where('state', '!=', 'gone')
          .limit(AT_ONCE)
          .execute()
        for (const { number } of rows) await reports.dropReport({ owner, repo, number })
        dropped += rows.length
        if (rows.length < AT_ONCE) break
      }
      const acts = await db
        .selectFrom('decisions')
        .select('number')
        .distinct()
        .where('repository', '=', id)
        .where('at', '<', before)
        .where('undo', 'is not', null)
        .execute()
      for (const { number } of acts) await decisions.dropEarlierComments({ owner, repo, number }, before)
      return dropped
    },
  }
}
