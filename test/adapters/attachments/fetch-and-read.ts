import { type FetchOptions, fetchFiles } from '../../../src/adapters/attachments/fetch-files.ts'
import { LIMITS } from '../../../src/adapters/attachments/limits.ts'
import type { LogLink } from '../../../src/adapters/attachments/link-forms.ts'
import { type ReadFiles, readFiles } from '../../../src/adapters/attachments/read-files.ts'

/** What the bot reads of an issue's links, by the same two steps. */
export async function fetchAndRead(links: readonly LogLink[], options: FetchOptions): Promise<ReadFiles> {
  return readFiles(await fetchFiles(links, options), { ...LIMITS, ...options.limits })
}
