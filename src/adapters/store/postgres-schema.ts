import { Logger, runMigrations } from 'graphile-worker'
import { QUEUE_SCHEMA } from '../queue/postgres-jobs.ts'
import { migrate } from './migrate.ts'
import type { PostgresEngine } from './postgres.ts'

/** Failures are thrown. By default, all other messages would go to the console. */
const SILENT = new Logger(() => () => undefined)

/**
 * Migrates our tables and graphile-worker's tables, one process at a time: listing tables while another process is
 * creating some can return tables that no longer exist a moment later.
 * @throws the errors from `migrate` and from the server
 */
export async function migratePostgres(engine: PostgresEngine): Promise<void> {
  const guard = await engine.pool.connect()
  try {
    await guard.query("select pg_advisory_lock(hashtext('auth_triage schema'))")
    await migrate(engine)
    await runMigrations({ pgPool: engine.pool, schema: QUEUE_SCHEMA, logger: SILENT })
  } finally {
    // Closes the connection instead of returning it to the pool: the lock ends with the connection.
    guard.release(true)
  }
}
