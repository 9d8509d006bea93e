import type { Kysely } from 'kysely'
import type { EngineSpelling } from './step.ts'

/** What was decided, and which comment is the bot's own. Text of issues has no column here. */
export async function up(db: Kysely<unknown>, engine: EngineSpelling): Promise<void> {
  await db.schema
    .createTable('decisions')
    .addColumn('position', engine.counterType, engine.counter)
    .addColumn('repository', 'text', (column) => column.notNull())
    .addColumn('owner', 'text', (column) => column.notNull())
    .addColumn('repo', 'text', (column) => column.notNull())
    .addColumn('number', 'integer', (column) => column.notNull())
    .addColumn('delivery', 'text')
    .addColumn('decision', 'text', (column) => column.notNull())
    .addColumn('reason', 'text', (column) => column.notNull())
    .addColumn('signature', 'text')
    .addColumn('confidence', 'double precision', (column) => column.notNull())
    .addColumn('evidence', 'text', (column) => column.notNull())
    .addColumn('pack', 'text', (column) => column.notNull())
    .addColumn('acts', 'text', (column) => column.notNull())
    .addColumn('at', 'bigint', (column) => column.notNull())
    .execute()
  await db.schema.createIndex('decisions_issue').on('decisions').columns(['repository', 'number', 'position']).execute()
  await db.schema
    .createTable('own_comments')
    .addColumn('repository', 'text', (column) => column.notNull())
    .addColumn('number', 'integer', (column) => column.notNull())
    .addColumn('comment_id', 'bigint', (column) => column.notNull())
    .addPrimaryKeyConstraint('own_comments_issue', ['repository', 'number'])
    .execute()
}
