/**
 * The bot as a running server: it stores the deliveries that GitHub sends, and a worker runs the pipeline for each. It
 * contains no triage logic of its own.
 */
import type { Logger } from 'pino'
import type { Network } from '../../adapters/attachments/network.ts'
import type { ProcessSettings } from '../../adapters/config/environment.ts'
import { areCredentialsAccepted } from '../../adapters/github/app-facts.ts'
import { createHookDeliveries } from '../../adapters/github/hook-deliveries.ts'
import { readInstallation } from '../../adapters/github/installation.ts'
import { TriageError } from '../../core/errors.ts'
import type { RepositoryRef } from '../../core/issue-ref.ts'
import { clientBlock } from '../web/client-block.ts'
import { createAppClient } from './app-client.ts'
import { assembleBot } from './assemble-bot.ts'
import { endsWithin } from './grace-period.ts'
import { createHealthHandler } from './health.ts'
import { inOrder, type RequestHandler, startHttpServer } from './http-server.ts'
import { withoutPayloads } from './log.ts'
import { createPages } from './pages.ts'
import {
  startExpiry,
  startIndexTidier,
  startOutcomePoller,
  startReactionPoller,
  startSweeper,
  startWeeklyPoller,
} from './periodic-sweeps.ts'
import { createReadiness } from './readiness.ts'
import { receive } from './receive.ts'
import { forwardWebhooks, loadRelayClient } from './webhook-relay.ts'
import { createWebhookHandler } from './webhooks.ts'

/**
 * What a process does: receive webhooks, process deliveries, or both. Processes that use the same store share the work.
 */
export const PROCESS_ROLES = ['receive', 'work', 'both'] as const

export type ProcessRole = (typeof PROCESS_ROLES)[number]

export interface ServeOptions {
  /** `both` by default. */
  readonly role?: ProcessRole
  /** Where attached files are read from; the real network by default. */
  readonly network?: Network
}

export interface RunningBot {
  /** URL of the server. */
  readonly url: string
  /** Resolves when the queue is empty and nothing is running. */
  idle(): Promise<void>
  /**
   * Stops accepting deliveries, finishes the running work and closes the store.
   * @returns false if some work did not finish within the grace period: it is on disk, and the process should exit now
   */
  stop(): Promise<boolean>
}

/**
 * Starts the bot.
 * @throws TriageError when the credentials or the webhook secret are missing, the address cannot be bound, the store is
 *   unreadable or the signature pack is invalid
 */
export async function serve(
  settings: ProcessSettings,
  log: Logger,
  { role = 'both', network }: ServeOptions = {},
): Promise<RunningBot> {
  const { credentials, webhookSecrets } = settings
  if (credentials === null) throw missingCredentials()
  const [secret, ...olderSecrets] = webhookSecrets
  if (secret === undefined) throw missingSecret()
  const { webhookProxy } = settings
  const RelayClient = webhookProxy === null || role === 'work' ? null : await loadRelayClient()
  const probot = createAppClient(settings, { credentials, secret, log })
  const bot = await assembleBot(settings, { probot, log, network })
  const { queue, worker, store, metrics, analysis, pack, indexes, savedIndexes, githubFor, clock } = bot
  try {
    const webhooks = createWebhookHandler({
      secrets: [secret, ...olderSecrets],
      receive: (webhook) => receive(webhook, { queue, worker, metrics, analysis, clock }),
      log: withoutPayloads(log),
      blockOf: (request) => clientBlock(request, settings.trustedProxies),
    })
    const onBroken = (err: unknown) => log.error({ err }, 'handling a request failed')
    const pages = createPages(settings, { pack, analysis, store, indexes, probot, clock, onBroken })
    const readiness = createReadiness({
      ...{ queue, clock, signatures: pack.signatures.size, backlogLimit: settings.backlogLimit },
      activities: () => indexes.activities(),
      probeWrite: (at) => store.probeWrite(at),
      areCredentialsAccepted: async () => areCredentialsAccepted(await probot.auth()),
    })
    const health = createHealthHandler({ ...settings, readiness, metrics })
    const server = await startHttpServer({
      ...settings,
      pages: inOrder([health, pages]),
      onBroken,
      webhooks: role === 'work' ? handlesNothing : webhooks,
    })
    if (role !== 'receive') worker.start()
    const sweeper = startSweeper({
      clock,
      log,
      everyMs: role === 'work' ? 0 : settings.sweepEveryMs,
      deliveries: async () => createHookDeliveries(await probot.auth()),
      onSwept: ({ requested }) => metrics.sweep(requested),
    })
    const polling = {
      store,
      queue,
      clock,
      log,
      onFound: () => worker.notify(),
      installationOf: async (repository: RepositoryRef) => readInstallation(await probot.auth(), repository),
    }
    const reactionPoller = startReactionPoller({
      ...polling,
      githubFor,
      everyMs: role === 'receive' ? 0 : settings.reactionsEveryMs,
    })
    const outcomePoller = startOutcomePoller({
      ...polling,
      everyMs: role === 'receive' ? 0 : settings.outcomesEveryMs,
    })
    const weeklyPoller = startWeeklyPoller({
      ...polling,
      everyMs: role === 'receive' ? 0 : settings.weeklyEveryMs,
    })
    const expiry = startExpiry({ store, clock, log, isOn: role !== 'receive' })
    const saved = role === 'receive' ? null : savedIndexes
    const indexTidier = startIndexTidier({ saved, store, indexes, clock, log })
    const relay =
      RelayClient === null || webhookProxy === null
        ? null
        : forwardWebhooks(
            { source: webhookProxy, target: `${server.url}${settings.webhookPath}` },
            { RelayClient, log },
          )
    log.info({ url: server.url, role, signatures: pack.signatures.size, pack: pack.fingerprint }, 'listening')
    return {
      url: server.url,
      idle: () => worker.idle(),
      async stop() {
        log.info('stopping: no new deliveries are accepted, and the running ones are finished')
        const pollers = [sweeper, reactionPoller, outcomePoller, weeklyPoller, expiry, indexTidier]
        const isDone = await endsWithin(stopAll([[...pollers, server, ...(relay === null ? [] : [relay])], [worker]]))
        if (!isDone) log.warn('unfinished deliveries continue after the next start')
        await stopAll([[analysis, { stop: () => store.close() }]])
        log.info({ finished: isDone }, 'stopped')
        return isDone
      },
    }
  } catch (error) {
    await analysis.stop()
    await store.close()
    throw error
  }
}

const handlesNothing: RequestHandler = async () => false

/** Stops in steps: first the sources of new work, then the running work, then the store. */
async function stopAll(steps: readonly (readonly { stop(): Promise<void> }[])[]): Promise<void> {
  for (const parts of steps) await Promise.all(parts.map((part) => part.stop()))
}

function missingCredentials(): TriageError {
  return new TriageError('credentials-missing', 'The bot has no credentials: APP_ID and PRIVATE_KEY are not set.', {
    hint: 'Set them (docs/deploy.md), or try the bot without credentials: npm run demo',
  })
}

function missingSecret(): TriageError {
  return new TriageError('webhook-secret-missing', 'The bot has no webhook secret: WEBHOOK_SECRET is not set.', {
    hint: 'Set it to the webhook secret in the App settings. Without it, anyone could send forged events.',
  })
}
