/** Reads uncompressed tar archives from memory. */
import { type TarHeader, unpackTar } from 'modern-tar'
import type { UnpackBudget } from '../limits.ts'
import { UnreadFileError } from '../unread-file-error.ts'
import { CUT_OFF, DAMAGED, type Entry, IS_LINK, isLitter, LEADS_OUT, leadsOut } from './entry.ts'

/**
 * @param bytes an uncompressed tar
 * @yields every file in archive order, with refused files last
 * @throws UnreadFileError when there are more files than the budget allows, or when the archive is cut off or damaged
 */
export async function* untar(bytes: Uint8Array, budget: UnpackBudget): AsyncGenerator<Entry> {
  const refused: Entry[] = []
  let isOverLimit = false
  const filter = (header: TarHeader): boolean => {
    if (header.type === 'directory' || isLitter(header.name) || isOverLimit) return false
    isOverLimit = budget.entries.left === 0
    if (isOverLimit) return false
    budget.entries.take(1)
    const why = refusal(header)
    if (why !== null) refused.push({ name: header.name, content: { why } })
    return why === null
  }
  const files = await unpackTar(bytes, { filter }).catch(() => {
    throw new UnreadFileError(DAMAGED)
  })
  for (const { header, data } of files) yield { name: header.name, content: data ?? new Uint8Array() }
  yield* refused
  if (isOverLimit) throw new UnreadFileError(budget.entries.why)
  const fault = await faultOf(bytes)
  if (fault !== null) throw new UnreadFileError(fault)
}

/** The first pass silently skips faults; a second, strict pass over the headers finds them. */
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
