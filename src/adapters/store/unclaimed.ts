/**
 * What was kept under a name before GitHub's number was kept with it. Nobody reads it until the repository that it is
 * about has been found: the one that has the bot's own comments of then, which GitHub numbers once for all repositories.
 */
import type { Kysely, Transaction } from 'kysely'
import type { KnownRepository } from '../../core/issue-ref.ts'
import { localId } from './local-id.ts'
import type { Unclaimed } from './store.ts'
import type { StoreTables } from './tables.ts'

type Database = Kysely<StoreTables>

/** Comments get deleted; one that is still there is enough. */
const MOST_COMMENTS = 5

export async function unclaimed(db: Database, repository: KnownRepository): Promise<Unclaimed | null> {
  const id = localId(repository)
  const row = await db.selectFrom('repositories').select('refused_for').where('id', '=', id).executeTakeFirst()
  if (row === undefined || row.refused_for === repository.id) return null
  const comments = await db
    .selectFrom('own_comments')
    .select(['number', 'comment_id'])
    .where('repository', '=', id)
    .orderBy('comment_id', 'desc')
    .limit(MOST_COMMENTS)
    .execute()
  return { id, comments: comments.map(({ number, comment_id }) => ({ number, id: comment_id })) }
}

export async function disown(db: Database, id: number, repository: number): Promise<void> {
  await db.updateTable('repositories').set({ refused_for: repository }).where('id', '=', id).execute()
}

/** One row an issue. */
const OF_AN_ISSUE = ['own_comments', 'comment_turns'] as const
/** One row a repository. */
const OF_A_REPOSITORY = ['repository_settings', 'backfills'] as const
/** Derived from the issues, with one counter for all of them: only whole. */
const DERIVED = ['reports', 'matches', 'cluster_ids', 'report_counters'] as const

/** What was learnt since stays, and what was said before is added to it. */
export async function adopt(db: Transaction<StoreTables>, from: number, repository: number): Promise<void> {
  const to = { repository }
  await db.updateTable('decisions').set(to).where('repository', '=', from).execute()
  const said = db.selectFrom('verdicts').select('id').where('repository', '=', repository)
  await db.updateTable('verdicts').set(to).where('repository', '=', from).where('id', 'not in', said).execute()
  for (const table of OF_AN_ISSUE) {
    const known = db.selectFrom(table).select('number').where('repository', '=', repository)
    await db.updateTable(table).set(to).where('repository', '=', from).where('number', 'not in', known).execute()
  }
  for (const table of OF_A_REPOSITORY) {
    if (await isEmpty(db, table, repository))
      await db.updateTable(table).set(to).where('repository', '=', from).execute()
  }
  for (const table of (await isEmpty(db, 'report_counters', repository)) ? DERIVED : []) {
    await db.updateTable(table).set(to).where('repository', '=', from).execute()
  }
  // What it had too goes with it.
  await db.deleteFrom('repositories').where('id', '=', from).execute()
}

async function isEmpty(
  db: Database,
  table: (typeof OF_A_REPOSITORY)[number] | 'report_counters',
  repository: number,
): Promise<boolean> {
  const row = await db.selectFrom(table).select('repository').where('repository', '=', repository).executeTakeFirst()
  return row === undefined
}
