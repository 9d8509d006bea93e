/** Whose a database is: ours, somebody else's, or nobody's yet, by the tables that stand in it. */
import { DEFAULT_MIGRATION_TABLE } from 'kysely/migration'
import { TriageError } from '../../core/errors.ts'

/**
 * Tables without our list of steps are somebody else's.
 *
 * @param name of the database, for the message
 * @throws TriageError `store-unreadable`
 */
export function refuseForeign(name: string, tables: readonly string[]): void {
  if (tables.length === 0 || tables.includes(DEFAULT_MIGRATION_TABLE)) return
  const sentence = `The store ${name} holds tables that this program did not make (${tables.slice(0, 3).join(', ')}).`
  throw new TriageError('store-unreadable', sentence, { hint: 'Name another database; nothing was changed.' })
}

/** The error where a store was to be read and none is. */
export function noStore(name: string): TriageError {
  return new TriageError('store-missing', `There is no store at ${name}.`, {
    hint: 'Check the path, or DATABASE_URL. Nothing was made: a store begins with `serve`, `backfill` or `index`.',
  })
}
