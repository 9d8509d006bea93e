import { DatabaseSync } from 'node:sqlite'
import { TriageError } from '../../core/errors.ts'
import { refuseForeign } from './ownership.ts'
import { IN_MEMORY, refuseUnusablePath } from './sqlite-path.ts'

/** `node:sqlite` waits on the thread that serves GitHub, which gives up after ten seconds: a few of these fit in. */
const BUSY_TIMEOUT_MS = 2_000

/** How long to wait before the change to write-ahead logging is tried again. */
const MODE_RETRY_MS = 20

/** Primary result codes, https://sqlite.org/rescode.html */
const CODES = { busy: 5, locked: 6, readOnly: 8, ioError: 10, corrupt: 11, full: 13, cannotOpen: 14, notADatabase: 26 }

/** Result code → what is wrong with the file, and what the operator can do. */
const TROUBLES: ReadonlyMap<number, readonly [string, string]> = new Map([
  [CODES.busy, ['is locked by another process', 'Stop the other process that uses it, then start again.']],
  [CODES.locked, ['is locked by another process', 'Stop the other process that uses it, then start again.']],
  [CODES.readOnly, ['is read-only', 'Give this process the right to write the file and its folder.']],
  [CODES.ioError, ['cannot be read from the disk', 'Check the disk and the mount, then start again.']],
  [CODES.corrupt, ['is damaged', 'Move it away and restore a backup, or start with a new file.']],
  [CODES.full, ['cannot grow: the disk is full', 'Free some space, then start again.']],
  [CODES.cannotOpen, ['cannot be opened', 'Check that this process may read and write the file and its folder.']],
  [CODES.notADatabase, ['is not an SQLite database', 'Point the setting to another path, or move that file away.']],
])

/**
 * Opens the database file with the settings that make an acknowledged delivery durable.
 *
 * @param path file path, `:memory:`, or an SQLite URI (`file:…?mode=ro`)
 * @param mustExist whether to refuse a path at which nothing is, rather than make a file there
 * @returns an open handle in WAL mode with `synchronous=FULL`, foreign keys on, and deleted text overwritten
 * @throws TriageError `store-missing` when it must exist and does not, `store-unreadable` when the path cannot hold a database that this process can write
 */
export function openSqliteFile(path: string, mustExist = false): DatabaseSync {
  refuseUnusablePath(path, mustExist)
  let database: DatabaseSync | undefined
  try {
    database = new DatabaseSync(path, { timeout: BUSY_TIMEOUT_MS, enableForeignKeyConstraints: true })
    setUp(database, path)
    return database
  } catch (error) {
    database?.close()
    throw error instanceof TriageError ? error : unreadable(path, error)
  }
}

/** The store error for a failure of SQLite itself; used for failures after opening, too. */
export function unreadable(path: string, cause: unknown): TriageError {
  const [what, hint] = TROUBLES.get(primaryCode(cause)) ?? ['cannot be used', 'The cause says what SQLite answered.']
  return new TriageError('store-unreadable', `The store ${path} ${what}.`, { hint, cause })
}

function setUp(database: DatabaseSync, path: string): void {
  // Before anything is changed: another program's database may have its reasons not to write ahead.
  refuseForeign(path, tablesOf(database))
  const mode = enterWriteAheadLogging(database, performance.now() + BUSY_TIMEOUT_MS)
  if (mode !== 'wal' && path !== IN_MEMORY) {
    const hint = 'WAL needs shared memory; network file systems lack it. Put the store on a local disk.'
    throw new TriageError('store-unreadable', `The store ${path} cannot use write-ahead logging.`, { hint })
  }
  // With WAL, NORMAL may lose the last commits when the power fails; FULL may not (https://sqlite.org/pragma.html#pragma_synchronous).
  database.exec('pragma synchronous = full')
  // A payload may hold a credential that its reporter pasted: once dropped, it shall not linger in free pages.
  database.exec('pragma secure_delete = on')
  refuseDamaged(database, path)
  probeWriting(database)
}

/**
 * SQLite does not wait for its timeout where two processes change the mode of a new file at once, since each might
 * wait for the other; it answers "locked" straight away (https://sqlite.org/c3ref/busy_handler.html). So it is asked again.
 */
function enterWriteAheadLogging(database: DatabaseSync, deadline: number): unknown {
  for (;;) {
    try {
      return database.prepare('pragma journal_mode = wal').get()?.['journal_mode']
    } catch (error) {
      if (primaryCode(error) !== CODES.busy || performance.now() > deadline) throw error
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, MODE_RETRY_MS)
    }
  }
}

function refuseDamaged(database: DatabaseSync, path: string): void {
  const feedbackEvent = database.prepare('pragma quick_check(1)').get()?.['quick_check']
  if (feedbackEvent !== 'ok')
    throw unreadable(path, Object.assign(new Error(String(feedbackEvent)), { errcode: CODES.corrupt }))
}

function tablesOf(database: DatabaseSync): string[] {
  const tables = `select name from sqlite_master where type = 'table' and name not like 'sqlite\\_%' escape '\\'`
  return database
    .prepare(tables)
    .all()
    .map((row) => String(row['name']))
}

/** A read-only file opens without complaint and fails at the first write, which would be a delivery. */
function probeWriting(database: DatabaseSync): void {
  const version = Number(database.prepare('pragma user_version').get()?.['user_version'])
  database.exec('begin immediate')
  try {
    database.exec(`pragma user_version = ${version}`)
  } finally {
    database.exec('rollback')
  }
}

/** SQLite's extended codes carry the primary code in their low byte. */
function primaryCode(error: unknown): number {
  const code = error instanceof Error && 'errcode' in error ? error.errcode : undefined
  return typeof code === 'number' ? code & 0xff : -1
}
