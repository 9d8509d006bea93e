import type { ColumnDefinitionBuilder, Kysely } from 'kysely'

/** What the engines spell differently in a schema; everything else in a step is the same for all of them. */
export interface EngineDialect {
  /** Type of a primary key that the engine counts up by itself and never uses twice. */
  readonly counterType: 'integer' | 'bigint'
  readonly counter: (column: ColumnDefinitionBuilder) => ColumnDefinitionBuilder
}

/** One step of the schema. Once released it is never edited: a change is a new step. */
export interface Step {
  readonly up: (db: Kysely<unknown>, engine: EngineDialect) => Promise<void>
}
