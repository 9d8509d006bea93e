/** The embedded engine: a file on this machine, accessed through Node's built-in SQLite. */
import type { DatabaseSync } from 'node:sqlite'
import { Kysely } from 'kysely'
import type { Engine } from './engine.ts'
import type { EngineDialect } from './migrations/step.ts'
import { nodeSqliteDialect } from './sqlite-dialect.ts'
import { openSqliteFile, openSqliteFileForReading, unreadable } from './sqlite-file.ts'

const DIALECT: EngineDialect = {
  counterType: 'integer',
  counter: (column) => column.primaryKey().autoIncrement(),
}

/** The engine and the path of its file; null for an in-memory database. */
export interface SqliteEngine extends Engine {
  readonly file: string | null
}

/**
 * @param path path of the file; `:memory:` for a database that is lost when it is closed
 * @param mustExist if true, a missing file is an error instead of being created
 * @throws TriageError `store-missing` when the file must exist but does not, `store-unreadable` when it cannot be used
 */
export function openSqlite(path: string, mustExist = false): SqliteEngine {
  return engineOn(openSqliteFile(path, mustExist), path)
}

/**
 * Opens a file that must exist, and that no statement can change.
 * @throws TriageError `store-missing` or `store-unreadable`
 */
export function openSqliteForReading(path: string): SqliteEngine {
  return engineOn(openSqliteFileForReading(path), path)
}

function engineOn(database: DatabaseSync, path: string): SqliteEngine {
  return {
    db: new Kysely({ dialect: nodeSqliteDialect(database) }),
    file: database.location(),
    dialect: DIALECT,
    schema: undefined,
    name: path,
    unreadable: (cause) => unreadable(path, cause),
  }
}
