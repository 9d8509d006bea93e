import { TriageError } from '../../core/errors.ts'
import type { LivenessLock } from '../queue/liveness-lock.ts'
import { createJobQueue } from '../queue/postgres-jobs.ts'
import { createPostgresWorker } from '../queue/postgres-worker.ts'
import type { Queue } from '../queue/queue.ts'
import { createSqlQueue } from '../queue/sql-inbox.ts'
import { createWorker, type Worker } from '../queue/sqlite-worker.ts'
import type { WorkerOptions } from '../queue/worker-options.ts'
import type { Engine } from './engine.ts'
import { migrate, requireStore } from './migrate.ts'
import { openPostgres } from './postgres.ts'
import { joinPostgres } from './postgres-liveness.ts'
import { migratePostgres } from './postgres-schema.ts'
import { createSqlStore } from './sql-store.ts'
import { openSqlite } from './sqlite.ts'
import { joinSqlite } from './sqlite-liveness.ts'
import type { Store } from './store.ts'

/** Where the store lives: in an SQLite file, or on a PostgreSQL server. */
export interface OpenStoreOptions {
  /** Path of the SQLite file; `:memory:` for one that dies with its handle. */
  readonly path: string
  /** `postgres://…`; wins over the path when there is one. */
  readonly url?: string | null
  /** Whether to refuse where no store is, rather than make one; a store is made unless told. */
  readonly mustExist?: boolean
}

/** The store and the queue of one database. `store.close()` closes both. */
export interface OpenedStore {
  readonly store: Store
  readonly queue: Queue
  /** A worker on this queue that is not started yet. */
  readonly createWorker: (options: WorkerOptions) => Worker
}

/**
 * Opens the database, brings its schema up to date, and hands out what lives in it.
 *
 * Store and queue share one handle; on PostgreSQL what takes deliveries has connections of its own. SQLite lets one connection write at a time, and `node:sqlite` works on the thread
 * that calls it: a second handle would not write any sooner, it would only wait for the first one's lock while it
 * blocks the very thread that could release it. On one handle kysely lines the statements up instead.
 *
 * @throws TriageError `store-unreadable` when the database cannot be used, `store-too-new` when a newer version wrote it,
 *   `store-missing` when there must be a store and is none
 */
export async function openStore({ path, url = null, mustExist = false }: OpenStoreOptions): Promise<OpenedStore> {
  return url === null ? await openSqliteStore(path, mustExist) : await openPostgresStore(url, mustExist)
}

async function openSqliteStore(path: string, mustExist: boolean): Promise<OpenedStore> {
  const engine = openSqlite(path, mustExist)
  return await inOrder(engine, async () => {
    if (mustExist) await requireStore(engine)
    await migrate(engine)
    const livenessLock = joinSqlite(engine.file)
    const queue = createSqlQueue(engine.db.$pickTables<'deliveries'>(), livenessLock)
    return { store: storeOf(engine, livenessLock), queue, createWorker }
  })
}

async function openPostgresStore(url: string, mustExist: boolean): Promise<OpenedStore> {
  const engine = await openPostgres(url)
  return await inOrder(engine, async () => {
    if (mustExist) await requireStore(engine)
    await migratePostgres(engine)
    const livenessLock = await joinPostgres(engine.pool)
    const queue = { db: engine.db.$pickTables<'deliveries'>(), pool: engine.pool, livenessLock }
    const reception = engine.reception.$pickTables<'deliveries'>()
    return {
      store: storeOf(engine, livenessLock),
      queue: createJobQueue(queue.db, reception, livenessLock),
      createWorker: (options) => createPostgresWorker(options, queue),
    }
  })
}

/** Opening is done or undone. */
async function inOrder<T>(engine: Engine, open: () => Promise<T>): Promise<T> {
  try {
    return await open()
  } catch (error) {
    await engine.db.destroy()
    throw error instanceof TriageError ? error : engine.unreadable(error)
  }
}

function storeOf(engine: Engine, livenessLock: LivenessLock): Store {
  const store = createSqlStore(engine.db.$omitTables<'deliveries'>(), livenessLock)
  let closed: Promise<void> | null = null
  const leave = async () => {
    await livenessLock.leave()
    await store.close()
  }
  const close = () => {
    closed ??= leave()
    return closed
  }
  const closing = (it: Store): Store => ({ ...it, as: (repositories) => closing(it.as(repositories)), close })
  return closing(store)
}
