import type { Kysely } from 'kysely'

/** The issue templates of a repository, redacted: what they print says nothing about a report. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .alterTable('report_counters')
    .addColumn('templates', 'text', (column) => column.notNull().defaultTo('[]'))
    .execute()
}
