import type { Kysely } from 'kysely'
import type { TriageError } from '../../core/errors.ts'
import type { EngineDialect } from './migrations/step.ts'
import type { Tables } from './tables.ts'

/** The differences between the databases that can contain a store. All other code is shared. */
export interface Engine {
  readonly db: Kysely<Tables>
  readonly dialect: EngineDialect
  /** Database schema that contains our tables; undefined if the database has no schemas. */
  readonly schema: string | undefined
  /** Name of the database for error messages, without a password. */
  readonly name: string
  /** Converts an engine failure into an error for the operator. */
  readonly unreadable: (cause: unknown) => TriageError
}
