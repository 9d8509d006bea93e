/** `mcp`: serves the engine to an assistant on this machine, over standard input and output. */
import type { Command } from 'commander'
import { programVersion } from '../../config/version.ts'
import type { Io } from '../io.ts'
import { openPack } from '../pack.ts'

export function addMcp(program: Command, io: Io): void {
  program
    .command('mcp')
    .description('serve the Model Context Protocol on standard input and output; nothing is uploaded')
    .option('--pack <folder>', 'another signature pack')
    .action(async (options: { pack?: string }) => {
      const pack = await openPack(options.pack)
      const { serveOnStdio } = await import('../../mcp/serve-on-stdio.ts')
      await serveOnStdio({ pack, version: programVersion() }, (error) => io.warn(error.message))
    })
}
