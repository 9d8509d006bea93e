import type { Kysely } from 'kysely'

/** Every walk asks which issues of a repository were named a cause by this pack: not by reading all that was decided. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const columns = ['repository', 'decision', 'pack', 'number', 'signature', 'at']
  await db.schema.createIndex('decisions_asserts').on('decisions').columns(columns).execute()
}
