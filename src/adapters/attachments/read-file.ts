/**
 * The bytes of one file come in, under the name that its author gave it; readable text goes out, one attachment a file,
 * archives opened. It touches neither network nor disk, never throws for what is in a file, and names all it left out.
 */
import type { Attachment, UnreadFile } from '../../core/report/report.ts'
import { decode } from './decode.ts'
import { cleanName } from './file-name.ts'
import { readableText } from './formats/formats.ts'
import { type Kind, kindOf } from './kinds.ts'
import { LIMITS, startUnpackBudget, type UnpackBudget } from './limits.ts'
import { reasonOf } from './not-read.ts'
import { CUT_OFF, DAMAGED, type Entry } from './unpack/entry.ts'
import { gunzipFile, release } from './unpack/inflate.ts'
import { untar } from './unpack/tar.ts'
import { unzip } from './unpack/zip.ts'

export interface Reading {
  readonly attachments: readonly Attachment[]
  readonly unread: readonly UnreadFile[]
}

export interface NamedFile {
  readonly name: string
  readonly bytes: Uint8Array
}

/** Entries of one archive that are named one by one; the rest is counted. */
const MAX_NAMED = 20

/** @param room what may be unpacked; shared by the files of one issue */
export async function readFile(file: NamedFile, room: UnpackBudget = startUnpackBudget(LIMITS)): Promise<Reading> {
  const name = cleanName(file.name)
  try {
    return await readKind({ name, bytes: file.bytes }, kindOf(file.bytes), room)
  } catch (error) {
    return unreadOnly(name, reasonOf(error))
  }
}

async function readKind(file: NamedFile, kind: Kind, room: UnpackBudget): Promise<Reading> {
  if (kind === 'zip') return readEntries(file.name, unzip(asBuffer(file.bytes), room))
  if (kind === 'tar') return readEntries(file.name, untar(file.bytes, room))
  if (kind === 'gzip') return readGzip(file, room)
  return readPlain(file)
}

/** Without copying. */
function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
}

async function readGzip({ name, bytes }: NamedFile, room: UnpackBudget): Promise<Reading> {
  const { bytes: inner, cut } = await gunzipFile(bytes, room)
  const reading =
    kindOf(inner) === 'tar' ? await readEntries(name, untar(inner, room)) : readPlain({ name, bytes: inner })
  release(inner)
  if (!cut) return reading
  if (reading.attachments.length === 0) return unreadOnly(name, DAMAGED)
  // The tar inside breaks off where the gzip does, which is one fault and not two.
  const unread = reading.unread.filter(({ why }) => why !== CUT_OFF)
  return { ...reading, unread: [...unread, { name, why: 'is cut off in the middle; what comes before was read' }] }
}

/** An archive that breaks off gives what it gave until then. */
async function readEntries(archive: string, entries: Iterable<Entry> | AsyncIterable<Entry>): Promise<Reading> {
  const attachments: Attachment[] = []
  const unread: UnreadFile[] = []
  const rest: UnreadFile[] = []
  try {
    for await (const { name: path, content } of entries) {
      const name = cleanName(`${archive}/${path}`)
      const reading =
        content instanceof Uint8Array ? readPlain({ name, bytes: content }) : unreadOnly(name, content.why)
      attachments.push(...reading.attachments)
      unread.push(...reading.unread)
    }
  } catch (error) {
    const begun = attachments.length + unread.length > 0
    rest.push({ name: begun ? `the rest of ${archive}` : archive, why: reasonOf(error) })
  }
  if (attachments.length + unread.length + rest.length === 0) return unreadOnly(archive, 'is empty')
  return { attachments, unread: [...folded(archive, unread), ...rest] }
}

function folded(archive: string, unread: readonly UnreadFile[]): readonly UnreadFile[] {
  if (unread.length <= MAX_NAMED) return unread
  const named = unread.slice(0, MAX_NAMED)
  const others = Map.groupBy(unread.slice(MAX_NAMED), ({ why }) => why)
  return [...named, ...[...others].map(([why, files]) => ({ name: `${archive} (${files.length} more files)`, why }))]
}

function readPlain({ name, bytes }: NamedFile): Reading {
  const kind = kindOf(bytes)
  if (typeof kind === 'object') return unreadOnly(name, kind.why)
  if (kind !== 'unknown') return unreadOnly(name, 'is an archive inside an archive')
  const text = decode(bytes)
  if (text === null) return unreadOnly(name, 'is not text')
  if (text.trim() === '') return unreadOnly(name, 'is empty')
  return { attachments: [{ name, text: readableText(text) }], unread: [] }
}

function unreadOnly(name: string, why: string): Reading {
  return { attachments: [], unread: [{ name, why }] }
}
