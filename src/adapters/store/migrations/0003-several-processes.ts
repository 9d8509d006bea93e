import type { Kysely } from 'kysely'
import type { EngineSpelling } from './step.ts'

/** Who works on a delivery, and whose turn it is to write: what several processes must know of each other. */
export async function up(db: Kysely<unknown>, engine: EngineSpelling): Promise<void> {
  await db.schema.alterTable('deliveries').addColumn('claimed_by', 'text').execute()
  await db.schema
    .createTable('paces')
    .addColumn('installation', 'bigint', (column) => column.primaryKey())
    .addColumn('turn_of', 'text')
    .addColumn('next_at', 'bigint', (column) => column.notNull())
    .addColumn('held_until', 'bigint', (column) => column.notNull())
    .execute()
  await db.schema
    .createTable('recent_writes')
    .addColumn('position', engine.counterType, engine.counter)
    .addColumn('installation', 'bigint', (column) => column.notNull())
    .addColumn('at', 'bigint', (column) => column.notNull())
    .execute()
  await db.schema.createIndex('recent_writes_of').on('recent_writes').columns(['installation', 'at']).execute()
}
