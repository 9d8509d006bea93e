import { TriageError } from '../../core/errors.ts'
import type { LivenessLock } from '../queue/liveness-lock.ts'
import { createJobQueue } from '../queue/postgres-jobs.ts'
import { createPostgresWorker } from '../queue/postgres-worker.ts'
import type { Queue } from '../queue/queue.ts'
import { createSqlQueue } from '../queue/sql-queue.ts'
import { createSqliteWorker } from '../queue/sqlite-worker.ts'
import type { Worker, WorkerOptions } from '../queue/worker.ts'
import type { Engine } from './engine.ts'
import { migrate, requireStore } from './migrate.ts'
import { openPostgres } from './postgres.ts'
import { openPostgresLivenessLock } from './postgres-liveness.ts'
import { migratePostgres } from './postgres-schema.ts'
import { createSqlStore } from './sql-store.ts'
import { openSqlite } from './sqlite.ts'
import { openSqliteLivenessLock } from './sqlite-liveness.ts'
import type { Store } from './store.ts'

/** Location of the store: an SQLite file or a PostgreSQL server. */
export interface OpenStoreOptions {
  /** Path of the SQLite file; `:memory:` for a store that is lost when it is closed. */
  readonly path: string
  /** `postgres://…`; takes precedence over the path. */
  readonly url?: string | null
  /** If true, a missing store is an error instead of being created. Default: false. */
  readonly mustExist?: boolean
}

/** The store and the queue in one database. `store.close()` closes both. */
export interface OpenedStore {
  readonly store: Store
  readonly queue: Queue
  /** Creates a worker on this queue; the caller starts it. */
  readonly createWorker: (options: WorkerOptions) => Worker
}

/**
 * Opens the database, migrates its schema and returns its store and queue.
 *
 * The store and the queue share one handle; on PostgreSQL, separate connections are reserved for accepting deliveries.
 * SQLite allows one writer at a time, and `node:sqlite` runs on the calling thread. A second handle would not write
 * sooner: it would wait for the first handle's lock and block the thread that could release it. With one handle, kysely
 * queues the statements.
 *
 * @throws TriageError `store-unreadable` when the database cannot be used, `store-too-new` when a newer version wrote
 *   it, `store-missing` when `mustExist` is true and there is no store
 */
export async function openStore({ path, url = null, mustExist = false }: OpenStoreOptions): Promise<OpenedStore> {
  return url === null ? await openSqliteStore(path, mustExist) : await openPostgresStore(url, mustExist)
}

async function openSqliteStore(path: string, mustExist: boolean): Promise<OpenedStore> {
  const engine = openSqlite(path, mustExist)
  return await closeOnFailure(engine, async () => {
    if (mustExist) await requireStore(engine)
    await migrate(engine)
    const livenessLock = openSqliteLivenessLock(engine.file)
    const queue = createSqlQueue(engine.db.$pickTables<'deliveries'>(), livenessLock)
    return { store: storeOf(engine, livenessLock), queue, createWorker: createSqliteWorker }
  })
}

async function openPostgresStore(url: string, mustExist: boolean): Promise<OpenedStore> {
  const engine = await openPostgres(url)
  return await closeOnFailure(engine, async () => {
    if (mustExist) await requireStore(engine)
    await migratePostgres(engine)
    const livenessLock = await openPostgresLivenessLock(engine.pool)
    const queue = { db: engine.db.$pickTables<'deliveries'>(), pool: engine.pool, livenessLock }
    const intakeDb = engine.intakeDb.$pickTables<'deliveries'>()
    return {
      store: storeOf(engine, livenessLock),
      queue: createJobQueue(queue.db, intakeDb, livenessLock),
      createWorker: (options) => createPostgresWorker(options, queue),
    }
  })
}

/** Closes the engine if opening fails. */
async function closeOnFailure<T>(engine: Engine, open: () => Promise<T>): Promise<T> {
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
  const releaseAndClose = async () => {
    await livenessLock.release()
    await store.close()
  }
  const close = () => {
    closed ??= releaseAndClose()
    return closed
  }
  const withClose = (inner: Store): Store => ({
    ...inner,
    as: (repositories) => withClose(inner.as(repositories)),
    close,
  })
  return withClose(store)
}
