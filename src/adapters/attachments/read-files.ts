/**
 * Reads the files that were fetched for one issue. Returns one attachment per file, with archives unpacked, and the
 * name of every unread file with the reason. All files share one unpacking budget. Does not use the network.
 */
import type { FetchedFile } from './fetch-files.ts'
import { UniqueNames } from './file-name.ts'
import { LIMITS, type Limits, startUnpackBudget } from './limits.ts'
import { type Reading, readFile } from './read-file.ts'

/** @returns the files' texts in file order, with unique names */
export async function readFiles(files: readonly FetchedFile[], limits: Limits = LIMITS): Promise<Reading> {
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
