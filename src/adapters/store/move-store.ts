/**
 * Moves an installation from an SQLite file to PostgreSQL: every row in every table. It only adds missing rows, so it
 * can be run again after an interruption. The file is not changed.
 */
import { sql } from 'kysely'
import { TriageError } from '../../core/errors.ts'
import type { Engine } from './engine.ts'
import { migrate, requireStore } from './migrate.ts'
import { openStore } from './open.ts'
import { openPostgres } from './postgres.ts'
import { type AnyRow, type AnyTable, anyRows, countRows, readTables } from './rows.ts'
import { openSqlite } from './sqlite.ts'
import { livingLockFiles } from './sqlite-liveness.ts'

/** Number of rows per insert. */
const BATCH = 100

/** A table that was moved. */
export interface MovedTable {
  readonly table: string
  readonly rows: number
}

export interface Move {
  /** Path of the SQLite file. */
  readonly from: string
  /** `postgres://…` */
  readonly to: string
  /** Called for each table when all of its rows have been copied. */
  readonly onTable?: ((moved: MovedTable) => void) | undefined
}

/**
 * @returns the tables with their row counts, which are the same on both sides
 * @throws TriageError `store-in-use` while a process is using the file, `store-mismatch` when the target is not empty
 *   or the counts differ at the end, `store-missing` when the file does not exist, `store-unreadable` when one of the
 *   two cannot be used
 */
export async function moveStore({ from, to, onTable }: Move): Promise<readonly MovedTable[]> {
  const source = openSqlite(from, true)
  try {
    await requireStore(source)
    refuseInUse(from)
    await (await openStore({ path: '', url: to })).store.close()
    await migrate(source)
    const moved = await moveTables(source, to, onTable)
    await scheduleJobs(to)
    return moved
  } finally {
    await source.db.destroy()
  }
}

async function moveTables(source: Engine, to: string, onTable: Move['onTable']): Promise<readonly MovedTable[]> {
  const target = await openPostgres(to)
  try {
    await startMove(target)
    const moved: MovedTable[] = []
    for (const table of await readTables(source)) {
      const movedTable = { table: table.name, rows: await moveTable(source, target, table) }
      moved.push(movedTable)
      onTable?.(movedTable)
    }
    await mark(target, null)
    return moved
  } finally {
    await target.db.destroy()
  }
}

function refuseInUse(path: string): void {
  if (livingLockFiles(path).length === 0) return
  throw new TriageError('store-in-use', `A process is using ${path}.`, {
    hint: 'Stop the bot, move the store, and start it again with DATABASE_URL.',
  })
}

/** Comment on our schema during a move. It means that existing rows belong to that move. */
const MARK = 'an installation is being moved here'

async function startMove(target: Engine): Promise<void> {
  const { rows } = await sql<{ mark: string | null }>`
    select obj_description(${target.schema}::regnamespace) as mark`.execute(target.db)
  if (rows[0]?.mark === MARK) return
  for (const { name } of await readTables(target)) {
    if ((await countRows(target, name)) > 0) throw notEmpty(target.name, name)
  }
  await mark(target, MARK)
}

async function mark({ db, schema = '' }: Engine, text: string | null): Promise<void> {
  await sql`comment on schema ${sql.id(schema)} is ${text === null ? sql`null` : sql.lit(text)}`.execute(db)
}

function notEmpty(name: string, table: string): TriageError {
  return new TriageError('store-mismatch', `The store ${name} already holds an installation (table ${table}).`, {
    hint: 'Move into a database that no bot has used. Nothing was changed.',
  })
}

/** Recovery schedules a job for every waiting delivery. */
async function scheduleJobs(url: string): Promise<void> {
  const { queue, store } = await openStore({ path: '', url })
  await queue.recover(Date.now()).finally(() => store.close())
}

async function moveTable(source: Engine, target: Engine, table: AnyTable): Promise<number> {
  for await (const rows of batches(source, table)) {
    await anyRows(target)
      .insertInto(table.name)
      .values(rows.map((row) => row))
      .onConflict((conflict) => conflict.doNothing())
      .execute()
  }
  if (table.counter !== null) await continueCounting(target, table.name, table.counter)
  const [here, there] = [await countRows(source, table.name), await countRows(target, table.name)]
  if (here !== there) throw mismatch(table.name, here, there)
  return here
}

async function* batches(source: Engine, { name }: AnyTable): AsyncGenerator<readonly AnyRow[]> {
  let after = Number.NEGATIVE_INFINITY
  for (;;) {
    const rows = await anyRows(source)
      .selectFrom(name)
      .selectAll()
      .select(sql<number>`rowid`.as('rowid of the source'))
      .$if(after !== Number.NEGATIVE_INFINITY, (query) => query.where(sql<boolean>`rowid > ${after}`))
      .orderBy(sql`rowid`)
      .limit(BATCH)
      .execute()
    if (rows.length === 0) return
    after = Number(rows.at(-1)?.['rowid of the source'])
    yield rows.map(({ 'rowid of the source': _, ...row }) => row)
  }
}

/** Moved rows keep their positions; new rows must come after them. */
async function continueCounting({ db, schema }: Engine, table: string, column: string): Promise<void> {
  const name = `${schema}.${table}`
  await sql`select setval(pg_get_serial_sequence(${name}, ${column}), coalesce(max(${sql.ref(column)}), 0) + 1, false)
    from ${sql.table(table)}`.execute(db)
}

function mismatch(table: string, here: number, there: number): TriageError {
  return new TriageError(
    'store-mismatch',
    `The table ${table} has ${here} rows in the file and ${there} on the server.`,
    {
      hint: 'Another program also wrote to the database. Move into an empty database. The file was not changed.',
    },
  )
}
