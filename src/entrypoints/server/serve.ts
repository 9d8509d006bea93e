/**
 * The bot as a running server: it stores the deliveries that GitHub sends, and a worker runs the pipeline for each. It
 * contains no triage logic of its own.
 */
import type { Logger } from 'pino'
import { Probot } from 'probot'
import { createFetchLogs } from '../../adapters/attachments/fetch-logs.ts'
import type { ProcessSettings } from '../../adapters/config/environment.ts'
import { areCredentialsAccepted } from '../../adapters/github/app-facts.ts'
import { createHookDeliveries } from '../../adapters/github/hook-deliveries.ts'
import { readInstallation } from '../../adapters/github/installation.ts'
import { issueReaderOf } from '../../adapters/github/octokit/octokit-issue-reader.ts'
import { UnthrottledOctokit } from '../../adapters/github/self-paced-octokit.ts'
import { siteOf } from '../../adapters/github/site.ts'
import { readPackFolder } from '../../adapters/pack-folder.ts'
import type { ClaimedDelivery } from '../../adapters/queue/queue.ts'
import { openStore } from '../../adapters/store/open.ts'
import { unlessUnreadable } from '../../app/analysis/analysis.ts'
import { compileWith } from '../../app/analysis/compile-rules.ts'
import { startPool } from '../../app/analysis/pool.ts'
import type { EventDeps } from '../../app/events/event-deps.ts'
import { processDelivery } from '../../app/events/process-delivery.ts'
import { createIndexCache } from '../../app/matching/index-cache.ts'
import { createRulesCache } from '../../app/settings-loader/rules-cache.ts'
import { EVENTS, subjectOf } from '../../app/webhooks/events.ts'
import { TriageError } from '../../core/errors.ts'
import { loadPack } from '../../core/signatures/load.ts'
import { clientBlock } from '../web/client-block.ts'
import { createClients } from './clients.ts'
import { endsWithin } from './grace-period.ts'
import { createHealthHandler } from './health.ts'
import { inOrder, type RequestHandler, startHttpServer } from './http-server.ts'
import { loggingAbout, withoutPayloads } from './log.ts'
import { countLogs, countWork, createMetrics } from './metrics.ts'
import { createPages } from './pages.ts'
import { startExpiry, startReactionPoller, startSweeper } from './periodic-sweeps.ts'
import { createReadiness } from './readiness.ts'
import { receive } from './receive.ts'
import { createTickGate } from './tick-gate.ts'
import { createWebhookHandler } from './webhooks.ts'

/**
 * Maximum number of deliveries processed at the same time. A delivery spends most of its time waiting until its
 * installation may write, so there must be slots left for other installations while a busy one has many deliveries
 * waiting.
 */
const CONCURRENCY = 32

/**
 * What a process does: receive webhooks, process deliveries, or both. Processes that use the same store share the work.
 */
export const PROCESS_ROLES = ['receive', 'work', 'both'] as const

export type ProcessRole = (typeof PROCESS_ROLES)[number]

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
export async function serve(settings: ProcessSettings, log: Logger, role: ProcessRole = 'both'): Promise<RunningBot> {
  const { credentials, webhookSecrets } = settings
  if (credentials === null) throw missingCredentials()
  const [secret, ...olderSecrets] = webhookSecrets
  if (secret === undefined) throw missingSecret()
  const packFiles = await readPackFolder(settings.packFolder)
  const pack = loadPack(packFiles)
  const opened = await openStore({ path: settings.storePath, url: settings.databaseUrl })
  const { queue, createWorker } = opened
  // Nothing is stored or shown by name alone: GitHub is asked each time which repository a name belongs to.
  const store = opened.store.as([])
  const probot = new Probot({
    ...credentials,
    secret,
    baseUrl: settings.apiUrl,
    Octokit: UnthrottledOctokit,
    log: withoutPayloads(log),
  })
  const clock = Date.now
  const signatures = new Set(pack.signatures.keys())
  const metrics = createMetrics({ queue, events: new Set(Object.keys(EVENTS)), signatures, clock })
  const analysis = startPool({
    packFiles,
    onRefused(job, { reason }) {
      log.warn({ job, reason }, 'a text was not analysed')
      metrics.refused(reason)
    },
  })
  const fetchLogs = createFetchLogs({
    apiUrl: settings.apiUrl,
    moreHosts: settings.attachmentHosts,
    linksIn: (markdown, context) => unlessUnreadable(analysis.run('links', { markdown, context }), []),
  })
  const githubFor = createClients({
    probot,
    writeGapMs: settings.writeGapMs,
    store,
    pass: createTickGate(),
    onCall: (installation, call) => metrics.githubCall(installation, call),
    onSwitchedOff(installation, feature) {
      log.warn({ installation, feature }, 'switched off: the installation does not grant the permission')
      metrics.switchedOff(feature)
    },
    onNativeUnsupported: (repository) =>
      log.warn({ repository }, 'GitHub offers no suggestions here: labels are added without a reason'),
  })
  const rules = createRulesCache({
    compiler: compileWith(analysis, settings.repositoriesMayLoosen),
    mayLoosen: settings.repositoriesMayLoosen,
    store,
    clock,
    onProblems: (repository, problems) => log.warn({ repository, problems }, 'invalid settings in a repository'),
  })
  const indexes = createIndexCache(store)
  metrics.watchCache('settings', () => rules.held())
  metrics.watchCache('indexes', async () => (await indexes.held()).repositories)
  metrics.watchCache('indexed-reports', async () => (await indexes.held()).reports)
  const { isStopped, backfillLimit } = settings
  const onTriaged: EventDeps['onTriaged'] = (_, result) => {
    if (typeof result !== 'string') metrics.diagnosis(result.diagnosis.signature, result.diagnosis.decision)
  }
  const readerFor = async (installation: number) => issueReaderOf(await probot.auth(installation))
  const site = siteOf(settings.apiUrl)
  const deps = {
    githubFor,
    readerFor,
    site,
    fetchLogs: countLogs(fetchLogs, metrics),
    analysis,
    store,
    queue,
    pack,
    rules,
    indexes,
    isStopped,
    backfillLimit,
    clock,
    log,
    onTriaged,
  }
  const work = countWork((delivery: ClaimedDelivery) => {
    const about = { delivery: delivery.id, repository: subjectOf(delivery).replace(/#\d+$/, '') }
    return loggingAbout(about, () => processDelivery(delivery, deps))
  }, metrics)
  const worker = createWorker({ queue, work, clock, random: Math.random, log, concurrency: CONCURRENCY })
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
      ...{ queue, clock, signatures: signatures.size, backlogLimit: settings.backlogLimit },
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
    const reactionPoller = startReactionPoller({
      store,
      queue,
      githubFor,
      clock,
      log,
      onFound: () => worker.notify(),
      everyMs: role === 'receive' ? 0 : settings.reactionsEveryMs,
      installationOf: async (repository) => readInstallation(await probot.auth(), repository),
    })
    const expiry = startExpiry({ store, clock, log, isOn: role !== 'receive' })
    log.info({ url: server.url, role, signatures: pack.signatures.size, pack: pack.fingerprint }, 'listening')
    return {
      url: server.url,
      idle: () => worker.idle(),
      async stop() {
        log.info('stopping: no new deliveries are accepted, and the running ones are finished')
        const isDone = await endsWithin(stopAll([[sweeper, reactionPoller, expiry, server], [worker]]))
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
