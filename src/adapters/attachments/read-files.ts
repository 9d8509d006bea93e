/**
 * The files of one issue as they were fetched come in; their text goes out, one attachment a file, archives opened, with
 * the name of every file that was not read and why. All files share what may be unpacked. It touches no network.
 */
import type { Attachment, UnreadFile } from '../../core/report/report.ts'
import type { FetchedFile } from './fetch-files.ts'
import { Names } from './file-name.ts'
import { LIMITS, type Limits, startUnpackBudget } from './limits.ts'
import { type Reading, readFile } from './read-file.ts'

/** What the files of one issue say. */
export interface ReadFiles {
  /** In the order of the files; no two have the same name. Text is neither redacted nor stripped of colour codes. */
  readonly attachments: readonly Attachment[]
  /** `why` finishes the sentence "<name> …". */
  readonly unread: readonly UnreadFile[]
}

export async function readFiles(files: readonly FetchedFile[], limits: Limits = LIMITS): Promise<ReadFiles> {
  const room = startUnpackBudget(limits)
  const readings: Reading[] = []
  // One after the other, so that the same files leave the same ones unread.
  for (const file of files) {
    readings.push('bytes' in file ? await readFile(file, room) : { attachments: [], unread: [file] })
  }
  const names = new Names()
  return {
    attachments: readings
      .flatMap(({ attachments }) => attachments)
      .map(({ name, text }) => ({ name: names.unique(name), text })),
    unread: readings.flatMap(({ unread }) => unread),
  }
}
