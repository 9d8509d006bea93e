import type { Kysely } from 'kysely'
import type { EngineSpelling } from './step.ts'

/** The queue of deliveries: `waiting` → `claimed` → `done` or `parked`. */
export async function up(db: Kysely<unknown>, engine: EngineSpelling): Promise<void> {
  await db.schema
    .createTable('deliveries')
    .addColumn('position', engine.counterType, engine.counter)
    .addColumn('id', 'text', (column) => column.notNull().unique())
    .addColumn('event', 'text', (column) => column.notNull())
    .addColumn('key', 'text', (column) => column.notNull())
    .addColumn('payload', 'text')
    .addColumn('state', 'text', (column) => column.notNull())
    .addColumn('attempts', 'integer', (column) => column.notNull())
    .addColumn('reason', 'text')
    .addColumn('received_at', 'bigint', (column) => column.notNull())
    .addColumn('due_at', 'bigint', (column) => column.notNull())
    .addColumn('claimed_at', 'bigint')
    .addColumn('settled_at', 'bigint')
    .execute()
  await addIndexes(db)
}

async function addIndexes(db: Kysely<unknown>): Promise<void> {
  await db.schema.createIndex('deliveries_line').on('deliveries').columns(['state', 'position']).execute()
  await db.schema.createIndex('deliveries_key').on('deliveries').columns(['key', 'state', 'position']).execute()
  // The promise that two deliveries of one key never run at once is kept by the engine, whoever claims.
  await db.schema
    .createIndex('deliveries_one_claim_a_key')
    .on('deliveries')
    .column('key')
    .unique()
    .where('state' as never, '=', 'claimed' as never)
    .execute()
}
