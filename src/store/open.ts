import { Kysely } from 'kysely'
import { TriageError } from '../errors.ts'
import type { Inbox } from '../inbox/inbox.ts'
import { createSqlInbox } from '../inbox/sql-inbox.ts'
import { migrate } from './migrate.ts'
import type { EngineSpelling } from './migrations/step.ts'
import { createSqlStore } from './sql-store.ts'
import { nodeSqliteDialect } from './sqlite-dialect.ts'
import { openSqliteFile, unreadable } from './sqlite-file.ts'
import type { Store } from './store.ts'
import type { Tables } from './tables.ts'

export interface OpenStoreOptions {
  /** Path of the SQLite file, created if missing; `:memory:` for one that dies with its handle. */
  readonly path: string
}

/** The store and the inbox of one database. `store.close()` closes both. */
export interface OpenedStore {
  readonly store: Store
  readonly inbox: Inbox
}

const SQLITE: EngineSpelling = {
  counterType: 'integer',
  counter: (column) => column.primaryKey().autoIncrement(),
}

/**
 * Opens the database, brings its schema up to date, and hands out what lives in it.
 *
 * Store and inbox share one handle. SQLite lets one connection write at a time, and `node:sqlite` works on the thread
 * that calls it: a second handle would not write any sooner, it would only wait for the first one's lock while it
 * blocks the very thread that could release it. On one handle kysely lines the statements up instead.
 *
 * @throws TriageError `store-unreadable` when the file cannot be used, `store-too-new` when a newer version wrote it
 */
export async function openStore({ path }: OpenStoreOptions): Promise<OpenedStore> {
  const db = new Kysely<Tables>({ dialect: nodeSqliteDialect(openSqliteFile(path)) })
  try {
    await migrate({ db: db as unknown as Kysely<unknown>, engine: SQLITE, name: path })
  } catch (error) {
    await db.destroy()
    throw error instanceof TriageError ? error : unreadable(path, error)
  }
  return {
    store: createSqlStore(db.$omitTables<'deliveries'>()),
    inbox: createSqlInbox(db.$pickTables<'deliveries'>()),
  }
}
