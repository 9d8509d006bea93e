import type { Kysely } from 'kysely'

/** What people said and the bot labelled lately, as far as there is only so much of it an hour. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('recent_acts')
    .addColumn('repository', 'bigint', (column) =>
      column.notNull().references('repositories.id').onUpdate('cascade').onDelete('cascade'),
    )
    .addColumn('budget', 'text', (column) => column.notNull())
    .addColumn('subject', 'text', (column) => column.notNull())
    .addColumn('act', 'text', (column) => column.notNull())
    .addColumn('count', 'integer', (column) => column.notNull())
    .addColumn('at', 'bigint', (column) => column.notNull())
    .addPrimaryKeyConstraint('recent_acts_act', ['repository', 'budget', 'subject', 'act'])
    .execute()
}
