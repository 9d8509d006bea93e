/**
 * Door 1: the Probot app as a running server. Comes in: settings. Goes out: a server that stores what GitHub delivers
 * and a worker that walks the corridor for each delivery. It holds no logic of triage of its own.
 */
import { type Logger, stdSerializers } from 'pino'
import { Probot } from 'probot'
import type { Settings } from '../config/environment.ts'
import { createRulesKeeper } from '../config/rules-keeper.ts'
import { TriageError } from '../errors.ts'
import { SelfPacedOctokit } from '../github/self-paced-octokit.ts'
import type { Delivery, Inbox } from '../inbox/inbox.ts'
import type { Worker } from '../inbox/worker.ts'
import { createIndexKeeper } from '../matching/index-keeper.ts'
import { readPackFolder } from '../signatures/folder.ts'
import { loadPack } from '../signatures/load.ts'
import { openStore } from '../store/open.ts'
import { createClients } from './clients.ts'
import { type Received, toDelivery } from './deliveries.ts'
import { createFetchLogs } from './fetch-logs.ts'
import { startHttpServer } from './http-server.ts'
import { createPages } from './pages.ts'
import { processDelivery } from './process-delivery.ts'

/**
 * Deliveries worked on at the same time. Most of that time a delivery waits for its installation's turn to write, so
 * there must be places left for the other installations while a busy one has many waiting.
 */
const CONCURRENCY = 32

/** What a process does: take webhooks, work on what was taken, or both. Processes of one store share the work. */
export const ROLES = ['receive', 'work', 'both'] as const

export type Role = (typeof ROLES)[number]

export interface RunningBot {
  /** Address of the server. */
  readonly url: string
  /** Resolves when nothing waits and nothing runs. */
  idle(): Promise<void>
  /** Takes no more deliveries, finishes what runs, closes the store. */
  stop(): Promise<void>
}

/**
 * Starts the bot.
 * @throws TriageError that says what to do: without credentials or webhook secret, on an address that cannot be bound,
 *   with an unreadable store, with an invalid signature pack
 */
export async function serve(settings: Settings, log: Logger, role: Role = 'both'): Promise<RunningBot> {
  const { credentials, webhookSecret } = settings
  if (credentials === null) throw missingCredentials()
  if (webhookSecret === null) throw missingSecret()
  const pack = loadPack(await readPackFolder(settings.packFolder))
  const { store, inbox, createWorker } = await openStore({ path: settings.storePath, url: settings.databaseUrl })
  const probot = new Probot({
    ...credentials,
    secret: webhookSecret,
    baseUrl: settings.apiUrl,
    webhookPath: settings.webhookPath,
    Octokit: SelfPacedOctokit,
    log: withoutPayloads(log),
  })
  const clock = Date.now
  const fetchLogs = createFetchLogs(settings.apiUrl)
  const githubFor = createClients({
    ...{ probot, writeGapMs: settings.writeGapMs, store },
    onSwitchedOff: (installation, feature) =>
      log.warn({ installation, feature }, 'switched off: the installation does not permit it'),
  })
  const rules = createRulesKeeper({
    ...{ pack, store, clock, mayLoosen: settings.repositoriesMayLoosen },
    onProblems: (repository, problems) => log.warn({ repository, problems }, 'settings of a repository'),
  })
  const indexes = createIndexKeeper(store)
  const isStopped = settings.isStopped
  const work = (delivery: Parameters<typeof processDelivery>[0]) =>
    processDelivery(delivery, { githubFor, fetchLogs, store, inbox, pack, rules, indexes, isStopped, clock, log })
  const worker = createWorker({ inbox, work, clock, random: Math.random, log, concurrency: CONCURRENCY })
  try {
    await probot.load((app) => app.onAny((event) => receive(event, { inbox, worker, clock })))
    const middleware = await probot.getNodeMiddleware()
    const webhooks = async (...exchange: Parameters<typeof middleware>) =>
      role !== 'work' && (await middleware(...exchange)) !== false
    const onBroken = (err: unknown) => log.error({ err }, 'a request could not be handled')
    const pages = createPages(settings, { pack, store, probot, clock, onBroken })
    const server = await startHttpServer({ ...settings, webhooks, pages, onBroken })
    if (role !== 'receive') worker.start()
    log.info({ url: server.url, role, signatures: pack.signatures.size, pack: pack.fingerprint }, 'listening')
    return {
      url: server.url,
      idle: () => worker.idle(),
      stop: () => stopAll([server, worker, { stop: () => store.close() }]),
    }
  } catch (error) {
    await store.close()
    throw error
  }
}

interface Receiver {
  readonly inbox: Inbox
  readonly worker: Worker
  readonly clock: () => number
}

/** GitHub gets its answer when this returns: the delivery is on disk then, and not yet worked on. */
async function receive(event: Received, { inbox, worker, clock }: Receiver): Promise<void> {
  const delivery = toDeliveryOr400(event, clock())
  if (delivery === null) return
  await acceptOr503(inbox, delivery)
  worker.notify()
}

/** What could not be stored is not acknowledged: GitHub records the delivery as failed, and it can be delivered again. */
async function acceptOr503(inbox: Inbox, delivery: Delivery): Promise<void> {
  try {
    await inbox.accept(delivery)
  } catch (error) {
    throw Object.assign(error instanceof Error ? error : new Error(String(error)), { status: 503 })
  }
}

/** The webhook middleware answers with the `status` of what was thrown, and with 500 when it has none. */
function toDeliveryOr400(event: Received, receivedAt: number): Delivery | null {
  try {
    return toDelivery(event, receivedAt)
  } catch (error) {
    throw error instanceof TriageError ? Object.assign(error, { status: 400 }) : error
  }
}

/** Probot logs a failed webhook as an error that carries the whole delivery, with whatever a reporter pasted there. */
function withoutPayloads(log: Logger): Logger {
  const err = (error: Error) => {
    const { type, message, stack } = stdSerializers.err(error)
    return { type, message, stack }
  }
  return log.child({}, { serializers: { err } })
}

/** In this order: nothing new comes in, what runs ends, and only then the store goes. */
async function stopAll(parts: readonly { stop(): Promise<void> }[]): Promise<void> {
  for (const part of parts) await part.stop()
}

function missingCredentials(): TriageError {
  return new TriageError('credentials-missing', 'The bot has no credentials: APP_ID and PRIVATE_KEY are not set.', {
    hint: 'Set them (README.md, "Install"), or see the bot at work without any: npm run demo',
  })
}

function missingSecret(): TriageError {
  return new TriageError(
    'webhook-secret-missing',
    'The bot does not start without a webhook secret: WEBHOOK_SECRET is not set.',
    {
      hint: 'Set it to the secret of the App (App settings, "Webhook secret"); anyone could post forged events otherwise.',
    },
  )
}
