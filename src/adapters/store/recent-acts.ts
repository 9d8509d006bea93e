/** Recent acts that a budget limits: one row for each act, kept for as long as it counts. */
import type { Kysely, Transaction } from 'kysely'
import type { RecentActs, Share } from './budgets.ts'
import type { RepositoryIds } from './repository-ids.ts'
import type { RecentActsTable } from './tables.ts'

interface Tables {
  recent_acts: RecentActsTable
}

export function createRecentActs(db: Kysely<Tables>, ids: RepositoryIds): RecentActs {
  return {
    async takeShare(share) {
      const { id } = await ids.forWriting(share.repository)
      return db.transaction().execute((transaction) => takeShare(transaction, id, share))
    },
  }
}

/** This row belongs to no budget. Writing it locks the repository's acts until the transaction ends. */
const LOCK_ROW = { budget: '', subject: '', act: '' } as const

async function lock(db: Transaction<Tables>, repository: number): Promise<void> {
  await db
    .insertInto('recent_acts')
    .values({ repository, ...LOCK_ROW, count: 0, at: 0 })
    .onConflict((conflict) => conflict.columns(['repository', 'budget', 'subject', 'act']).doUpdateSet({ at: 0 }))
    .execute()
}

async function takeShare(db: Transaction<Tables>, repository: number, share: Share): Promise<boolean> {
  const { budget, act, count = 1, most, at } = share
  const subject = share.subject.toLowerCase()
  await lock(db, repository)
  await dropExpired(db, repository, share)
  const acts = await db
    .selectFrom('recent_acts')
    .select(['act', 'count'])
    .where('repository', '=', repository)
    .where('budget', '=', budget)
    .where('subject', '=', subject)
    .execute()
  if (acts.some((row) => row.act === act)) return true
  const taken = acts.reduce((sum, row) => sum + row.count, 0)
  if (taken + count > most) return false
  await db.insertInto('recent_acts').values({ repository, budget, subject, act, count, at }).execute()
  return true
}

/** Also drops rows that are far in the future, because the clock was set back after they were written. */
async function dropExpired(db: Transaction<Tables>, repository: number, { at, windowMs }: Share): Promise<void> {
  await db
    .deleteFrom('recent_acts')
    .where('repository', '=', repository)
    .where('budget', '!=', LOCK_ROW.budget)
    .where(({ eb, or }) => or([eb('at', '<=', at - windowMs), eb('at', '>', at + windowMs)]))
    .execute()
}
