import { type FetchOptions, fetchFiles } from '../../../src/adapters/attachments/fetch-files.ts'
import { LIMITS } from '../../../src/adapters/attachments/limits.ts'
import type { LogLink } from '../../../src/adapters/attachments/link-forms.ts'
import type { Reading } from '../../../src/adapters/attachments/read-file.ts'
import { readFiles } from '../../../src/adapters/attachments/read-files.ts'

/** Fetches and reads the files that an issue links to, in the same two steps as the bot. */
export async function fetchAndRead(links: readonly LogLink[], options: FetchOptions): Promise<Reading> {
  return readFiles(await fetchFiles(links, options), { ...LIMITS, ...options.limits })
}
