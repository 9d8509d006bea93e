/** `signatures`: the pack from the command line, for those who read it and those who write it. */
import type { Command } from 'commander'
import { stringify } from 'yaml'
import { runExamples } from '../../diagnosis/examples.ts'
import { TriageError } from '../../errors.ts'
import type { Io } from '../io.ts'
import { openPack } from '../pack.ts'
import type { Finished } from '../program.ts'

interface PackOption {
  readonly pack?: string
}

export function addSignatures(program: Command, io: Io, finished: Finished): void {
  const signatures = program.command('signatures').description('the signature pack')
  addList(signatures, io)
  addShow(signatures, io)
  addTest(signatures, io, finished)
}

function addList(signatures: Command, io: Io): void {
  signatures
    .command('list')
    .description('every signature with its status and title')
    .option('--pack <folder>', 'another signature pack')
    .option('--json', 'as one JSON document')
    .action(async (options: PackOption & { json?: boolean }) => {
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
      io.print(options.json ? JSON.stringify(rows, null, 2) : table.join('\n'))
    })
}

function addShow(signatures: Command, io: Io): void {
  signatures
    .command('show')
    .description('one signature in full')
    .argument('<id>', 'id of the signature')
    .option('--pack <folder>', 'another signature pack')
    .option('--json', 'as one JSON document')
    .action(async (id: string, options: PackOption & { json?: boolean }) => {
      const pack = await openPack(options.pack)
      const signature = pack.signatures.get(id)
      if (signature === undefined) {
        const hint = 'See `auth-triage signatures list`.'
        throw new TriageError('wrong-use', `No signature is called ${id}.`, { hint })
      }
      io.print(options.json ? JSON.stringify(signature, null, 2) : stringify(signature).trimEnd())
    })
}

function addTest(signatures: Command, io: Io, finished: Finished): void {
  signatures
    .command('test')
    .description('check the pack and run every example')
    .option('--pack <folder>', 'another signature pack')
    .action(async (options: PackOption) => {
      const pack = await openPack(options.pack)
      const failed = runExamples(pack)
      for (const { signature, example, differences } of failed) {
        io.print(`${signature}: "${example}"\n${differences.map((it) => `  ${it}`).join('\n')}`)
      }
      const examples = [...pack.signatures.values()].reduce((sum, it) => sum + it.examples.length, 0)
      io.print(`${pack.signatures.size} signatures, ${examples} examples, ${failed.length} failed`)
      if (failed.length > 0) finished.code = 1
    })
}
