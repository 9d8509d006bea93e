import type { ColumnDefinitionBuilder, Kysely } from 'kysely'

/** Schema differences between the engines. Everything else in a step is the same for all engines. */
export interface EngineDialect {
  /** Type of an auto-incremented primary key whose values are never reused. */
  readonly counterType: 'integer' | 'bigint'
  readonly counter: (column: ColumnDefinitionBuilder) => ColumnDefinitionBuilder
}

/** One schema migration step. A released step is never edited; every change is a new step. */
export interface Step {
  readonly up: (db: Kysely<unknown>, engine: EngineDialect) => Promise<void>
}
