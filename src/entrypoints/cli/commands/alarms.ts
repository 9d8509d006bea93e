/** `alarms`: lists the incidents and regressions in a repository. */
import type { Command } from 'commander'
import type { StoredAlarm } from '../../../adapters/store/stored-alarms.ts'
import type { RepositoryRef } from '../../../core/issue-ref.ts'
import type { Io } from '../io.ts'
import { repositoryArgument, withStoreForReading } from '../store-of-commands.ts'
import { toJson } from '../terminal-text.ts'

export function addAlarms(program: Command, io: Io): void {
  program
    .command('alarms')
    .description('list incidents and regressions: reports of a failure that came in beyond chance')
    .argument('<owner/repo>', 'repository', repositoryArgument)
    .option('--json', 'print one JSON document')
    .action((repository: RepositoryRef, { json }: { readonly json?: boolean }) =>
      withStoreForReading(async (store) => {
        const alarms = await store.alarmsIn(repository)
        if (json) return io.print(toJson(alarms))
        io.print(alarms.length === 0 ? 'No alarms.' : alarms.map(printAlarm).join('\n'))
      }),
    )
}

function printAlarm({ kind, cause, follows, what, since, lastAt, people, reports }: StoredAlarm): string {
  const where = what === null ? '' : ` (${follows} ${what})`
  const numbers = reports.map((it) => `#${it}`).join(', ')
  return `${kind}: ${cause}${where}, ${minuteOf(since)} to ${minuteOf(lastAt)}, ${people} people: ${numbers}`
}

function minuteOf(at: number): string {
  return `${new Date(at).toISOString().slice(0, 16).replace('T', ' ')} UTC`
}
