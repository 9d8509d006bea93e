/** `store check`, `backup` and `migrate-store`: maintain the store. */
import type { Command } from 'commander'
import { readProcessSettings } from '../../../adapters/config/environment.ts'
import { TriageError } from '../../../core/errors.ts'
import type { Finished, Io } from '../io.ts'
import { toJson } from '../terminal-text.ts'

export function addStore(program: Command, io: Io, finished: Finished): void {
  program
    .command('store')
    .description('maintain the store')
    .command('check')
    .description("check the store's invariants; exit with code 1 if any is violated")
    .option('--json', 'print one JSON document')
    .action((options: { readonly json?: boolean }) => check(options.json === true, io, finished))
  program
    .command('backup')
    .description('write a consistent copy of the SQLite store; the bot may be running')
    .argument('<file>', 'file for the copy; must not exist yet')
    .action((file: string) => backUpTo(file, io))
  program
    .command('migrate-store')
    .description('copy the store from an SQLite file to PostgreSQL; if interrupted, run it again')
    .argument('<file>', 'the SQLite store; no bot may be using it')
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
  io.print(findings.length === 0 ? 'No problems found.' : findings.map((finding) => `PROBLEM: ${finding}`).join('\n'))
}

async function backUpTo(file: string, io: Io): Promise<void> {
  const { storePath, databaseUrl } = readProcessSettings()
  if (databaseUrl !== null) throw usePgDump()
  const { backUp } = await import('../../../adapters/store/back-up.ts')
  await backUp(storePath, file)
  io.print(`Wrote ${file}.`)
}

/** PostgreSQL's own tool does this better than we could. */
function usePgDump(): TriageError {
  return new TriageError('wrong-use', 'A PostgreSQL store is backed up with pg_dump.', {
    hint: 'pg_dump --format=custom --schema=auth_triage --schema=auth_triage_queue --file=FILE "$DATABASE_URL"',
  })
}

async function move(file: string, url: string, io: Io): Promise<void> {
  const { moveStore } = await import('../../../adapters/store/move-store.ts')
  const onTable = ({ table, rows }: { readonly table: string; readonly rows: number }) =>
    io.print(`${String(rows).padStart(8)}  ${table}`)
  await moveStore({ from: file, to: url, onTable })
  io.print('All rows are copied; the counts match. Now start the bot with DATABASE_URL.')
}
