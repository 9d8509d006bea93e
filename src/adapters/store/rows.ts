/** Reads a store's tables from the database catalog, so that copying and counting need no list of tables. */
import { type Kysely, sql } from 'kysely'
import type { Engine } from './engine.ts'
import type { Tables } from './tables.ts'

/** A row of any table; every value is text, a number, bytes or null. */
export type AnyRow = Readonly<Record<string, unknown>>

export type AnyDatabase = Kysely<Record<string, AnyRow>>

export interface AnyTable {
  readonly name: string
  readonly columns: readonly string[]
  /** The auto-incremented column; null if there is none. */
  readonly counter: string | null
}

/** Returns the engine's database, in which tables are accessed by name only. */
export function anyRows({ db }: Engine): AnyDatabase {
  return db as unknown as AnyDatabase
}

/** Tables that other tables refer to. */
const PARENTS: ReadonlySet<string> = new Set<keyof Tables>(['repositories'])

/** Returns our tables, excluding the migration tables, with parents before the tables that refer to them. */
export async function readTables({ db, schema }: Engine): Promise<readonly AnyTable[]> {
  const all = await db.introspection.getTables()
  return all
    .filter((table) => !table.isView && (schema === undefined || table.schema === schema))
    .sort((a, b) => Number(PARENTS.has(b.name)) - Number(PARENTS.has(a.name)))
    .map(({ name, columns }) => ({
      name,
      columns: columns.map((column) => column.name),
      counter: columns.find((column) => column.isAutoIncrementing)?.name ?? null,
    }))
}

export async function countRows(engine: Engine, table: string): Promise<number> {
  const { rows } = await sql<{ count: number }>`select count(*) as count from ${sql.table(table)}`.execute(engine.db)
  return rows[0]?.count ?? 0
}
