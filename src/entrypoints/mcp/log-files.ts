/** Log files of the machine that the server runs on: sizes are looked at before anything is read. */
import { readFile as readBytes, stat } from 'node:fs/promises'
import { basename } from 'node:path'
import { LIMITS, megabytes, type UnpackBudget } from '../../adapters/attachments/limits.ts'
import { type Reading, readFile } from '../../adapters/attachments/read-file.ts'
import { TriageError } from '../../core/errors.ts'

/**
 * @param room what may be unpacked; shared by the files of one call
 * @throws TriageError('unreadable-file')
 */
export type ReadLogFile = (path: string, room: UnpackBudget) => Promise<Reading>

/** By the same road as attachments of an issue: archives are opened, what cannot be read is named. */
export const readLogFile: ReadLogFile = async (path, room) => {
  const size = await sizeOf(path)
  if (size > LIMITS.fileBytes) {
    throw new TriageError('unreadable-file', `${path} is larger than ${megabytes(LIMITS.fileBytes)}.`, {
      hint: 'Run `auth-triage scan` on it, which reads logs of any size, and give the lines that it prints.',
    })
  }
  return readFile({ name: basename(path), bytes: await readBytes(path) }, room)
}

/** A device or a pipe has no size and may never end, so only plain files are read. */
async function sizeOf(path: string): Promise<number> {
  const found = await stat(path).catch(() => null)
  if (found?.isFile()) return found.size
  throw new TriageError('unreadable-file', `${path} is not a file that can be read.`, { hint: 'Check the path.' })
}
