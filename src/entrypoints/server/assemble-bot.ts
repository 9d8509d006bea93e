/**
 * Assembles the parts of the bot that need no server: store, queue, worker, analysis and GitHub clients. The server and
 * Probot's own commands put a source of webhooks in front of them.
 */
import type { Logger } from 'pino'
import type { Probot } from 'probot'
import { createFetchLogs } from '../../adapters/attachments/fetch-logs.ts'
import type { Network } from '../../adapters/attachments/network.ts'
import { readCompiledPack } from '../../adapters/compiled-pack/shipped.ts'
import type { ProcessSettings } from '../../adapters/config/environment.ts'
import { programVersion } from '../../adapters/config/version.ts'
import type { GitHub } from '../../adapters/github/github.ts'
import { issueReaderOf } from '../../adapters/github/octokit/octokit-issue-reader.ts'
import { siteOf } from '../../adapters/github/site.ts'
import { publicReach } from '../../adapters/probe/reach.ts'
import { createSend } from '../../adapters/probe/send.ts'
import type { ClaimedDelivery, Queue } from '../../adapters/queue/queue.ts'
import type { Worker } from '../../adapters/queue/worker.ts'
import { type SavedIndexes, savedIndexesOf } from '../../adapters/saved-indexes/saved-indexes.ts'
import { openStore } from '../../adapters/store/open.ts'
import type { Store } from '../../adapters/store/store.ts'
import { nextFreeTick } from '../../adapters/tick-gate.ts'
import type { AlarmHook } from '../../app/alarms/alarm-hook.ts'
import { unlessUnreadable } from '../../app/analysis/analysis.ts'
import { compileWith } from '../../app/analysis/compile-rules.ts'
import { type Pool, startPool } from '../../app/analysis/pool.ts'
import type { EventDeps } from '../../app/events/event-deps.ts'
import { processDelivery } from '../../app/events/process-delivery.ts'
import { createIndexCache, type IndexCache } from '../../app/matching/index-cache.ts'
import { createRulesCache } from '../../app/settings-loader/rules-cache.ts'
import { EVENTS, subjectOf } from '../../app/webhooks/events.ts'
import { decodePack } from '../../core/signatures/compiled-pack.ts'
import type { Pack } from '../../core/signatures/pack.ts'
import { createClients } from './clients.ts'
import { loggingAbout } from './log.ts'
import { countLogs, countWork, createMetrics, type Metrics } from './metrics.ts'

/**
 * Maximum number of deliveries processed at the same time. A delivery spends most of its time waiting until its
 * installation may write, so there must be slots left for other installations while a busy one has many deliveries
 * waiting.
 */
const CONCURRENCY = 32

export interface AssembledBot {
  readonly pack: Pack
  /** Names no repository by itself: GitHub is asked each time which repository a name belongs to. */
  readonly store: Store
  readonly queue: Queue
  /** Not started. */
  readonly worker: Worker
  readonly analysis: Pool
  readonly metrics: Metrics
  readonly indexes: IndexCache
  /** Null if the store is in memory. */
  readonly savedIndexes: SavedIndexes | null
  readonly githubFor: (installation: number) => Promise<GitHub>
  readonly clock: () => number
}

export interface BotParts {
  readonly probot: Probot
  readonly log: Logger
  /** Where attached files are read from; the real network if absent. */
  readonly network?: Network | undefined
}

/** The caller starts the worker, and stops worker, analysis and store. */
export async function assembleBot(
  settings: ProcessSettings,
  { probot, log, network }: BotParts,
): Promise<AssembledBot> {
  const compiledPack = await readCompiledPack(settings.packFolder)
  // This thread scans nothing, so it reads only the pack's content.
  const pack = decodePack(compiledPack)
  const opened = await openStore({ path: settings.storePath, url: settings.databaseUrl })
  const { queue, createWorker } = opened
  // Nothing is stored or shown by name alone: GitHub is asked each time which repository a name belongs to.
  const store = opened.store.as([])
  const clock = Date.now
  const signatures = new Set(pack.signatures.keys())
  const metrics = createMetrics({ queue, events: new Set(Object.keys(EVENTS)), signatures, clock })
  const analysis = startPool({
    compiledPack,
    onRefused(job, { reason }) {
      log.warn({ job, reason }, 'a text was not analysed')
      metrics.refused(reason)
    },
  })
  const fetchLogs = createFetchLogs({
    apiUrl: settings.apiUrl,
    moreHosts: settings.attachmentHosts,
    ...(network !== undefined && { network }),
    linksIn: (markdown, context) => unlessUnreadable(analysis.run('links', { markdown, context }), []),
  })
  const { githubFor, discussionsFor } = createClients({
    probot,
    writeGapMs: settings.writeGapMs,
    store,
    pass: nextFreeTick,
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
  const savedIndexes = savedIndexesOf(settings)
  const indexes = createIndexCache(store, { saved: savedIndexes, clock })
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
    discussionsFor,
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
    ...(settings.alarmWebhookKey !== null && { alarmHook: alarmHookWith(settings.alarmWebhookKey) }),
  }
  const work = countWork((delivery: ClaimedDelivery) => {
    const about = { delivery: delivery.id, repository: subjectOf(delivery).replace(/#\d+$/, '') }
    return loggingAbout(about, () => processDelivery(delivery, deps))
  }, metrics)
  const worker = createWorker({ queue, work, clock, random: Math.random, log, concurrency: CONCURRENCY })
  return { pack, store, queue, worker, analysis, metrics, indexes, savedIndexes, githubFor, clock }
}

/** Receivers are chosen by repositories, so only public addresses are connected to. */
function alarmHookWith(key: string): AlarmHook {
  return { key, send: createSend({ mayConnect: publicReach, userAgent: `auth-triage/${programVersion()}` }) }
}
