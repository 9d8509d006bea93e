import { randomBytes } from 'node:crypto'
import { existsSync, readdirSync, rmSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import type { LivenessLock } from '../queue/liveness-lock.ts'
import { isBusy } from './sqlite-file.ts'

/**
 * Takes the liveness lock on an SQLite file. The lock is an empty file next to it that is locked through SQLite,
 * because Node cannot lock files.
 *
 * @param store path of the database file; null for an in-memory database, which no other process can see
 */
export function openSqliteLivenessLock(store: string | null): LivenessLock {
  if (store === null) return inMemoryLock()
  livingLockFiles(store)
  const { id, lock } = lockNewName(store)
  return {
    id,
    dead: async (ids) => ids.filter((other) => other !== id && isDead(fileOf(store, other))),
    release: async () => {
      lock.close()
      tryRemove(fileOf(store, id))
    },
  }
}

/** Returns the lock files of living processes that have this store open. Removes the lock files of dead processes. */
export function livingLockFiles(store: string): readonly string[] {
  return lockFiles(store).filter((file) => !isDead(file))
}

function inMemoryLock(): LivenessLock {
  const id = newName()
  return { id, dead: async (ids) => ids.filter((other) => other !== id), release: async () => undefined }
}

/**
 * Retries if another process, while removing the lock files of dead processes, removes or locks the new file before it
 * is locked. Any other failure, such as a full disk, would only leave one more file at every attempt.
 * @throws the SQLite error, after removing the new file
 */
function lockNewName(store: string): { readonly id: string; readonly lock: DatabaseSync } {
  for (;;) {
    const id = newName()
    const { lock, error } = tryLock(fileOf(store, id))
    if (lock !== null && existsSync(fileOf(store, id))) return { id, lock }
    lock?.close()
    if (lock === null && !isBusy(error)) {
      tryRemove(fileOf(store, id))
      throw error
    }
  }
}

function lockFiles(store: string): readonly string[] {
  const names = readdirSync(dirname(store)).filter((name) => name.startsWith(`${basename(store)}-alive-`))
  return names.map((name) => join(dirname(store), name))
}

/** Returns true if no process holds the file's lock. In that case, also removes the file. */
function isDead(file: string): boolean {
  if (!existsSync(file)) return true
  const { lock } = tryLock(file)
  // A lock that cannot be tried may be held.
  if (lock === null) return false
  // Removes the file while it is locked, so that a process that is taking this name notices. Windows does not remove an
  // open file; there, it is removed after it is closed, unless another process has opened it by then and removes it
  // itself.
  const isRemoved = tryRemove(file)
  lock.close()
  if (!isRemoved) tryRemove(file)
  return true
}

function tryRemove(file: string): boolean {
  try {
    rmSync(file, { force: true })
    return true
  } catch {
    return false
  }
}

function tryLock(file: string): { readonly lock: DatabaseSync | null; readonly error: unknown } {
  const database = new DatabaseSync(file, { timeout: 0 })
  try {
    database.exec('begin exclusive')
    return { lock: database, error: null }
  } catch (error) {
    database.close()
    return { lock: null, error }
  }
}

function fileOf(store: string, id: string): string {
  return `${store}-alive-${id}`
}

function newName(): string {
  return randomBytes(8).toString('hex')
}
