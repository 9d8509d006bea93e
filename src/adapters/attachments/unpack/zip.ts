/** Zip archives, read from memory. The central directory says what there is; nothing that it says is believed. */
import { crc32 } from 'node:zlib'
import { fromBufferPromise, getFileNameLowLevel, type Entry as ZipEntry, type ZipFile } from 'yauzl'
import type { UnpackBudget } from '../limits.ts'
import { reasonOf, UnreadFileError } from '../not-read.ts'
import { DAMAGED, type Entry, IS_LINK, isLitter, LEADS_OUT, leadsOut } from './entry.ts'
import { inflateEntry, release } from './inflate.ts'

/**
 * @yields every file in the order of the archive; a bad one is named and the next one read. What a file holds is gone when
 *   the next one is asked for.
 * @throws NotRead when the archive itself cannot be read (any further)
 */
export async function* unzip(bytes: Buffer, room: UnpackBudget): AsyncGenerator<Entry> {
  // Names as bytes: the library gives up the whole archive at the first name that leads out of it.
  const options = { lazyEntries: true, decodeStrings: false, validateEntrySizes: false }
  const zip = await orNotRead(fromBufferPromise(bytes, options))
  const entries = zip.eachEntry()
  for (let entry = await orNotRead(entries.next()); entry.done !== true; entry = await orNotRead(entries.next())) {
    const name = nameOf(entry.value)
    if (isFolder(entry.value, name) || isLitter(name)) continue
    room.entries.take(1)
    const content = await contentOf({ entry: entry.value, name, zip, bytes }, room)
    yield { name, content }
    if (content instanceof Uint8Array && entry.value.compressionMethod !== STORED) release(content)
  }
  const cursor = Number(zip.readEntryCursor)
  if (bytes.toString('latin1', cursor, cursor + 4) === ENTRY_MARK) throw new UnreadFileError(DAMAGED)
}

/** Begins the record of a file; where one more stands, there are more than the archive says. */
const ENTRY_MARK = 'PK\x01\x02'

function isFolder(entry: ZipEntry, name: string): boolean {
  return name.endsWith('/') && entry.uncompressedSize === 0
}

/** The library's messages hold names and numbers from the file; only what they mean is told. */
async function orNotRead<T>(promise: Promise<T>): Promise<T> {
  try {
    return await promise
  } catch (error) {
    throw new UnreadFileError(error instanceof Error && /encrypt/i.test(error.message) ? ENCRYPTED : DAMAGED)
  }
}

const ENCRYPTED = 'is encrypted'

function nameOf(entry: ZipEntry): string {
  return getFileNameLowLevel(entry.generalPurposeBitFlag, entry.fileNameRaw, entry.extraFields, false)
}

/** The two ways of compressing that are read (APPNOTE 4.4.5). */
const STORED = 0
const DEFLATED = 8

interface Packed {
  readonly entry: ZipEntry
  readonly name: string
  readonly zip: ZipFile
  readonly bytes: Buffer
}

async function contentOf(packed: Packed, room: UnpackBudget): Promise<Entry['content']> {
  const why = refusal(packed)
  if (why !== null) return { why }
  try {
    return await read(packed, room)
  } catch (error) {
    return { why: error instanceof UnreadFileError ? reasonOf(error) : DAMAGED }
  }
}

function refusal({ entry, name }: Packed): string | null {
  if (leadsOut(name)) return LEADS_OUT
  if (isLink(entry)) return IS_LINK
  if (entry.isEncrypted()) return ENCRYPTED
  return entry.compressionMethod === STORED || entry.compressionMethod === DEFLATED
    ? null
    : 'is compressed in a way that is not read'
}

/** The upper half of the attributes is the file's mode on Unix (APPNOTE 4.4.15); 0xA000 is a symbolic link. */
function isLink(entry: ZipEntry): boolean {
  return ((entry.externalFileAttributes >>> 16) & 0xf000) === 0xa000
}

async function read({ entry, zip, bytes }: Packed, room: UnpackBudget): Promise<Uint8Array> {
  const { fileDataStart } = await zip.readLocalFileHeaderPromise(entry, { minimal: true })
  const packed = bytes.subarray(fileDataStart, fileDataStart + entry.compressedSize)
  const content =
    entry.compressionMethod === STORED ? stored(packed, room) : await inflateEntry(packed, entry.uncompressedSize, room)
  if (content.length !== entry.uncompressedSize || crc32(content) !== entry.crc32) throw new UnreadFileError(DAMAGED)
  return content
}

function stored(content: Uint8Array, room: UnpackBudget): Uint8Array {
  room.bytes.take(content.length)
  return content
}
