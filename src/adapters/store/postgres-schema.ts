import { Logger, runMigrations } from 'graphile-worker'
import { QUEUE_SCHEMA } from '../queue/postgres-jobs.ts'
import { migrate } from './migrate.ts'
import type { PostgresEngine } from './postgres.ts'

/** What fails is thrown; what is said besides would go to the console. */
const SILENT = new Logger(() => () => undefined)

/**
 * Brings our tables and those of the queue up to date, one process at a time: whoever looks at a database while another
 * makes tables in it is told of some that are gone a moment later.
 * @throws what `migrate` throws, and whatever the server answers
 */
export async function migratePostgres(engine: PostgresEngine): Promise<void> {
  const guard = await engine.pool.connect()
  try {
    await guard.query("select pg_advisory_lock(hashtext('auth_triage schema'))")
    await migrate(engine)
    await runMigrations({ pgPool: engine.pool, schema: QUEUE_SCHEMA, logger: SILENT })
  } finally {
    // Closed rather than given back: the lock goes with the connection.
    guard.release(true)
  }
}
