import type { Kysely } from 'kysely'
import { DEFAULT_MIGRATION_TABLE, type Migration, Migrator } from 'kysely/migration'
import { TriageError } from '../errors.ts'
import type { EngineSpelling } from './migrations/step.ts'
import { STEPS } from './migrations/steps.ts'

export interface MigrateOptions {
  readonly db: Kysely<unknown>
  readonly engine: EngineSpelling
  /** Name of the database for error messages. */
  readonly name: string
}

/**
 * Brings the schema to the newest step. All pending steps run in one transaction: either all of them hold or none.
 *
 * @throws TriageError `store-too-new` when a newer version wrote the database; nothing is changed then
 * @throws whatever the engine answers when a step fails
 */
export async function migrate({ db, engine, name }: MigrateOptions): Promise<void> {
  await refuseNewer(db, name)
  const provider = { getMigrations: async () => migrationsFor(engine) }
  const { error } = await new Migrator({ db, provider }).migrateToLatest()
  if (error !== undefined) throw error
}

function migrationsFor(engine: EngineSpelling): Record<string, Migration> {
  const entries = Object.entries(STEPS).map(([name, step]) => [name, { up: (db) => step.up(db, engine) } as Migration])
  return Object.fromEntries(entries)
}

/** Kysely would refuse as well, but only after it has written its own tables, and with words for programmers. */
async function refuseNewer(db: Kysely<unknown>, name: string): Promise<void> {
  const unknown = (await stepsTaken(db)).filter((step) => !Object.hasOwn(STEPS, step))
  if (unknown.length === 0) return
  const sentence = `The store ${name} was written by a newer version (its schema has ${unknown.join(', ')}).`
  throw new TriageError('store-too-new', sentence, {
    hint: 'Install that version or a later one; nothing was changed.',
  })
}

async function stepsTaken(db: Kysely<unknown>): Promise<string[]> {
  const tables = await db.introspection.getTables({ withInternalKyselyTables: true })
  if (!tables.some((table) => table.name === DEFAULT_MIGRATION_TABLE)) return []
  const migrations = db.$extendTables<{ [DEFAULT_MIGRATION_TABLE]: { name: string } }>()
  const rows = await migrations.selectFrom(DEFAULT_MIGRATION_TABLE).select('name').orderBy('name').execute()
  return rows.map((row) => row.name)
}
