/** `mcp`: serves the engine to an assistant on this machine, over standard input and output. */
import type { Command } from 'commander'
import { readReadingAccess } from '../../../adapters/config/environment.ts'
import { programVersion } from '../../../adapters/config/version.ts'
import { siteOf } from '../../../adapters/github/site.ts'
import type { Store } from '../../../adapters/store/store.ts'
import { createInProcessAnalysis } from '../../../app/analysis/in-process.ts'
import { neighboursOf } from '../../../app/matching/neighbours.ts'
import type { Pack } from '../../../core/signatures/pack.ts'
import type { OpenReports } from '../../mcp/mcp-deps.ts'
import { indexesOf } from '../indexes-of-store.ts'
import type { Io } from '../io.ts'
import { openPack } from '../pack.ts'
import { hasStore, withStoreForReading } from '../store-of-commands.ts'

export function addMcp(program: Command, io: Io): void {
  program
    .command('mcp')
    .description('serve the Model Context Protocol on standard input and output; nothing is uploaded')
    .option('--pack <folder>', 'folder with another signature pack')
    .action(async (options: { pack?: string }) => {
      const pack = await openPack(options.pack)
      const { serveOnStdio } = await import('../../mcp/serve-on-stdio.ts')
      const deps = {
        pack,
        analysis: createInProcessAnalysis(pack),
        version: programVersion(),
        site: siteOf(readReadingAccess().apiUrl),
      }
      const serve = (reports?: OpenReports) =>
        serveOnStdio({ ...deps, ...(reports !== undefined && { reports }) }, (error) => io.warn(error.message))
      await (hasStore() ? withStoreForReading((store) => serve(openerOf(store, pack))) : serve())
    })
}

/**
 * Anyone who can run commands on the store may read all of it. A repository without stored reports counts as unknown.
 */
function openerOf(store: Store, { signatures }: Pack): OpenReports {
  const indexes = indexesOf(store)
  return async (repository) => {
    if ((await store.countReports(repository)) === 0) return null
    const neighbours = await neighboursOf(repository, { store, mayShow: async () => true })
    return { questions: { store, now: Date.now(), neighbours, signatures }, matching: { store, indexes } }
  }
}
