/** `signatures docs`: writes a page for every signature, and an index page. */
import { join } from 'node:path'
import type { Command } from 'commander'
import { shippedPack } from '../../../../adapters/config/shipped-pack.ts'
import { readPackFolder } from '../../../../adapters/pack-folder.ts'
import { renderSignaturePages } from '../../../../core/documentation/signature-pages.ts'
import { loadPack } from '../../../../core/signatures/load.ts'
import { syncPages } from '../../generated-pages.ts'
import type { Finished, Io } from '../../io.ts'

interface Options {
  readonly pack?: string
  readonly out: string
  readonly check?: boolean
}

export function addDocs(signatures: Command, io: Io, finished: Finished): void {
  signatures
    .command('docs')
    .description('write a page for every signature, and an index page')
    .option('--pack <folder>', 'folder with another signature pack')
    .option('--out <folder>', 'target folder', 'docs/signatures')
    .option('--check', 'write nothing; list the pages that are out of date')
    .action(async ({ pack: folder = shippedPack(), out, check = false }: Options) => {
      const files = await readPackFolder(folder)
      const pages = renderSignaturePages(loadPack(files), files)
      const { stale, superfluous } = await syncPages(out, pages, { checkOnly: check })
      for (const name of stale) io.print(`${check ? 'out of date' : 'written'}: ${join(out, name)}`)
      for (const name of superfluous) io.print(`${check ? 'superfluous' : 'removed'}: ${join(out, name)}`)
      io.print(`${pages.size} pages, ${stale.length + superfluous.length} changed`)
      if (check && stale.length + superfluous.length > 0) finished.code = 1
    })
}
