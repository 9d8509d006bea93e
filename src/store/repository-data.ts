/** All that is kept about one repository: deleted with it, and carried along when it gets another name. */
import type { Kysely, Transaction } from 'kysely'
import type { RepositoryRef } from '../issue-ref.ts'
import { repositoryName } from './repository-name.ts'
import type { RepositoryData } from './store.ts'
import type { StoreTables } from './tables.ts'

/** Rows that stand by themselves: a name may have any number of them. */
const WORDS = ['decisions', 'verdicts'] as const
/** One row an issue. */
const OF_AN_ISSUE = ['own_comments', 'comment_turns'] as const
/** One row a repository. */
const OF_A_REPOSITORY = ['repository_settings', 'backfills'] as const
/** Derived from the issues, with one counter for all of them: only whole. */
const DERIVED = ['reports', 'matches', 'cluster_ids', 'report_counters'] as const

/** Counts for an hour and is not carried along. */
const OF_AN_HOUR = ['recent_acts'] as const

/** Every table that holds something about a repository: uninstalling empties them all. */
const ABOUT_A_REPOSITORY = [
  ...WORDS,
  ...OF_AN_ISSUE,
  ...OF_A_REPOSITORY,
  ...OF_AN_HOUR,
  ...DERIVED,
] as const satisfies readonly (keyof StoreTables)[]

export function createRepositoryData(db: Kysely<StoreTables>): RepositoryData {
  return {
    forgetRepository: (owner, repo) =>
      db.transaction().execute((transaction) => forget(transaction, repositoryName(owner, repo))),
    moveRepository: (from, to) => db.transaction().execute((transaction) => move(transaction, from, to)),
  }
}

async function forget(transaction: Transaction<StoreTables>, repository: string): Promise<void> {
  for (const table of ABOUT_A_REPOSITORY) {
    await transaction.deleteFrom(table).where('repository', '=', repository).execute()
  }
}

/** What the new name has already was learned since: it stays, and what was said under the old one is added to it. */
async function move(transaction: Transaction<StoreTables>, from: RepositoryRef, to: RepositoryRef): Promise<void> {
  const [old, repository] = [repositoryName(from.owner, from.repo), repositoryName(to.owner, to.repo)]
  for (const table of WORDS) {
    const renamed = { repository, owner: to.owner, repo: to.repo }
    await transaction.updateTable(table).set(renamed).where('repository', '=', old).execute()
  }
  // Names in verdicts are kept as GitHub spells them.
  await transaction
    .updateTable('verdicts')
    .set({ other_owner: to.owner, other_repo: to.repo })
    .where(({ eb, fn }) => eb(fn('lower', ['other_owner']), '=', from.owner.toLowerCase()))
    .where(({ eb, fn }) => eb(fn('lower', ['other_repo']), '=', from.repo.toLowerCase()))
    .execute()
  if (old === repository) return
  for (const table of OF_AN_ISSUE) {
    const known = transaction.selectFrom(table).select('number').where('repository', '=', repository)
    const moving = transaction.updateTable(table).set({ repository }).where('repository', '=', old)
    await moving.where('number', 'not in', known).execute()
  }
  for (const table of OF_A_REPOSITORY) await moveUnlessThere(transaction, table, [old, repository])
  const counter = transaction.selectFrom('report_counters').where('repository', '=', repository)
  const hasReports = await counter.select('repository').executeTakeFirst()
  for (const table of hasReports === undefined ? DERIVED : []) {
    await transaction.updateTable(table).set({ repository }).where('repository', '=', old).execute()
  }
  await forget(transaction, old)
}

async function moveUnlessThere(
  transaction: Transaction<StoreTables>,
  table: (typeof OF_A_REPOSITORY)[number],
  [old, repository]: readonly [string, string],
): Promise<void> {
  const there = transaction.selectFrom(table).select('repository').where('repository', '=', repository)
  const isThere = (await there.executeTakeFirst()) !== undefined
  if (!isThere) await transaction.updateTable(table).set({ repository }).where('repository', '=', old).execute()
}
