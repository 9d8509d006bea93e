import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite'
import { setImmediate as breathe } from 'node:timers/promises'
import type { DatabaseConnection, Dialect, SqliteDatabase, SqliteStatement } from 'kysely'
import { CompiledQuery, SqliteAdapter, SqliteDriver, SqliteIntrospector, SqliteQueryCompiler } from 'kysely'

/**
 * Lets kysely speak to Node's own SQLite. Kysely's dialect is written for the shape of better-sqlite3; this gives
 * `node:sqlite` that shape.
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

/** So long may the store keep the event loop to itself. */
const MAX_TURN_MS = 5

/**
 * Takes the write lock when a transaction begins. A deferred transaction that reads first and writes later fails at
 * once, without the busy timeout, when another process wrote in between (https://sqlite.org/rescode.html#busy_snapshot).
 */
class ImmediateDriver extends SqliteDriver {
  #lastBreath = Number.NEGATIVE_INFINITY

  /**
   * The engine answers without leaving the turn of the event loop, and one question follows the other: nobody else would
   * be heard for as long as anybody asks.
   */
  override async acquireConnection(): Promise<DatabaseConnection> {
    const connection = await super.acquireConnection()
    if (performance.now() - this.#lastBreath > MAX_TURN_MS) {
      await breathe()
      this.#lastBreath = performance.now()
    }
    return connection
  }

  override async beginTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('begin immediate'))
  }
}

/** SQLite can undo DDL; kysely assumes that it cannot and would run migrations outside a transaction. */
class TransactionalAdapter extends SqliteAdapter {
  override get supportsTransactionalDdl(): boolean {
    return true
  }
}

/** Statements that are kept prepared: more than this program has, but lists of different lengths make many. */
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
    // A statement without result columns cannot return rows; better-sqlite3 calls the others readers.
    reader: statement.columns().length > 0,
    all: (parameters) => statement.all(...asInput(parameters)),
    run: (parameters) => statement.run(...asInput(parameters)),
    iterate: (parameters) => statement.iterate(...asInput(parameters)),
  }
}

function asInput(parameters: readonly unknown[]): SQLInputValue[] {
  return parameters as SQLInputValue[]
}
