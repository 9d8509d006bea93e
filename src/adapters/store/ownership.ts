/** Determines from a database's tables whether the database is ours, another program's or still empty. */
import { DEFAULT_MIGRATION_TABLE } from 'kysely/migration'
import { TriageError } from '../../core/errors.ts'

/**
 * Refuses a database that belongs to another program: one that has tables, but not our migration table.
 *
 * @param name name of the database, for the message
 * @throws TriageError `store-unreadable`
 */
export function refuseForeign(name: string, tables: readonly string[]): void {
  if (tables.length === 0 || tables.includes(DEFAULT_MIGRATION_TABLE)) return
  const message = `The store ${name} has tables that this program did not create (${tables.slice(0, 3).join(', ')}).`
  throw new TriageError('store-unreadable', message, { hint: 'Use another database. Nothing was changed.' })
}

/** Returns the error for a missing store. */
export function noStore(name: string): TriageError {
  return new TriageError('store-missing', `There is no store at ${name}.`, {
    hint: 'Check the path or DATABASE_URL. Nothing was created; `serve`, `backfill` and `index` create a store.',
  })
}
