/** The embedded engine: a file on this machine, through Node's built-in SQLite. */
import { Kysely } from 'kysely'
import type { Engine } from './engine.ts'
import type { EngineDialect } from './migrations/step.ts'
import { nodeSqliteDialect } from './sqlite-dialect.ts'
import { openSqliteFile, unreadable } from './sqlite-file.ts'

const DIALECT: EngineDialect = {
  counterType: 'integer',
  counter: (column) => column.primaryKey().autoIncrement(),
}

/** The engine with the path of its file; null for a database in memory. */
export interface SqliteEngine extends Engine {
  readonly file: string | null
}

/**
 * @param path path of the file; `:memory:` for a database that is lost when it is closed
 * @param mustExist true: throw if the file does not exist, instead of creating it
 * @throws TriageError `store-missing` when it must exist and does not, `store-unreadable` when it cannot be used
 */
export function openSqlite(path: string, mustExist = false): SqliteEngine {
  const database = openSqliteFile(path, mustExist)
  return {
    db: new Kysely({ dialect: nodeSqliteDialect(database) }),
    file: database.location(),
    dialect: DIALECT,
    schema: undefined,
    name: path,
    unreadable: (cause) => unreadable(path, cause),
  }
}
