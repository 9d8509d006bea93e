import { randomBytes } from 'node:crypto'
import { existsSync, readdirSync, rmSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import type { LivenessLock } from '../queue/liveness-lock.ts'

/**
 * Presence at an SQLite file: an empty file beside it, locked through SQLite, since Node itself cannot lock files.
 *
 * @param store path of the database file; null for one in memory, which no other process can see
 */
export function joinSqlite(store: string | null): LivenessLock {
  if (store === null) return alone()
  livingAt(store)
  const { id, lock } = takeName(store)
  return {
    id,
    dead: async (ids) => ids.filter((other) => other !== id && isDead(fileOf(store, other))),
    leave: async () => {
      lock.close()
      tryRemove(fileOf(store, id))
    },
  }
}

/** The locks of living processes that have this store open; those of dead ones are cleared away. */
export function livingAt(store: string): readonly string[] {
  return livenessLocks(store).filter((file) => !isDead(file))
}

function alone(): LivenessLock {
  const id = newName()
  return { id, dead: async (ids) => ids.filter((other) => other !== id), leave: async () => undefined }
}

/** Another process that clears away dead ones may remove a file just before it is locked; then a new name is taken. */
function takeName(store: string): { readonly id: string; readonly lock: DatabaseSync } {
  for (;;) {
    const id = newName()
    const lock = tryLock(fileOf(store, id))
    if (lock !== null && existsSync(fileOf(store, id))) return { id, lock }
    lock?.close()
  }
}

function livenessLocks(store: string): readonly string[] {
  const names = readdirSync(dirname(store)).filter((name) => name.startsWith(`${basename(store)}-alive-`))
  return names.map((name) => join(dirname(store), name))
}

/** True when nobody holds the file's lock; the file goes then. */
function isDead(file: string): boolean {
  if (!existsSync(file)) return true
  const lock = tryLock(file)
  if (lock === null) return false
  // While it is locked, so that whoever is taking this very name sees that its file is gone. Windows removes no file that
  // is open: there it goes afterwards, unless somebody has opened it by then, who clears it away in turn.
  const isGone = tryRemove(file)
  lock.close()
  if (!isGone) tryRemove(file)
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

function tryLock(file: string): DatabaseSync | null {
  const database = new DatabaseSync(file, { timeout: 0 })
  try {
    database.exec('begin exclusive')
    return database
  } catch {
    database.close()
    return null
  }
}

function fileOf(store: string, id: string): string {
  return `${store}-alive-${id}`
}

function newName(): string {
  return randomBytes(8).toString('hex')
}
