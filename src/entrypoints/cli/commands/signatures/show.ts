/** `signatures show`: prints one signature in full. */
import type { Command } from 'commander'
import { stringify } from 'yaml'
import type { Io } from '../../io.ts'
import { openPack } from '../../pack.ts'
import { toJson } from '../../terminal-text.ts'
import { requireSignature } from './require-signature.ts'

export function addShow(signatures: Command, io: Io): void {
  signatures
    .command('show')
    .description('print one signature in full')
    .argument('<id>', 'signature id')
    .option('--pack <folder>', 'folder with another signature pack')
    .option('--json', 'print one JSON document')
    .action(async (id: string, options: { pack?: string; json?: boolean }) => {
      const signature = requireSignature(id, await openPack(options.pack))
      io.print(options.json ? toJson(signature) : stringify(signature).trimEnd())
    })
}
