import type { Kysely } from 'kysely'

/** What repositories ask for, how much was said lately, and the operator's stop. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('repository_settings')
    .addColumn('repository', 'text', (column) => column.primaryKey())
    .addColumn('source', 'text', (column) => column.notNull())
    .addColumn('text_hash', 'text')
    .addColumn('settings', 'text')
    .addColumn('problems', 'text', (column) => column.notNull())
    .addColumn('checked_at', 'bigint', (column) => column.notNull())
    .execute()
  await db.schema
    .createTable('comment_turns')
    .addColumn('repository', 'text', (column) => column.notNull())
    .addColumn('number', 'integer', (column) => column.notNull())
    .addColumn('author', 'text', (column) => column.notNull())
    .addColumn('at', 'bigint', (column) => column.notNull())
    .addPrimaryKeyConstraint('comment_turns_issue', ['repository', 'number'])
    .execute()
  await db.schema
    .createTable('stop_switch')
    .addColumn('only', 'integer', (column) => column.primaryKey())
    .addColumn('why', 'text', (column) => column.notNull())
    .addColumn('at', 'bigint', (column) => column.notNull())
    .execute()
}
