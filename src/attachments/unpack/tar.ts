/** Tar archives, read from memory, already decompressed. */
import { type TarHeader, unpackTar } from 'modern-tar'
import type { Room } from '../limits.ts'
import { NotRead } from '../not-read.ts'
import { DAMAGED, type Entry, IS_LINK, isLitter, LEADS_OUT, leadsOut } from './entry.ts'

/**
 * @param bytes an uncompressed tar; one that was cut off gives what came before
 * @returns every file in the order of the archive; `over` when there were more than may be unpacked
 * @throws NotRead when the archive cannot be read
 */
export async function untar(bytes: Uint8Array, room: Room): Promise<{ entries: readonly Entry[]; over: boolean }> {
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
    throw new NotRead(DAMAGED)
  })
  const read = files.map(({ header, data }) => ({ name: header.name, content: data ?? new Uint8Array() }))
  return { entries: [...read, ...refused], over }
}

function refusal({ name, type }: TarHeader): string | null {
  if (leadsOut(name)) return LEADS_OUT
  if (type === 'symlink' || type === 'link') return IS_LINK
  return type === undefined || type === 'file' ? null : 'is a device, not a file'
}
