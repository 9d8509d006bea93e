/** The client that signs in as the App, from the settings; `serve` and Probot's own commands use the same. */
import type { Logger } from 'pino'
import { Probot } from 'probot'
import type { ProcessSettings } from '../../adapters/config/environment.ts'
import { UnthrottledOctokit } from '../../adapters/github/self-paced-octokit.ts'
import { withoutPayloads } from './log.ts'

interface AppClientOptions {
  readonly credentials: NonNullable<ProcessSettings['credentials']>
  readonly secret: string
  readonly log: Logger
}

export function createAppClient({ apiUrl }: Pick<ProcessSettings, 'apiUrl'>, options: AppClientOptions): Probot {
  const { credentials, secret, log } = options
  return new Probot({
    ...credentials,
    secret,
    baseUrl: apiUrl,
    Octokit: UnthrottledOctokit,
    log: withoutPayloads(log),
  })
}
