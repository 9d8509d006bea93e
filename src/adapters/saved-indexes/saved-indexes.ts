/**
 * A folder with one saved index for each large repository. Like the store, the files hold redacted data only, and only
 * this user can read them. Every file can be deleted at any time: the index is then built from the store.
 */
import { hash } from 'node:crypto'
import { closeSync, lstatSync, mkdirSync, openSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { endianness } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { IndexImage } from '../../core/duplicates/index-image.ts'
import { cacheFolder } from '../config/cache-folder.ts'
import { programVersion } from '../config/version.ts'
import { isOwnFolder } from '../own-files.ts'
import { type IndexState, readIndex, type SavedIndex, writeIndex } from './index-file.ts'

export interface SavedIndexes {
  /** Ids of the repositories that have a file, in no order. */
  repositories(): readonly number[]
  /**
   * @param onProgress called with the share of the file that has been checked, 0 to 1
   * @returns null if there is no file that this program can trust
   */
  open(repository: number, onProgress?: (share: number) => void): Promise<SavedIndex | null>
  /** Replaces the file. Returns false if it cannot be written. */
  save(repository: number, state: IndexState, image: IndexImage): Promise<boolean>
  remove(repository: number): void
  /** Removes what processes that died while saving left behind. @param before milliseconds since the epoch */
  removeUnfinished(before: number): void
}

/**
 * Returns the saved indexes of a store: beside an SQLite file, or else in the user's cache; null for a store in memory.
 */
export function savedIndexesOf(store: {
  readonly storePath: string
  readonly databaseUrl: string | null
}): SavedIndexes | null {
  const { storePath: path, databaseUrl: url } = store
  if (url !== null) return createSavedIndexes(join(cacheFolder(), `indexes-${hash('sha256', url).slice(0, 16)}`))
  return path === ':memory:' ? null : createSavedIndexes(`${path}-indexes`)
}

/** @param key changes with everything that an index depends on besides the store */
export function createSavedIndexes(folder: string, key: string = keyOfProgram()): SavedIndexes {
  const pathOf = (repository: number) => join(folder, `${repository}.index`)
  return {
    repositories: () =>
      namesIn(folder)
        .flatMap((name) => /^(-?\d+)\.index$/.exec(name)?.[1] ?? [])
        .map(Number),
    open: (repository, onProgress) => readIndex(pathOf(repository), key, onProgress),
    async save(repository, state, image) {
      const unfinished = `${pathOf(repository)}.${process.pid}`
      let handle: number | null = null
      try {
        mkdirSync(folder, { recursive: true, mode: 0o700 })
        if (!isOwnFolder(folder)) return false
        removeFile(unfinished)
        handle = openSync(unfinished, 'wx+', 0o600)
        await writeIndex(handle, key, state, image)
        renameSync(unfinished, pathOf(repository))
        return true
      } catch {
        removeFile(unfinished)
        return false
      } finally {
        if (handle !== null) closeSync(handle)
      }
    },
    remove: (repository) => removeFile(pathOf(repository)),
    removeUnfinished(before) {
      for (const name of namesIn(folder)) {
        const path = join(folder, name)
        if (/\.index\.\d+$/.test(name) && (lstatSync(path, { throwIfNoEntry: false })?.mtimeMs ?? before) < before) {
          removeFile(path)
        }
      }
    },
  }
}

function removeFile(path: string): void {
  try {
    rmSync(path, { force: true })
  } catch {
    // The folder is not one, or is read-only: then there is no file of ours in it.
  }
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder)
  } catch {
    return []
  }
}

/** The version of the program; in a checkout, also the source of what makes an index. */
function keyOfProgram(): string {
  return hash('sha256', JSON.stringify([programVersion(), endianness(), ownSource()]))
}

function ownSource(): readonly string[] {
  if (!import.meta.url.endsWith('.ts')) return []
  const folder = fileURLToPath(new URL('../../core/duplicates', import.meta.url))
  return readdirSync(folder)
    .sort()
    .map((name) => readFileSync(join(folder, name), 'utf8'))
}
