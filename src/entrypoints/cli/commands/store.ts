/** `store check`, `backup` and `migrate-store`: looking after the bot's memory. */
import type { Command } from 'commander'
import { readProcessSettings } from '../../../adapters/config/environment.ts'
import { TriageError } from '../../../core/errors.ts'
import type { Finished, Io } from '../io.ts'
import { toJson } from '../terminal-text.ts'

export function addStore(program: Command, io: Io, finished: Finished): void {
  program
    .command('store')
    .description('the bot’s memory')
    .command('check')
    .description('verify what must always hold in the store; exit code 1 when something does not')
    .option('--json', 'print one JSON document')
    .action((options: { readonly json?: boolean }) => check(options.json === true, io, finished))
  program
    .command('backup')
    .description('write a consistent copy of the SQLite store, also while the bot runs')
    .argument('<file>', 'the copy; must not be there yet')
    .action((file: string) => backUpTo(file, io))
  program
    .command('migrate-store')
    .description('move an installation from an SQLite file to PostgreSQL; may be run again after an interruption')
    .argument('<file>', 'the SQLite store; the bot must not run on it')
    .argument('<url>', 'postgres://user:password@host:port/database')
    .action((file: string, url: string) => move(file, url, io))
}

async function check(json: boolean, io: Io, finished: Finished): Promise<void> {
  const { checkStore } = await import('../../../adapters/store/check-store.ts')
  const { storePath, databaseUrl } = readProcessSettings()
  const { tables, findings } = await checkStore({ path: storePath, url: databaseUrl })
  if (findings.length > 0) finished.code = 1
  if (json) return io.print(toJson({ tables, findings }))
  for (const [name, rows] of Object.entries(tables)) io.print(`${String(rows).padStart(8)}  ${name}`)
  io.print(findings.length === 0 ? 'Nothing is wrong.' : findings.map((finding) => `WRONG: ${finding}`).join('\n'))
}

async function backUpTo(file: string, io: Io): Promise<void> {
  const { storePath, databaseUrl } = readProcessSettings()
  if (databaseUrl !== null) throw usePgDump()
  const { backUp } = await import('../../../adapters/store/back-up.ts')
  await backUp(storePath, file)
  io.print(`Wrote ${file}.`)
}

/** PostgreSQL's own tool is better at this than we could be. */
function usePgDump(): TriageError {
  return new TriageError('wrong-use', 'A store on PostgreSQL is backed up by PostgreSQL’s own tool.', {
    hint: 'pg_dump --format=custom --schema=auth_triage --schema=auth_triage_queue --file=FILE "$DATABASE_URL"',
  })
}

async function move(file: string, url: string, io: Io): Promise<void> {
  const { moveStore } = await import('../../../adapters/store/move-store.ts')
  const onTable = ({ table, rows }: { readonly table: string; readonly rows: number }) =>
    io.print(`${String(rows).padStart(8)}  ${table}`)
  await moveStore({ from: file, to: url, onTable })
  io.print('All rows are there, counted on both sides. Start the bot with DATABASE_URL now.')
}
