/** `queue sweep`: asks GitHub to send failed deliveries again, after an outage. */
import type { Command } from 'commander'
import type { Credentials } from '../../../../adapters/config/credentials.ts'
import { readProcessSettings } from '../../../../adapters/config/environment.ts'
import { TriageError } from '../../../../core/errors.ts'
import type { Io } from '../../io.ts'
import { toJson } from '../../terminal-text.ts'

interface SweepFlags {
  readonly since?: string
  readonly json?: boolean
}

export function addSweep(queue: Command, io: Io): void {
  queue
    .command('sweep')
    .description('ask GitHub to send failed deliveries again (100 at a time)')
    .option('--since <time>', 'how far back to look, e.g. 2026-11-20T08:00:00Z; at most (and by default) three days')
    .option('--json', 'print one JSON document')
    .action(async ({ since, json = false }: SweepFlags) => {
      const { credentials, apiUrl } = readProcessSettings()
      const from = since === undefined ? 0 : timeOf(since)
      const { sweep } = await import('../../../server/sweep.ts')
      const deliveries = await signIn(requireCredentials(credentials), apiUrl)
      const swept = await sweep({ deliveries, now: Date.now(), since: from, atOnce: true })
      if (json) return io.print(toJson(swept))
      const left = swept.failed - swept.requested
      io.print(`Found ${swept.failed} failed deliveries; asked GitHub to send ${swept.requested} of them again.`)
      if (left > 0) io.print(`${left} are left. Run the command again once the others have arrived.`)
    })
}

/** Imported only here: loading Probot takes a second, and other commands should not have to wait for it. */
async function signIn(credentials: Credentials, baseUrl: string) {
  const { createCommandClient } = await import('../../../../adapters/github/command-client.ts')
  const { createHookDeliveries } = await import('../../../../adapters/github/hook-deliveries.ts')
  return createHookDeliveries(await createCommandClient(credentials, baseUrl).auth())
}

function timeOf(since: string): number {
  const time = Date.parse(since)
  if (!Number.isNaN(time)) return time
  throw new TriageError('wrong-use', `--since takes a time, not "${since}".`, {
    hint: 'For example: --since 2026-11-20T08:00:00Z',
  })
}

function requireCredentials(credentials: Credentials | null): Credentials {
  if (credentials !== null) return credentials
  throw new TriageError('credentials-missing', 'Only the App can list its deliveries: APP_ID is not set.', {
    hint: "Run the command with the bot's environment variables.",
  })
}
