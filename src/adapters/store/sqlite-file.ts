import { DatabaseSync, type DatabaseSyncOptions } from 'node:sqlite'
import { TriageError } from '../../core/errors.ts'
import { refuseForeign } from './ownership.ts'
import { IN_MEMORY, refuseUnusablePath } from './sqlite-path.ts'

/**
 * `node:sqlite` waits on the thread that responds to GitHub. GitHub times out after 10 seconds, so there is time for a
 * few waits.
 */
const BUSY_TIMEOUT_MS = 2_000

/** Wait before retrying the change to write-ahead logging. */
const MODE_RETRY_MS = 20

/** Primary result codes, https://sqlite.org/rescode.html */
const CODES = { busy: 5, locked: 6, readOnly: 8, ioError: 10, corrupt: 11, full: 13, cannotOpen: 14, notADatabase: 26 }

/** Maps a result code to the problem with the file and its remedy. */
const PROBLEMS: ReadonlyMap<number, readonly [string, string]> = new Map([
  [CODES.busy, ['is locked by another process', 'Stop the other process that uses it, then start again.']],
  [CODES.locked, ['is locked by another process', 'Stop the other process that uses it, then start again.']],
  [CODES.readOnly, ['is read-only', 'Give this process write permission for the file and its folder.']],
  [CODES.ioError, ['cannot be read from the disk', 'Check the disk and the mount, then start again.']],
  [CODES.corrupt, ['is damaged', 'Move it away and restore a backup, or start with a new file.']],
  [CODES.full, ['cannot grow: the disk is full', 'Free some space, then start again.']],
  [CODES.cannotOpen, ['cannot be opened', 'Check that this process can read and write the file and its folder.']],
  [CODES.notADatabase, ['is not an SQLite database', 'Set another path, or move that file away.']],
])

/** The store was opened before, so these results are about the copy. */
const COPY_PROBLEMS: ReadonlyMap<number, readonly [what: string, hint: string]> = new Map([
  [CODES.full, ['cannot be written: the disk is full', 'Free some space, or name a file on another disk.']],
  [CODES.cannotOpen, ['cannot be created', 'Check that its folder exists and that this user can write to it.']],
])

/**
 * Opens the database file with the settings that make an acknowledged delivery durable.
 *
 * @param path file path, `:memory:`, or an SQLite URI (`file:…?mode=ro`)
 * @param mustExist if true, a missing file is an error instead of being created
 * @returns an open handle in WAL mode with `synchronous=FULL`, foreign keys on, and deleted text overwritten
 * @throws TriageError `store-missing` when the file must exist but does not, `store-unreadable` when the path cannot
 *   hold a database that this process can write
 */
export function openSqliteFile(path: string, mustExist = false): DatabaseSync {
  refuseUnusablePath(path, mustExist)
  return open(path, { enableForeignKeyConstraints: true }, (database) => setUp(database, path))
}

/**
 * Opens an existing database file for reading. SQLite then refuses every change to it; like every reader of a database
 * with write-ahead logging, it may create the empty files `-wal` and `-shm` beside it.
 *
 * @throws TriageError `store-missing` when the file does not exist, `store-unreadable` when it cannot be read
 */
export function openSqliteFileForReading(path: string): DatabaseSync {
  refuseUnusablePath(path, true)
  return open(path, { readOnly: true }, (database) => {
    refuseForeign(path, tablesOf(database))
    refuseDamaged(database, path)
  })
}

/** Closes the database again if `prepare` throws. */
function open(path: string, options: DatabaseSyncOptions, prepare: (database: DatabaseSync) => void): DatabaseSync {
  let database: DatabaseSync | undefined
  try {
    database = new DatabaseSync(path, { timeout: BUSY_TIMEOUT_MS, ...options })
    prepare(database)
    return database
  } catch (error) {
    database?.close()
    throw error instanceof TriageError ? error : unreadable(path, error)
  }
}

/** Returns the error for an SQLite failure during or after opening. */
export function unreadable(path: string, cause: unknown): TriageError {
  const [problem, hint] = PROBLEMS.get(primaryCode(cause)) ?? ['cannot be used', 'The cause contains the SQLite error.']
  return new TriageError('store-unreadable', `The store ${path} ${problem}.`, { hint, cause })
}

/** Returns the error for an SQLite failure of a backup: of the new file if that has no space or no folder. */
export function backupFailed(path: string, copy: string, cause: unknown): TriageError {
  const problem = COPY_PROBLEMS.get(primaryCode(cause))
  if (problem === undefined) return unreadable(path, cause)
  const [what, hint] = problem
  return new TriageError('unreadable-file', `The copy ${copy} ${what}.`, { hint, cause })
}

/** Whether another connection holds the lock that a statement needed. */
export function isBusy(error: unknown): boolean {
  return primaryCode(error) === CODES.busy
}

function setUp(database: DatabaseSync, path: string): void {
  // Runs before any change: another program's database may need another journal mode.
  refuseForeign(path, tablesOf(database))
  const mode = enterWriteAheadLogging(database, performance.now() + BUSY_TIMEOUT_MS)
  if (mode !== 'wal' && path !== IN_MEMORY) {
    const hint = 'WAL needs shared memory, which network file systems lack. Put the store on a local disk.'
    throw new TriageError('store-unreadable', `The store ${path} cannot use write-ahead logging.`, { hint })
  }
  // With WAL, NORMAL can lose the last commits on a power failure; FULL cannot.
  // https://sqlite.org/pragma.html#pragma_synchronous
  database.exec('pragma synchronous = full')
  // A payload can contain a credential that the reporter pasted. A dropped payload must not remain in free pages.
  database.exec('pragma secure_delete = on')
  refuseDamaged(database, path)
  probeWriteAccess(database)
}

/**
 * Retries the mode change. When two processes change the mode of a new file at the same time, SQLite ignores its
 * timeout and immediately returns "locked", because each process could be waiting for the other
 * (https://sqlite.org/c3ref/busy_handler.html).
 */
function enterWriteAheadLogging(database: DatabaseSync, deadline: number): unknown {
  for (;;) {
    try {
      return database.prepare('pragma journal_mode = wal').get()?.['journal_mode']
    } catch (error) {
      if (!isBusy(error) || performance.now() > deadline) throw error
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, MODE_RETRY_MS)
    }
  }
}

function refuseDamaged(database: DatabaseSync, path: string): void {
  const result = database.prepare('pragma quick_check(1)').get()?.['quick_check']
  if (result !== 'ok') throw unreadable(path, Object.assign(new Error(String(result)), { errcode: CODES.corrupt }))
}

function tablesOf(database: DatabaseSync): string[] {
  const tables = `select name from sqlite_master where type = 'table' and name not like 'sqlite\\_%' escape '\\'`
  return database
    .prepare(tables)
    .all()
    .map((row) => String(row['name']))
}

/** A read-only file opens without an error and fails at the first write, which would be a delivery. */
function probeWriteAccess(database: DatabaseSync): void {
  const version = Number(database.prepare('pragma user_version').get()?.['user_version'])
  database.exec('begin immediate')
  try {
    database.exec(`pragma user_version = ${version}`)
  } finally {
    database.exec('rollback')
  }
}

/** SQLite's extended codes have the primary code in their low byte. */
function primaryCode(error: unknown): number {
  const code = error instanceof Error && 'errcode' in error ? error.errcode : undefined
  return typeof code === 'number' ? code & 0xff : -1
}
