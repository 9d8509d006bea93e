import type { Kysely } from 'kysely'
import type { EngineSpelling } from './step.ts'

/** What people said about what the bot said, and what a decision must keep to go on with a conversation or be undone. */
export async function up(db: Kysely<unknown>, engine: EngineSpelling): Promise<void> {
  await db.schema
    .createTable('verdicts')
    .addColumn('position', engine.counterType, engine.counter)
    .addColumn('id', 'text', (column) => column.notNull().unique())
    .addColumn('repository', 'text', (column) => column.notNull())
    .addColumn('owner', 'text', (column) => column.notNull())
    .addColumn('repo', 'text', (column) => column.notNull())
    .addColumn('number', 'integer', (column) => column.notNull())
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('other_owner', 'text')
    .addColumn('other_repo', 'text')
    .addColumn('other_number', 'integer')
    .addColumn('signature', 'text')
    .addColumn('signature_version', 'integer')
    .addColumn('step', 'integer')
    .addColumn('detail', 'text')
    .addColumn('who', 'text', (column) => column.notNull())
    .addColumn('rights', 'text', (column) => column.notNull())
    .addColumn('origin', 'text', (column) => column.notNull())
    .addColumn('at', 'bigint', (column) => column.notNull())
    .execute()
  await db.schema.createIndex('verdicts_issue').on('verdicts').columns(['repository', 'number', 'position']).execute()
  await db.schema.alterTable('decisions').addColumn('question', 'text').execute()
  await db.schema.alterTable('decisions').addColumn('undo', 'text').execute()
}
