import type { Kysely } from 'kysely'
import type { TriageError } from '../../core/errors.ts'
import type { EngineDialect } from './migrations/step.ts'
import type { Tables } from './tables.ts'

/** What differs between the databases that a store can live in; everything else is written once, for all of them. */
export interface Engine {
  readonly db: Kysely<Tables>
  readonly dialect: EngineDialect
  /** The database's own schema for our tables; undefined where a database has none. */
  readonly schema: string | undefined
  /** The database for error messages, without a password. */
  readonly name: string
  /** Puts a failure of the engine into words for the operator. */
  readonly unreadable: (cause: unknown) => TriageError
}
