/** The embedded engine: a file on this machine, through Node's own SQLite. */
import { Kysely } from 'kysely'
import type { Engine } from './engine.ts'
import type { EngineSpelling } from './migrations/step.ts'
import { nodeSqliteDialect } from './sqlite-dialect.ts'
import { openSqliteFile, unreadable } from './sqlite-file.ts'

const SPELLING: EngineSpelling = {
  counterType: 'integer',
  counter: (column) => column.primaryKey().autoIncrement(),
}

/**
 * @param path of the file, created if missing; `:memory:` for a database that dies with its handle
 * @throws TriageError `store-unreadable` when the file cannot be used
 */
export function openSqlite(path: string): Engine {
  return {
    db: new Kysely({ dialect: nodeSqliteDialect(openSqliteFile(path)) }),
    spelling: SPELLING,
    schema: undefined,
    name: path,
    unreadable: (cause) => unreadable(path, cause),
  }
}
