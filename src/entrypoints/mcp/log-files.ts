/** Reads log files on the machine that the server runs on. Checks their size before reading them. */
import { readFile as readBytes, stat } from 'node:fs/promises'
import { basename } from 'node:path'
import { LIMITS, megabytes, type UnpackBudget } from '../../adapters/attachments/limits.ts'
import { type Reading, readFile } from '../../adapters/attachments/read-file.ts'
import { TriageError } from '../../core/errors.ts'

/**
 * @param budget limits the total size of unpacked archives; shared by all files of one call
 * @throws TriageError('unreadable-file')
 */
export type ReadLogFile = (path: string, budget: UnpackBudget) => Promise<Reading>

/** Uses the same code as for issue attachments: opens archives and lists the files that it cannot read. */
export const readLogFile: ReadLogFile = async (path, budget) => {
  const size = await sizeOf(path)
  if (size > LIMITS.fileBytes) {
    throw new TriageError('unreadable-file', `${path} is larger than ${megabytes(LIMITS.fileBytes)}.`, {
      hint: 'Run `auth-triage scan` on it, which reads logs of any size, and pass the lines that it prints.',
    })
  }
  return readFile({ name: basename(path), bytes: await readBytes(path) }, budget)
}

/** Only regular files are read: a device or a pipe has no size and may never end. */
async function sizeOf(path: string): Promise<number> {
  const found = await stat(path).catch(() => null)
  if (found?.isFile()) return found.size
  throw new TriageError('unreadable-file', `${path} is not a file that can be read.`, { hint: 'Check the path.' })
}
