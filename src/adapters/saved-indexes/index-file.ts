/**
 * A saved index in a file: the key of the program that wrote it, a checksum, a header in JSON, and the sections. Most of
 * the sections are read when a query needs them, so processes on one machine share the operating system's cache of the
 * file instead of each holding a copy.
 */
import { closeSync, readSync, writeSync } from 'node:fs'
import { crc32 } from 'node:zlib'
import { INDEX_SECTIONS, type SavedSections, type SectionName } from '../../core/duplicates/index-data.ts'
import type { IndexImage } from '../../core/duplicates/index-image.ts'
import { isOwnFile, openPlainFile } from '../own-files.ts'
import { nextFreeTick } from '../tick-gate.ts'

/** The state of the store that an index was made from. */
export interface IndexState {
  readonly epoch: string | null
  readonly revision: number
  /** Number of reports that the boilerplate was learned from. */
  readonly sample: number
}

export interface SavedIndex {
  readonly state: IndexState
  readonly sections: SavedSections
}

interface Header {
  readonly state: IndexState
  readonly sizes: Readonly<Record<SectionName, number>>
}

/** In bytes: SHA-256 in hexadecimal digits, then the checksum and the length of the header as 32-bit numbers. */
const KEY = 64
const PREFIX = KEY + 8
/** Typed arrays start at multiples of their elements' size. */
const ALIGNMENT = 8
/** Bytes that are read or written before other work gets its turn. */
const CHUNK = 4_194_304
const NAMES = Object.keys(INDEX_SECTIONS) as readonly SectionName[]

/** Writes the file; the handle stays open. */
export async function writeIndex(handle: number, key: string, state: IndexState, image: IndexImage): Promise<void> {
  const header = Buffer.from(JSON.stringify({ state, sizes: image.sizes } satisfies Header))
  writeSync(handle, Buffer.concat([Buffer.from(key), Buffer.alloc(PREFIX - KEY), header]), 0, null, 0)
  const positions = new Map(Object.entries(layOut(header.length, image.sizes).starts))
  let written = 0
  for (const { name, bytes } of image.parts()) {
    for (let at = 0; at < bytes.length; )
      at += writeSync(handle, bytes, at, bytes.length - at, (positions.get(name) ?? 0) + at)
    positions.set(name, (positions.get(name) ?? 0) + bytes.length)
    written += bytes.length
    if (written < CHUNK) continue
    written = 0
    await nextFreeTick()
  }
  const { end } = layOut(header.length, image.sizes)
  const prefix = Buffer.alloc(PREFIX - KEY)
  prefix.writeUInt32LE(header.length, 4)
  writeSync(handle, prefix, 0, prefix.length, KEY)
  prefix.writeUInt32LE(await checksum(handle, end), 0)
  writeSync(handle, prefix, 0, prefix.length, KEY)
}

/**
 * @param onProgress called with the share of the file that has been checked, 0 to 1
 * @returns null if the file is missing, damaged, from another program, or may be from another user
 */
export async function readIndex(
  path: string,
  key: string,
  onProgress: (share: number) => void = () => undefined,
): Promise<SavedIndex | null> {
  let handle: number | null = null
  try {
    const file = openPlainFile(path)
    if (file === null) return null
    handle = file.handle
    if (!isOwnFile(path, file.stats)) return null
    const found = await readChecked(handle, { size: file.stats.size, key, onProgress })
    if (found !== null) handle = null
    return found
  } catch {
    return null
  } finally {
    if (handle !== null) closeSync(handle)
  }
}

interface Reading {
  readonly size: number
  readonly key: string
  readonly onProgress: (share: number) => void
}

async function readChecked(handle: number, { size, key, onProgress }: Reading): Promise<SavedIndex | null> {
  const prefix = readExactly(handle, 0, PREFIX)
  if (prefix.toString('latin1', 0, KEY) !== key) return null
  const { state, sizes } = JSON.parse(readExactly(handle, PREFIX, prefix.readUInt32LE(KEY + 4)).toString()) as Header
  const { starts, end } = layOut(prefix.readUInt32LE(KEY + 4), sizes)
  if (end !== size || (await checksum(handle, end, onProgress)) !== prefix.readUInt32LE(KEY)) return null
  const sections: SavedSections = {
    sizeOf: (name) => sizes[name],
    read(name, from, to) {
      const type = INDEX_SECTIONS[name]
      const bytes = readExactly(
        handle,
        starts[name] + from * type.BYTES_PER_ELEMENT,
        (to - from) * type.BYTES_PER_ELEMENT,
      )
      return new type(bytes.buffer, 0, to - from) as ReturnType<typeof this.read<typeof name>>
    },
  }
  closing.register(sections, handle)
  return { state, sections }
}

/** A search may still read a file that has been replaced, so it is closed when nothing refers to it any more. */
const closing = new FinalizationRegistry<number>((handle) => closeSync(handle))

function layOut(header: number, sizes: Header['sizes']) {
  let end = PREFIX + header
  const starts = {} as Record<SectionName, number>
  for (const name of NAMES) {
    starts[name] = Math.ceil(end / ALIGNMENT) * ALIGNMENT
    end = starts[name] + sizes[name] * INDEX_SECTIONS[name].BYTES_PER_ELEMENT
  }
  return { starts, end }
}

/** Of everything after the checksum itself. Protects from damage; the file's owner protects from forgery. */
async function checksum(
  handle: number,
  end: number,
  onProgress: (share: number) => void = () => undefined,
): Promise<number> {
  let sum = 0
  const buffer = Buffer.alloc(CHUNK)
  for (let at = KEY + 4; at < end; ) {
    const count = readSync(handle, buffer, 0, Math.min(CHUNK, end - at), at)
    if (count === 0) throw new Error('The file is shorter than its header says.')
    sum = crc32(buffer.subarray(0, count), sum)
    at += count
    onProgress(at / end)
    await nextFreeTick()
  }
  return sum
}

/** @returns a buffer of its own, so that its memory starts at a multiple of every element's size */
function readExactly(handle: number, start: number, length: number): Buffer<ArrayBuffer> {
  const bytes = Buffer.from(new ArrayBuffer(length))
  for (let at = 0; at < length; ) {
    const count = readSync(handle, bytes, at, length - at, start + at)
    if (count === 0) throw new Error('A saved index is shorter than it was.')
    at += count
  }
  return bytes
}
