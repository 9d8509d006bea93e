/** Reads zip archives from memory. The central directory lists the files; none of its values is trusted. */
import { crc32 } from 'node:zlib'
import { fromBufferPromise, getFileNameLowLevel, type Entry as ZipEntry, type ZipFile } from 'yauzl'
import type { UnpackBudget } from '../limits.ts'
import { reasonOf, UnreadFileError } from '../unread-file-error.ts'
import { DAMAGED, type Entry, IS_LINK, isLitter, LEADS_OUT, leadsOut } from './entry.ts'
import { inflateEntry, release } from './inflate.ts'

/**
 * @yields every file in archive order; an unreadable file has a reason instead of content. A file's content is freed
 *   when the next file is requested.
 * @throws UnreadFileError when the archive itself cannot be read, or cannot be read to its end
 */
export async function* unzip(bytes: Buffer, budget: UnpackBudget): AsyncGenerator<Entry> {
  // Reads names as bytes: otherwise the library rejects the whole archive at the first path that leads outside it.
  const options = { lazyEntries: true, decodeStrings: false, validateEntrySizes: false }
  const zip = await wrapErrors(fromBufferPromise(bytes, options))
  const entries = zip.eachEntry()
  for (let entry = await wrapErrors(entries.next()); entry.done !== true; entry = await wrapErrors(entries.next())) {
    const name = nameOf(entry.value)
    if (isFolder(entry.value, name) || isLitter(name)) continue
    budget.entries.take(1)
    const content = await contentOf({ entry: entry.value, name, zip, bytes }, budget)
    yield { name, content }
    if (content instanceof Uint8Array && entry.value.compressionMethod !== STORED) release(content)
  }
  const cursor = Number(zip.readEntryCursor)
  if (bytes.toString('latin1', cursor, cursor + 4) === ENTRY_SIGNATURE) throw new UnreadFileError(DAMAGED)
}

/** Start of a file record. Another record after the last file means that the declared number of files is wrong. */
const ENTRY_SIGNATURE = 'PK\x01\x02'

function isFolder(entry: ZipEntry, name: string): boolean {
  return name.endsWith('/') && entry.uncompressedSize === 0
}

/** Replaces the library's messages, which contain names and numbers from the file. */
async function wrapErrors<T>(promise: Promise<T>): Promise<T> {
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

/** The two supported compression methods (APPNOTE 4.4.5). */
const STORED = 0
const DEFLATED = 8

interface Packed {
  readonly entry: ZipEntry
  readonly name: string
  readonly zip: ZipFile
  readonly bytes: Buffer
}

async function contentOf(packed: Packed, budget: UnpackBudget): Promise<Entry['content']> {
  const why = refusal(packed)
  if (why !== null) return { why }
  try {
    return await read(packed, budget)
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
    : 'uses an unsupported compression method'
}

/** The upper half of the attributes is the Unix file mode (APPNOTE 4.4.15); 0xA000 is a symbolic link. */
function isLink(entry: ZipEntry): boolean {
  return ((entry.externalFileAttributes >>> 16) & 0xf000) === 0xa000
}

async function read({ entry, zip, bytes }: Packed, budget: UnpackBudget): Promise<Uint8Array> {
  const { fileDataStart } = await zip.readLocalFileHeaderPromise(entry, { minimal: true })
  const packed = bytes.subarray(fileDataStart, fileDataStart + entry.compressedSize)
  const content =
    entry.compressionMethod === STORED
      ? stored(packed, budget)
      : await inflateEntry(packed, entry.uncompressedSize, budget)
  if (content.length !== entry.uncompressedSize || crc32(content) !== entry.crc32) throw new UnreadFileError(DAMAGED)
  return content
}

function stored(content: Uint8Array, budget: UnpackBudget): Uint8Array {
  budget.bytes.take(content.length)
  return content
}
