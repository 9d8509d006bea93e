/** `queue sweep`: has GitHub send again what the bot did not acknowledge, after an outage. */
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
    .description('ask GitHub for deliveries that failed, and have them sent again (a hundred at a time)')
    .option('--since <time>', 'how far back, as 2026-11-20T08:00:00Z; three days at most, and unless told')
    .option('--json', 'print one JSON document')
    .action(async ({ since, json = false }: SweepFlags) => {
      const { credentials, apiUrl } = readProcessSettings()
      const from = since === undefined ? 0 : timeOf(since)
      const { sweep } = await import('../../../server/sweep.ts')
      const deliveries = await signIn(requireCredentials(credentials), apiUrl)
      const swept = await sweep({ deliveries, now: Date.now(), since: from, atOnce: true })
      if (json) return io.print(toJson(swept))
      const left = swept.failed - swept.requested
      io.print(`${swept.failed} deliveries had failed; GitHub was asked to send ${swept.requested} of them again.`)
      if (left > 0) io.print(`${left} are left: run this again when those have arrived.`)
    })
}

/** Loaded only here: Probot takes a second that no other command should wait for. */
async function signIn(credentials: Credentials, baseUrl: string) {
  const { Probot } = await import('probot')
  const { createHookDeliveries } = await import('../../../../adapters/github/hook-deliveries.ts')
  const { UnthrottledOctokit } = await import('../../../../adapters/github/self-paced-octokit.ts')
  const probot = new Probot({
    ...credentials,
    baseUrl,
    secret: 'unused',
    Octokit: UnthrottledOctokit,
    logLevel: 'fatal',
  })
  return createHookDeliveries(await probot.auth())
}

function timeOf(since: string): number {
  const time = Date.parse(since)
  if (!Number.isNaN(time)) return time
  throw new TriageError('wrong-use', `--since wants a time; "${since}" is none.`, {
    hint: 'Write it as 2026-11-20T08:00:00Z.',
  })
}

function requireCredentials(credentials: Credentials | null): Credentials {
  if (credentials !== null) return credentials
  throw new TriageError('credentials-missing', 'GitHub tells its deliveries to the App only: APP_ID is not set.', {
    hint: 'Run this with the environment of the bot.',
  })
}
