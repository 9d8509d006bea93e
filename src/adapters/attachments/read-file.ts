/**
 * Converts one file's bytes to readable text. Returns one attachment per file, and unpacks archives. Uses neither the
 * network nor the disk, never throws because of a file's content, and names every file that it does not read.
 */
import type { Attachment, UnreadFile } from '../../core/report/report.ts'
import { decode } from './decode.ts'
import { cleanName } from './file-name.ts'
import { readableText } from './formats/formats.ts'
import { kindOf } from './kinds.ts'
import { LIMITS, startUnpackBudget, type UnpackBudget } from './limits.ts'
import { CUT_OFF, DAMAGED, type Entry } from './unpack/entry.ts'
import { gunzipFile, release } from './unpack/inflate.ts'
import { untar } from './unpack/tar.ts'
import { unzip } from './unpack/zip.ts'
import { reasonOf } from './unread-file-error.ts'

export interface Reading {
  /** The text is neither redacted nor stripped of colour codes. */
  readonly attachments: readonly Attachment[]
  /** `why` completes the sentence "<name> …". */
  readonly unread: readonly UnreadFile[]
}

export interface NamedFile {
  readonly name: string
  readonly bytes: Uint8Array
}

/** Maximum number of unread entries that are named per archive; the others are only counted. */
const MAX_NAMED = 20

/** @param budget unpacking budget, shared by all files in one issue */
export async function readFile(file: NamedFile, budget: UnpackBudget = startUnpackBudget(LIMITS)): Promise<Reading> {
  const name = cleanName(file.name)
  try {
    return await readKind({ name, bytes: file.bytes }, { budget, depth: 0 })
  } catch (error) {
    return unreadOnly(name, reasonOf(error))
  }
}

/** An "export logs" button packs an archive of rotated logs, each packed itself; nothing honest goes deeper. */
const MAX_DEPTH = 3

interface Unpacking {
  readonly budget: UnpackBudget
  /** Number of archives around the file. */
  readonly depth: number
}

async function readKind(file: NamedFile, unpacking: Unpacking): Promise<Reading> {
  const kind = kindOf(file.bytes)
  if (typeof kind === 'object') return unreadOnly(file.name, kind.why)
  if (kind === 'unknown') return readText(file)
  if (unpacking.depth >= MAX_DEPTH) return unreadOnly(file.name, 'is packed more than three times')
  if (kind === 'gzip') return readGzip(file, unpacking)
  const { budget } = unpacking
  const entries = kind === 'zip' ? unzip(asBuffer(file.bytes), budget) : untar(file.bytes, budget)
  return readEntries(file.name, entries, unpacking)
}

/** Does not copy the bytes. */
function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
}

async function readGzip({ name, bytes }: NamedFile, { budget, depth }: Unpacking): Promise<Reading> {
  const { bytes: inner, cut } = await gunzipFile(bytes, budget)
  // A tar is always packed as a whole, so that the two count as one.
  const inside = { budget, depth: kindOf(inner) === 'tar' ? depth : depth + 1 }
  const reading = await readKind({ name, bytes: inner }, inside)
  release(inner)
  if (!cut) return reading
  if (reading.attachments.length === 0) return unreadOnly(name, DAMAGED)
  // The tar inside is cut off at the same point as the gzip, so the fault is reported only once.
  const unread = reading.unread.filter(({ why }) => why !== CUT_OFF)
  return { ...reading, unread: [...unread, { name, why: 'is cut off in the middle; the part before was read' }] }
}

/** Keeps the entries before the point where an archive is cut off. */
async function readEntries(
  archive: string,
  entries: Iterable<Entry> | AsyncIterable<Entry>,
  { budget, depth }: Unpacking,
): Promise<Reading> {
  const attachments: Attachment[] = []
  const unread: UnreadFile[] = []
  const rest: UnreadFile[] = []
  try {
    for await (const { name: path, content } of entries) {
      const name = cleanName(`${archive}/${path}`)
      const reading =
        content instanceof Uint8Array ? await readInside({ name, bytes: content }) : unreadOnly(name, content.why)
      attachments.push(...reading.attachments)
      unread.push(...reading.unread)
    }
  } catch (error) {
    const hasEntries = attachments.length + unread.length > 0
    rest.push({ name: hasEntries ? `the rest of ${archive}` : archive, why: reasonOf(error) })
  }
  if (attachments.length + unread.length + rest.length === 0) return unreadOnly(archive, 'is empty')
  return { attachments, unread: [...summarize(archive, unread), ...rest] }

  /** A damaged archive inside leaves the others readable. */
  async function readInside(file: NamedFile): Promise<Reading> {
    try {
      return await readKind(file, { budget, depth: depth + 1 })
    } catch (error) {
      return unreadOnly(file.name, reasonOf(error))
    }
  }
}

function summarize(archive: string, unread: readonly UnreadFile[]): readonly UnreadFile[] {
  if (unread.length <= MAX_NAMED) return unread
  const named = unread.slice(0, MAX_NAMED)
  const others = Map.groupBy(unread.slice(MAX_NAMED), ({ why }) => why)
  return [...named, ...[...others].map(([why, files]) => ({ name: `${archive} (${files.length} more files)`, why }))]
}

function readText({ name, bytes }: NamedFile): Reading {
  const text = decode(bytes)
  if (text === null) return unreadOnly(name, 'is not text')
  if (text.trim() === '') return unreadOnly(name, 'is empty')
  return { attachments: [{ name, text: readableText(text) }], unread: [] }
}

function unreadOnly(name: string, why: string): Reading {
  return { attachments: [], unread: [{ name, why }] }
}
