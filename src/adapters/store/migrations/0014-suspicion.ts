import type { Kysely } from 'kysely'

/** Which deliveries a process may have died of, and which one it worked on by itself. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const column of ['suspicion', 'alone']) {
    await db.schema
      .alterTable('deliveries')
      .addColumn(column, 'integer', (it) => it.notNull().defaultTo(0))
      .execute()
  }
}
