/** `signatures list`: one line per signature. */
import type { Command } from 'commander'
import type { Io } from '../../io.ts'
import { openPack } from '../../pack.ts'
import { toJson } from '../../terminal-text.ts'

export function addList(signatures: Command, io: Io): void {
  signatures
    .command('list')
    .description('list all signatures with status and title')
    .option('--pack <folder>', 'folder with another signature pack')
    .option('--json', 'print one JSON document')
    .action(async (options: { pack?: string; json?: boolean }) => {
      const pack = await openPack(options.pack)
      const rows = [...pack.signatures.values()].map(({ id, status, since, title, label }) => ({
        id,
        status,
        since,
        title,
        label,
      }))
      const width = Math.max(...rows.map(({ id }) => id.length))
      const table = rows.map(({ id, status, title }) => `${id.padEnd(width)}  ${status.padEnd(12)}  ${title}`)
      io.print(options.json ? toJson(rows) : table.join('\n'))
    })
}
