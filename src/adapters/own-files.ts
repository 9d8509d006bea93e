/**
 * Opens files that are trusted as much as this program, in folders that others may be able to write: one that another
 * user may have written is refused.
 */
import { closeSync, constants, fstatSync, lstatSync, openSync, type Stats } from 'node:fs'
import { dirname } from 'node:path'

export interface OpenedFile {
  /** The caller closes it. */
  readonly handle: number
  readonly stats: Stats
}

/**
 * @returns null if it is not a file, or is a link
 * @throws if there is none, or it cannot be read
 */
export function openPlainFile(path: string): OpenedFile | null {
  const handle = openSync(path, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0))
  const stats = fstatSync(handle)
  if (stats.isFile()) return { handle, stats }
  closeSync(handle)
  return null
}

/** Whether the file and its folder belong to this user, and nobody else can write them. */
export function isOwnFile(path: string, stats: Stats): boolean {
  return isOwn(stats) && isOwnFolder(dirname(path))
}

/** Whether it belongs to this user, nobody else can write it, and it is no link. */
export function isOwnFolder(folder: string): boolean {
  const found = lstatSync(folder)
  return found.isDirectory() && isOwn(found)
}

/** Windows has neither user ids nor these permissions, so nothing counts as own there. */
function isOwn({ uid, mode }: Stats): boolean {
  return uid === process.getuid?.() && (mode & 0o022) === 0
}
