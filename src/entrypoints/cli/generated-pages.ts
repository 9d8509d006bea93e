/** Keeps a folder of generated pages up to date. Handwritten pages are left alone. */
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { GENERATED_MARK } from '../../core/documentation/signature-page.ts'

export interface PageChanges {
  /** Names of the pages that are missing or different. */
  readonly stale: readonly string[]
  /** Names of generated pages that describe something that no longer exists. */
  readonly superfluous: readonly string[]
}

/**
 * @param pages content by file name
 * @param options with `checkOnly`, nothing is written or removed
 * @returns the pages that were, or would be, written and removed
 */
export async function syncPages(
  folder: string,
  pages: ReadonlyMap<string, string>,
  { checkOnly }: { readonly checkOnly: boolean },
): Promise<PageChanges> {
  const present = await readPages(folder)
  const stale = [...pages].filter(([name, text]) => present.get(name) !== text).map(([name]) => name)
  const superfluous = [...present]
    .filter(([name, text]) => !pages.has(name) && text.startsWith(GENERATED_MARK))
    .map(([name]) => name)
  if (!checkOnly) {
    await mkdir(folder, { recursive: true })
    for (const name of stale) await writeFile(join(folder, name), pages.get(name) as string)
    for (const name of superfluous) await rm(join(folder, name))
  }
  return { stale, superfluous }
}

async function readPages(folder: string): Promise<ReadonlyMap<string, string>> {
  const names = await readdir(folder).catch(() => [])
  const markdown = names.filter((name) => name.endsWith('.md'))
  return new Map(
    await Promise.all(markdown.map(async (name) => [name, await readFile(join(folder, name), 'utf8')] as const)),
  )
}
