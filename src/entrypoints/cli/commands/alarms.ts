/** `alarms`: lists the incidents and regressions in a repository. */
import type { Command } from 'commander'
import { readProcessSettings } from '../../../adapters/config/environment.ts'
import type { Store } from '../../../adapters/store/store.ts'
import type { StoredAlarm } from '../../../adapters/store/stored-alarms.ts'
import { alarmSecretOf } from '../../../app/alarms/alarm-hook.ts'
import { TriageError } from '../../../core/errors.ts'
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
    .option('--secret', "print the secret that signs this repository's alarm webhooks, and nothing else")
    .action((repository: RepositoryRef, { json, secret }: { readonly json?: boolean; readonly secret?: boolean }) =>
      withStoreForReading(async (store) => {
        if (secret) return io.print(await secretOf(repository, store))
        const alarms = await store.alarmsIn(repository)
        if (json) return io.print(toJson(alarms))
        io.print(alarms.length === 0 ? 'No alarms.' : alarms.map(printAlarm).join('\n'))
      }),
    )
}

/** @throws TriageError('wrong-use') if no alarm webhooks are sent, or GitHub has never confirmed the repository */
async function secretOf(repository: RepositoryRef, store: Pick<Store, 'identify'>): Promise<string> {
  const key = readProcessSettings().alarmWebhookKey
  if (key === null) {
    throw new TriageError('wrong-use', 'ALARM_WEBHOOK_KEY is not set, so no alarm webhook is sent.', {
      hint: 'Set it to at least 32 random characters, e.g. the output of: openssl rand -hex 32',
    })
  }
  const known = await store.identify(repository)
  if (known !== null && known.id > 0) return alarmSecretOf(key, known)
  throw new TriageError('wrong-use', `The store has no repository ${repository.owner}/${repository.repo} on GitHub.`, {
    hint: 'The secret exists after the first event from the repository.',
  })
}

function printAlarm({ kind, cause, follows, what, since, lastAt, people, reports }: StoredAlarm): string {
  const where = what === null ? '' : ` (${follows} ${what})`
  const numbers = reports.map((it) => `#${it}`).join(', ')
  return `${kind}: ${cause}${where}, ${minuteOf(since)} to ${minuteOf(lastAt)}, ${people} people: ${numbers}`
}

function minuteOf(at: number): string {
  return `${new Date(at).toISOString().slice(0, 16).replace('T', ' ')} UTC`
}
