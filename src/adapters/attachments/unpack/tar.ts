/** Tar archives, read from memory, already decompressed. */
import { type TarHeader, unpackTar } from 'modern-tar'
import type { UnpackBudget } from '../limits.ts'
import { UnreadFileError } from '../not-read.ts'
import { CUT_OFF, DAMAGED, type Entry, IS_LINK, isLitter, LEADS_OUT, leadsOut } from './entry.ts'

/**
 * @param bytes an uncompressed tar
 * @yields every file in the order of the archive, those that are refused last
 * @throws NotRead when there are more files than may be unpacked, or when the archive breaks off or is damaged somewhere
 */
export async function* untar(bytes: Uint8Array, room: UnpackBudget): AsyncGenerator<Entry> {
  const refused: Entry[] = []
  let over = false
  const filter = (header: TarHeader): boolean => {
    if (header.type === 'directory' || isLitter(header.name) || over) return false
    over = room.entries.left === 0
    if (over) return false
    room.entries.take(1)
    const why = refusal(header)
    if (why !== null) refused.push({ name: header.name, content: { why } })
    return why === null
  }
  const files = await unpackTar(bytes, { filter }).catch(() => {
    throw new UnreadFileError(DAMAGED)
  })
  for (const { header, data } of files) yield { name: header.name, content: data ?? new Uint8Array() }
  yield* refused
  if (over) throw new UnreadFileError(room.entries.why)
  const fault = await faultOf(bytes)
  if (fault !== null) throw new UnreadFileError(fault)
}

/** Reading goes on behind a fault and says nothing of it, so a second, strict look at the headers tells of it. */
async function faultOf(bytes: Uint8Array): Promise<string | null> {
  try {
    await unpackTar(bytes, { strict: true, filter: () => false })
    return null
  } catch (error) {
    return error instanceof Error && /truncated/.test(error.message) ? CUT_OFF : DAMAGED
  }
}

function refusal({ name, type }: TarHeader): string | null {
  if (name.trim() === '' || name === '.') return 'has no name'
  if (leadsOut(name)) return LEADS_OUT
  if (type === 'symlink' || type === 'link') return IS_LINK
  return type === undefined || type === 'file' ? null : 'is a device, not a file'
}
