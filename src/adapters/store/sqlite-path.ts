/** What stands at the path of a store before SQLite opens it: SQLite itself makes a file where none is, and drops half of one. */
import { closeSync, openSync, readSync, realpathSync, type Stats, statSync } from 'node:fs'
import { dirname } from 'node:path'
import { TriageError } from '../../core/errors.ts'
import { noStore } from './ownership.ts'

/** SQLite's name for a database that lives in memory and dies with its handle. */
export const IN_MEMORY = ':memory:'

/**
 * @param path file path, `:memory:`, or an SQLite URI (`file:…?mode=ro`)
 * @param mustExist whether a path at which nothing is counts as a mistake
 * @throws TriageError `store-missing` or `store-unreadable`; nothing was made or changed then
 */
export function refuseUnusablePath(path: string, mustExist: boolean): void {
  if (path === '') {
    throw new TriageError('store-unreadable', 'The store has no path.', { hint: 'Name a file, e.g. data/triage.db.' })
  }
  const named = fileOf(path)
  if (named === null) return
  const file = resolved(named)
  // The log first: whoever makes a store at this moment writes the database before it.
  const log = statOf(`${file}-wal`)
  const found = statOf(file)
  if (found?.isDirectory()) {
    throw new TriageError('store-unreadable', `The store ${path} is a folder.`, { hint: 'Name a file inside it.' })
  }
  if (found && !found.isFile()) {
    const sentence = `The store ${path} is no file but a pipe, a socket or a device.`
    throw new TriageError('store-unreadable', sentence, { hint: 'Name a file on a local disk.' })
  }
  refuseHalf(path, { found, log })
  if (found === undefined && mustExist) throw noStore(path)
  if (!statOf(dirname(file))?.isDirectory()) {
    const sentence = `The store ${path} cannot be created: there is no folder ${dirname(file)}.`
    throw new TriageError('store-unreadable', sentence, { hint: 'Create the folder, or name a file in another one.' })
  }
  if (found && found.size > 0 && !isDatabase(file)) throw notADatabase(path)
  if (log && !isLog(`${file}-wal`)) throw foreignLog(path)
}

/** The path that an URI of SQLite names (https://sqlite.org/uri.html); null for a database in memory. */
function fileOf(path: string): string | null {
  if (path === IN_MEMORY) return null
  if (!path.startsWith('file:')) return path
  const [address = '', query = ''] = path.slice('file:'.length).split('#', 1)[0]?.split('?') ?? []
  const isInMemory = address === IN_MEMORY || new URLSearchParams(query).get('mode') === 'memory'
  return isInMemory ? null : decoded(address).replace(/^\/\/(?:localhost)?(?=\/)/, '')
}

function decoded(address: string): string {
  try {
    return decodeURIComponent(address)
  } catch {
    return address
  }
}

/** Where a link leads: there SQLite keeps the log. */
function resolved(file: string): string {
  try {
    return realpathSync(file)
  } catch {
    return file
  }
}

/** Without the database SQLite would throw away the log that holds what was written last. */
function refuseHalf(path: string, { found, log }: Readonly<Record<'found' | 'log', Stats | undefined | null>>): void {
  if ((log?.size ?? 0) === 0 || found === null || (found?.size ?? 0) > 0) return
  const state = found === undefined ? 'is not there' : 'is empty'
  const sentence = `The store ${path} is there by half: the file ${state}, and its log ${path}-wal is not empty.`
  throw new TriageError('store-unreadable', sentence, {
    hint: 'Put back the file that belongs to this log, or move the log away and restore a backup. Nothing was changed.',
  })
}

/** https://sqlite.org/fileformat2.html#the_write_ahead_log: the last bit tells the order of bytes in checksums. */
const LOG_MAGIC = 0x377f0682

/** What a failing machine leaves of a log that was begun is zeros; anything else was put there by somebody. */
function isLog(file: string): boolean {
  const magic = headOf(file, 4)?.readUInt32BE() ?? 0
  return magic === 0 || magic >>> 1 === LOG_MAGIC >>> 1
}

/** https://sqlite.org/fileformat2.html#the_database_header: of a file that is shorter SQLite would take no notice, and write over it. */
const DATABASE_HEAD = 'SQLite format 3\0'

function isDatabase(file: string): boolean {
  const head = headOf(file, DATABASE_HEAD.length)
  return head === null || head.toString('latin1') === DATABASE_HEAD
}

/**
 * @returns the first bytes, zeros where the file ends; null when it cannot be read, or is gone meanwhile with the process
 *   that had it: SQLite puts that into words
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
    hint: 'Point the setting to another path, or move that file away. Nothing was changed.',
  })
}

function foreignLog(path: string): TriageError {
  const sentence = `The store ${path} has a log beside it, ${path}-wal, that is not one of SQLite's.`
  return new TriageError('store-unreadable', sentence, {
    hint: 'What was written last may be lost with it. Put the right log back, or move this one away. Nothing was changed.',
  })
}

/** @returns undefined when nothing is there; null when that cannot be told, for want of rights perhaps: opening it says why */
function statOf(path: string): Stats | undefined | null {
  try {
    return statSync(path, { throwIfNoEntry: false })
  } catch {
    return null
  }
}
