import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite'
import type { DatabaseConnection, Dialect, SqliteDatabase, SqliteStatement } from 'kysely'
import { CompiledQuery, SqliteAdapter, SqliteDriver, SqliteIntrospector, SqliteQueryCompiler } from 'kysely'
import { nextFreeTick } from '../tick-gate.ts'

/**
 * Connects kysely to Node's built-in SQLite. Kysely's dialect expects the better-sqlite3 interface; this function
 * adapts `node:sqlite` to it.
 *
 * @param database an open handle; kysely's `destroy()` closes it
 */
export function nodeSqliteDialect(database: DatabaseSync): Dialect {
  return {
    createDriver: () => new ImmediateDriver({ database: asKyselyDatabase(database) }),
    createQueryCompiler: () => new SqliteQueryCompiler(),
    createAdapter: () => new TransactionalAdapter(),
    createIntrospector: (db) => new SqliteIntrospector(db),
  }
}

/** Longest time for which the store blocks the event loop. */
const MAX_BLOCKING_MS = 5

/**
 * Takes the write lock when a transaction starts. A deferred transaction that reads first and writes later fails
 * immediately, without waiting for the busy timeout, when another process has written in between
 * (https://sqlite.org/rescode.html#busy_snapshot).
 */
class ImmediateDriver extends SqliteDriver {
  #lastTick = Number.NEGATIVE_INFINITY

  /** Queries run synchronously, so a series of queries would block the event loop until the series ends. */
  override async acquireConnection(): Promise<DatabaseConnection> {
    const connection = await super.acquireConnection()
    if (performance.now() - this.#lastTick > MAX_BLOCKING_MS) {
      await nextFreeTick()
      this.#lastTick = performance.now()
    }
    return connection
  }

  override async beginTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('begin immediate'))
  }
}

/** SQLite can roll back DDL. Kysely assumes that it cannot, and would run migrations outside a transaction. */
class TransactionalAdapter extends SqliteAdapter {
  override get supportsTransactionalDdl(): boolean {
    return true
  }
}

/**
 * Maximum number of cached prepared statements. It exceeds the number of statements in this program, but lists of
 * different lengths add more.
 */
const MAX_STATEMENTS = 200

function asKyselyDatabase(database: DatabaseSync): SqliteDatabase {
  const prepared = new Map<string, SqliteStatement>()
  return {
    close: () => database.close(),
    prepare(sql) {
      const known = prepared.get(sql)
      if (known !== undefined) return known
      const statement = asKyselyStatement(database.prepare(sql))
      if (prepared.size >= MAX_STATEMENTS) prepared.clear()
      prepared.set(sql, statement)
      return statement
    },
  }
}

function asKyselyStatement(statement: StatementSync): SqliteStatement {
  return {
    // A statement without result columns cannot return rows. better-sqlite3 calls a statement with columns a reader.
    reader: statement.columns().length > 0,
    all: (parameters) => statement.all(...asInput(parameters)),
    run: (parameters) => statement.run(...asInput(parameters)),
    iterate: (parameters) => statement.iterate(...asInput(parameters)),
  }
}

function asInput(parameters: readonly unknown[]): SQLInputValue[] {
  return parameters as SQLInputValue[]
}
