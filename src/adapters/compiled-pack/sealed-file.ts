/**
 * A compiled pack in a file: the key that it was compiled for, a checksum, and its bytes. The file is read as data and
 * never run. It is trusted as much as this program, so one that another user may have written is not read.
 */
import { hash } from 'node:crypto'
import { closeSync, mkdirSync, readSync, renameSync, rmSync, type Stats, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { isOwnFile, isOwnFolder, openPlainFile } from '../own-files.ts'

/** In hexadecimal digits: SHA-256. */
const DIGEST = 64
const HEADER = 2 * DIGEST

/** In bytes. The shipped pack has 8 million; a larger file is not from this program. */
const MAX_SIZE = 100_000_000

/** @returns the whole file */
export function seal(key: string, bytes: Uint8Array): Uint8Array {
  return Buffer.concat([Buffer.from(key + hash('sha256', bytes)), bytes])
}

/**
 * Reads a file that is as trustworthy as the program itself, such as one in its own package.
 * @param key 64 hexadecimal digits
 * @returns the bytes, or null if the file is missing, damaged, or compiled for another key
 */
export function readSealed(path: string, key: string): Uint8Array<SharedArrayBuffer> | null {
  return readIf(path, key, () => true)
}

/**
 * Reads a file from a folder that others may be able to write.
 * @returns null also if the file or its folder belongs to another user, can be written by one, or is a link
 */
export function readOwnSealed(path: string, key: string): Uint8Array<SharedArrayBuffer> | null {
  return readIf(path, key, (stats) => isOwnFile(path, stats))
}

/** Writes a file that `readOwnSealed` accepts. Does nothing if the folder cannot be used: a cache may be missing. */
export function writeOwnSealed(path: string, key: string, bytes: Uint8Array): void {
  const folder = dirname(path)
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    if (isOwnFolder(folder)) replace(path, seal(key, bytes))
  } catch {
    // The folder is read-only, or the disk is full: the pack is compiled again next time.
  }
}

/** Another process may write the same file, and a reader must never see half of it. */
function replace(path: string, content: Uint8Array): void {
  const unfinished = `${path}.${process.pid}`
  try {
    writeFileSync(unfinished, content, { flag: 'wx', mode: 0o600 })
    renameSync(unfinished, path)
  } catch (error) {
    rmSync(unfinished, { force: true })
    throw error
  }
}

function readIf(path: string, key: string, mayRead: (stats: Stats) => boolean): Uint8Array<SharedArrayBuffer> | null {
  let handle: number | null = null
  try {
    const file = openPlainFile(path)
    if (file === null) return null
    handle = file.handle
    const { size } = file.stats
    return size <= HEADER || size > MAX_SIZE || !mayRead(file.stats) ? null : readChecked(handle, size, key)
  } catch {
    return null
  } finally {
    if (handle !== null) closeSync(handle)
  }
}

function readChecked(handle: number, size: number, key: string): Uint8Array<SharedArrayBuffer> | null {
  const header = Buffer.alloc(HEADER)
  readSync(handle, header)
  if (header.toString('latin1', 0, DIGEST) !== key) return null
  const bytes = new Uint8Array(new SharedArrayBuffer(size - HEADER))
  for (let at = 0; at < bytes.length; ) {
    const count = readSync(handle, bytes, at, bytes.length - at, null)
    if (count === 0) return null
    at += count
  }
  return header.toString('latin1', DIGEST) === hash('sha256', bytes) ? bytes : null
}
