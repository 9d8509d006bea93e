/**
 * Reads the fetched files of one issue: one attachment for each file, archives unpacked, and the name of every unread
 * file with the reason. All files share one budget for unpacking. Uses no network.
 */
import type { Attachment, UnreadFile } from '../../core/report/report.ts'
import type { FetchedFile } from './fetch-files.ts'
import { UniqueNames } from './file-name.ts'
import { LIMITS, type Limits, startUnpackBudget } from './limits.ts'
import { type Reading, readFile } from './read-file.ts'

/** Text of the files of one issue. */
export interface ReadFiles {
  /** In the order of the files, with unique names. The text is neither redacted nor stripped of colour codes. */
  readonly attachments: readonly Attachment[]
  /** `why` completes the sentence "<name> …". */
  readonly unread: readonly UnreadFile[]
}

export async function readFiles(files: readonly FetchedFile[], limits: Limits = LIMITS): Promise<ReadFiles> {
  const budget = startUnpackBudget(limits)
  const readings: Reading[] = []
  // Reads one file at a time, so that the same files always exceed the budget.
  for (const file of files) {
    readings.push('bytes' in file ? await readFile(file, budget) : { attachments: [], unread: [file] })
  }
  const names = new UniqueNames()
  return {
    attachments: readings
      .flatMap(({ attachments }) => attachments)
      .map(({ name, text }) => ({ name: names.unique(name), text })),
    unread: readings.flatMap(({ unread }) => unread),
  }
}
