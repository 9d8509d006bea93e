import type { Kysely } from 'kysely'
import { DEFAULT_MIGRATION_TABLE, type Migration, Migrator } from 'kysely/migration'
import { TriageError } from '../../core/errors.ts'
import type { Engine } from './engine.ts'
import * as schema from './migrations/0001-schema.ts'
import type { EngineDialect, Step } from './migrations/step.ts'
import { noStore, refuseForeign } from './ownership.ts'
import { TABLE_NAMES } from './tables.ts'

type Database = Kysely<unknown>

/**
 * Migrates the schema to the latest step. All pending steps run in one transaction under the engine's lock, so that all
 * or none of them apply, however many processes start at once.
 *
 * @throws TriageError `store-too-new` when a newer version wrote the database, `store-unreadable` when it is older than
 *   the first release or its tables are not ours (nothing is changed in these cases), or when some of our tables are
 *   missing
 * @throws the engine's error when a step fails
 */
export async function migrate(engine: Engine): Promise<void> {
  const db = engine.db as unknown as Database
  refuseForeign(nameOf(engine), await tablesOf(db, engine.schema))
  await refuseNewer(db, engine)
  const provider = { getMigrations: async () => migrationsFor(engine.dialect) }
  const tableOptions = engine.schema === undefined ? {} : { migrationTableSchema: engine.schema }
  const { error } = await new Migrator({ db, provider, ...tableOptions }).migrateToLatest()
  if (error !== undefined) throw error
  refuseIncomplete(engine, await tablesOf(db, engine.schema))
}

/**
 * Checks that the database contains a store, without changing anything.
 *
 * @throws TriageError `store-missing` when the database contains no store, `store-unreadable` when it contains other
 *   tables
 */
export async function requireStore(engine: Engine): Promise<void> {
  const tables = await tablesOf(engine.db as unknown as Database, engine.schema)
  if (tables.length === 0) throw noStore(engine.name)
  refuseForeign(nameOf(engine), tables)
}

/**
 * Checks that the database contains a store with the schema of this version, without changing anything.
 *
 * @throws TriageError as `requireStore` and `migrate` do, and `store-unreadable` when the schema is older
 */
export async function requireCurrentStore(engine: Engine): Promise<void> {
  const db = engine.db as unknown as Database
  await requireStore(engine)
  await refuseNewer(db, engine)
  const completed = new Set(await completedSteps(db, engine.schema))
  if (Object.keys(STEPS).some((step) => !completed.has(step))) {
    throw new TriageError('store-unreadable', `The store ${nameOf(engine)} has the schema of an older version.`, {
      hint: 'Start the bot once, or run `auth-triage store check`, which updates the schema. Nothing was changed.',
    })
  }
  refuseIncomplete(engine, await tablesOf(db, engine.schema))
}

/** The completed steps created all tables, so a missing table was dropped or was not copied. */
function refuseIncomplete(engine: Engine, tables: readonly string[]): void {
  const missing = TABLE_NAMES.filter((name) => !tables.includes(name))
  if (missing.length === 0) return
  throw new TriageError('store-unreadable', `The store ${nameOf(engine)} is missing tables: ${missing.join(', ')}.`, {
    hint: 'Restore a backup, or start with a new store.',
  })
}

/** Returns the name of the database for messages. */
function nameOf({ name, schema }: Engine): string {
  return schema === undefined ? name : `${name}, schema ${schema},`
}

function migrationsFor(engine: EngineDialect): Record<string, Migration> {
  const entries = Object.entries(STEPS).map(([name, step]) => [name, { up: (db) => step.up(db, engine) } as Migration])
  return Object.fromEntries(entries)
}

/** The first step in every store that was written before the first release. */
const PRERELEASE_STEP = '0001-inbox'

/** Kysely would also fail in this case, but only after creating its own tables, and with a message for programmers. */
async function refuseNewer(db: Database, { name, schema }: Engine): Promise<void> {
  const unknown = (await completedSteps(db, schema)).filter((step) => !Object.hasOwn(STEPS, step))
  if (unknown.length === 0) return
  if (unknown.includes(PRERELEASE_STEP)) {
    throw new TriageError('store-unreadable', `The store ${name} was written before the first release.`, {
      hint: 'Start with a new store and run `auth-triage backfill`. Nothing was changed.',
    })
  }
  const message = `The store ${name} was written by a newer version (its schema has ${unknown.join(', ')}).`
  throw new TriageError('store-too-new', message, {
    hint: 'Install that version or a later one. Nothing was changed.',
  })
}

async function completedSteps(db: Database, schema: string | undefined): Promise<string[]> {
  if (!(await tablesOf(db, schema)).includes(DEFAULT_MIGRATION_TABLE)) return []
  const migrations = db.$extendTables<{ [DEFAULT_MIGRATION_TABLE]: { name: string } }>()
  const rows = await migrations.selectFrom(DEFAULT_MIGRATION_TABLE).select('name').orderBy('name').execute()
  return rows.map((row) => row.name)
}

async function tablesOf(db: Database, schema: string | undefined): Promise<string[]> {
  const tables = await db.introspection.getTables({ withInternalKyselyTables: true })
  return tables.filter((table) => schema === undefined || table.schema === schema).map((table) => table.name)
}

/** All steps, run in the order of their names. */
const STEPS: Readonly<Record<string, Step>> = {
  '0001-schema': schema,
}
