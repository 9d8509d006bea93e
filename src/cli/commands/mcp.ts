/** `mcp`: serves the engine to an assistant on this machine, over standard input and output. */
import type { Command } from 'commander'
import { analyseHere } from '../../analysis/here.ts'
import { readReadingAccess } from '../../config/environment.ts'
import { programVersion } from '../../config/version.ts'
import { siteOf } from '../../github/site.ts'
import { createIndexKeeper } from '../../matching/index-keeper.ts'
import { neighboursOf } from '../../matching/neighbours.ts'
import type { OpenReports } from '../../mcp/world.ts'
import type { Store } from '../../store/store.ts'
import type { Io } from '../io.ts'
import { openPack } from '../pack.ts'
import { hasStore, withStore } from '../store-of-commands.ts'

export function addMcp(program: Command, io: Io): void {
  program
    .command('mcp')
    .description('serve the Model Context Protocol on standard input and output; nothing is uploaded')
    .option('--pack <folder>', 'another signature pack')
    .action(async (options: { pack?: string }) => {
      const pack = await openPack(options.pack)
      const { serveOnStdio } = await import('../../mcp/serve-on-stdio.ts')
      const world = {
        pack,
        analysis: analyseHere(pack),
        version: programVersion(),
        site: siteOf(readReadingAccess().apiUrl),
      }
      const serve = (reports?: OpenReports) =>
        serveOnStdio({ ...world, ...(reports !== undefined && { reports }) }, (error) => io.warn(error.message))
      await (hasStore() ? withStore((store) => serve(openerOf(store))) : serve())
    })
}

/** Who runs a command on the store may read all of it; a repository of which nothing is kept is none. */
function openerOf(store: Store): OpenReports {
  const indexes = createIndexKeeper(store)
  return async (repository) => {
    if ((await store.countReports(repository)) === 0) return null
    const neighbours = await neighboursOf(repository, { store, mayShow: async () => true })
    return { questions: { store, now: Date.now(), neighbours }, matching: { store, indexes } }
  }
}
