/** Checks a store's path before SQLite opens it, because SQLite creates a missing file and deletes an orphaned log. */
import { closeSync, openSync, readSync, realpathSync, type Stats, statSync } from 'node:fs'
import { dirname } from 'node:path'
import { TriageError } from '../../core/errors.ts'
import { noStore } from './ownership.ts'

/** SQLite's name for an in-memory database, which is lost when it is closed. */
export const IN_MEMORY = ':memory:'

/**
 * @param path file path, `:memory:`, or an SQLite URI (`file:…?mode=ro`)
 * @param mustExist if true, a missing file is an error
 * @throws TriageError `store-missing` or `store-unreadable`, without creating or changing anything
 */
export function refuseUnusablePath(path: string, mustExist: boolean): void {
  if (path === '') {
    throw new TriageError('store-unreadable', 'The store has no path.', { hint: 'Name a file, e.g. data/triage.db.' })
  }
  const named = fileOf(path)
  if (named === null) return
  const file = resolved(named)
  // Checks the log first, because a process that is creating a store writes the database before the log.
  const log = statOf(`${file}-wal`)
  const found = statOf(file)
  if (found?.isDirectory()) {
    throw new TriageError('store-unreadable', `The store ${path} is a folder.`, { hint: 'Name a file inside it.' })
  }
  if (found && !found.isFile()) {
    const message = `The store ${path} is a pipe, a socket or a device, not a file.`
    throw new TriageError('store-unreadable', message, { hint: 'Name a file on a local disk.' })
  }
  refuseOrphanedLog(path, { found, log })
  if (found === undefined && mustExist) throw noStore(path)
  if (!statOf(dirname(file))?.isDirectory()) {
    const message = `The store ${path} cannot be created: the folder ${dirname(file)} does not exist.`
    throw new TriageError('store-unreadable', message, { hint: 'Create the folder, or name a file in another one.' })
  }
  if (found && found.size > 0 && !isDatabase(file)) throw notADatabase(path)
  if (log && !isLog(`${file}-wal`)) throw foreignLog(path)
}

/** Returns the file path of an SQLite URI (https://sqlite.org/uri.html); null for an in-memory database. */
function fileOf(path: string): string | null {
  if (path === IN_MEMORY) return null
  if (!path.startsWith('file:')) return path
  const [uriPath = '', query = ''] = path.slice('file:'.length).split('#', 1)[0]?.split('?') ?? []
  const isInMemory = uriPath === IN_MEMORY || new URLSearchParams(query).get('mode') === 'memory'
  return isInMemory ? null : decodePath(uriPath).replace(/^\/\/(?:localhost)?(?=\/)/, '')
}

function decodePath(uriPath: string): string {
  try {
    return decodeURIComponent(uriPath)
  } catch {
    return uriPath
  }
}

/** Follows symbolic links: SQLite keeps the log next to the target. */
function resolved(file: string): string {
  try {
    return realpathSync(file)
  } catch {
    return file
  }
}

/** Refuses a log without its database: SQLite would delete the log, which contains the last writes. */
function refuseOrphanedLog(
  path: string,
  { found, log }: Readonly<Record<'found' | 'log', Stats | undefined | null>>,
): void {
  if ((log?.size ?? 0) === 0 || found === null || (found?.size ?? 0) > 0) return
  const state = found === undefined ? 'is missing' : 'is empty'
  const message = `The store ${path} is incomplete: the file ${state}, but its log ${path}-wal is not empty.`
  throw new TriageError('store-unreadable', message, {
    hint: 'Put back the file that belongs to this log, or move the log away and restore a backup. Nothing was changed.',
  })
}

/** https://sqlite.org/fileformat2.html#the_write_ahead_log: the last bit is the byte order of the checksums. */
const LOG_MAGIC = 0x377f0682

/** If a machine fails while starting a log, it leaves zeros. Any other content was not written by SQLite. */
function isLog(file: string): boolean {
  const magic = headOf(file, 4)?.readUInt32BE() ?? 0
  return magic === 0 || magic >>> 1 === LOG_MAGIC >>> 1
}

/**
 * https://sqlite.org/fileformat2.html#the_database_header: SQLite overwrites a file that is shorter than the header.
 */
const DATABASE_HEAD = 'SQLite format 3\0'

function isDatabase(file: string): boolean {
  const head = headOf(file, DATABASE_HEAD.length)
  return head === null || head.toString('latin1') === DATABASE_HEAD
}

/**
 * @returns the first bytes, padded with zeros; null when the file cannot be read or has been removed in the meantime;
 *   opening it then reports the error
 */
function headOf(file: string, length: number): Buffer | null {
  const head = Buffer.alloc(length)
  try {
    const handle = openSync(file, 'r')
    try {
      readSync(handle, head)
    } finally {
      closeSync(handle)
    }
    return head
  } catch {
    return null
  }
}

function notADatabase(path: string): TriageError {
  return new TriageError('store-unreadable', `The store ${path} is not an SQLite database.`, {
    hint: 'Set another path, or move that file away. Nothing was changed.',
  })
}

function foreignLog(path: string): TriageError {
  const message = `The log ${path}-wal of the store ${path} was not written by SQLite.`
  return new TriageError('store-unreadable', message, {
    hint: 'The last writes may be lost with it. Put the right log back, or move this one away. Nothing was changed.',
  })
}

/**
 * @returns undefined when nothing exists at the path; null when this cannot be determined, perhaps for lack of
 *   permission, in which case opening the file reports the reason
 */
function statOf(path: string): Stats | undefined | null {
  try {
    return statSync(path, { throwIfNoEntry: false })
  } catch {
    return null
  }
}
