/**
 * Opens a store for questions: nothing in it can be changed, neither a row nor the schema. The database itself refuses
 * every write, so a question that writes by mistake fails instead of changing what it was asked about.
 */
import type { Kysely } from 'kysely'
import { TriageError } from '../../core/errors.ts'
import type { KnownRepository } from '../../core/issue-ref.ts'
import type { LivenessLock } from '../queue/liveness-lock.ts'
import { readClusterIds } from './cluster-ids.ts'
import type { Engine } from './engine.ts'
import { requireCurrentStore } from './migrate.ts'
import { openPostgres } from './postgres.ts'
import { idsAmong, idsByName, type RepositoryIds } from './repository-ids.ts'
import { createSqlStore } from './sql-store.ts'
import { openSqliteForReading } from './sqlite.ts'
import type { Store } from './store.ts'
import type { StoreTables } from './tables.ts'

/**
 * @param path path of the SQLite file
 * @param url `postgres://…`; takes precedence over the path
 * @returns the store; every method that would change a row is rejected. `assignClusters` and `recogniseRepository`
 *   return what they would have stored. The caller closes it
 * @throws TriageError `store-missing` when there is no store, `store-unreadable` when it cannot be read or its schema
 *   is older than this version, `store-too-new` when a newer version wrote it
 */
export async function openStoreForReading(path: string, url: string | null = null): Promise<Store> {
  const engine = url === null ? openSqliteForReading(path) : await openPostgres(url, { readOnly: true })
  try {
    await requireCurrentStore(engine)
    const db = engine.db.$omitTables<'deliveries'>()
    return readingOnly(createSqlStore(db, NO_LOCK), db, idsByName(db.$pickTables<'repositories'>()))
  } catch (error) {
    await engine.db.destroy()
    throw error instanceof TriageError ? error : (engine as Engine).unreadable(error)
  }
}

/** A reader owns no work that another process could take over. */
const NO_LOCK: LivenessLock = { id: 'reader', dead: async () => [], release: async () => undefined }

/** Replaces the two questions whose answers are otherwise stored. */
function readingOnly(store: Store, db: Kysely<StoreTables>, ids: RepositoryIds): Store {
  return {
    ...store,
    as: (repositories: readonly KnownRepository[]) => readingOnly(store.as(repositories), db, idsAmong(repositories)),
    assignClusters: async (repository, assign) => {
      const { id } = await ids.find(repository)
      return assign(await readClusterIds(db.$pickTables<'cluster_ids' | 'report_counters'>(), id))
    },
    recogniseRepository: async ({ id }) => (await store.repositoryNumbered(id)) !== null,
  }
}
