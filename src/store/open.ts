import { TriageError } from '../errors.ts'
import type { Inbox } from '../inbox/inbox.ts'
import { createSqlInbox } from '../inbox/sql-inbox.ts'
import { migrate } from './migrate.ts'
import { openPostgres } from './postgres.ts'
import { createSqlStore } from './sql-store.ts'
import { openSqlite } from './sqlite.ts'
import type { Store } from './store.ts'

/** Where the store lives: in an SQLite file, or on a PostgreSQL server. */
export interface OpenStoreOptions {
  /** Path of the SQLite file, created if missing; `:memory:` for one that dies with its handle. */
  readonly path: string
  /** `postgres://…`; wins over the path when there is one. */
  readonly url?: string | null
}

/** The store and the inbox of one database. `store.close()` closes both. */
export interface OpenedStore {
  readonly store: Store
  readonly inbox: Inbox
}

/**
 * Opens the database, brings its schema up to date, and hands out what lives in it.
 *
 * Store and inbox share one handle (on PostgreSQL one pool). SQLite lets one connection write at a time, and `node:sqlite` works on the thread
 * that calls it: a second handle would not write any sooner, it would only wait for the first one's lock while it
 * blocks the very thread that could release it. On one handle kysely lines the statements up instead.
 *
 * @throws TriageError `store-unreadable` when the database cannot be used, `store-too-new` when a newer version wrote it
 */
export async function openStore({ path, url = null }: OpenStoreOptions): Promise<OpenedStore> {
  const engine = url === null ? openSqlite(path) : await openPostgres(url)
  try {
    await migrate(engine)
  } catch (error) {
    await engine.db.destroy()
    throw error instanceof TriageError ? error : engine.unreadable(error)
  }
  return {
    store: createSqlStore(engine.db.$omitTables<'deliveries'>()),
    inbox: createSqlInbox(engine.db.$pickTables<'deliveries'>()),
  }
}
