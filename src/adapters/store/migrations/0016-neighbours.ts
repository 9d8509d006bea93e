import type { Kysely } from 'kysely'

/** A walk reads what its own issue has to do with others, and some kinds of verdict: not all of the repository. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.createIndex('matches_other').on('matches').columns(['repository', 'other']).execute()
  await db.schema.createIndex('verdicts_other').on('verdicts').columns(['repository', 'other_number']).execute()
  await db.schema.createIndex('verdicts_kind').on('verdicts').columns(['repository', 'kind']).execute()
}
