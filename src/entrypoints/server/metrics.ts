/**
 * The bot's metrics, for Prometheus. Other modules report events; queue figures are read when the metrics are
 * requested. No label takes values chosen by outsiders: unknown events count as `other`, repository signatures as
 * `own`.
 */
import { Counter, collectDefaultMetrics, Gauge, Registry } from 'prom-client'
import type { FetchLogs } from '../../adapters/github/collect-issue.ts'
import type { WatchedCall } from '../../adapters/github/watch-calls.ts'
import type { ClaimedDelivery, Queue } from '../../adapters/queue/queue.ts'
import type { RefusalReason } from '../../app/analysis/analysis.ts'

/** Outcome of a webhook (`accepted` to `refused`), and of processing it (`done`, `failed`). */
export type MetricOutcome = 'accepted' | 'known' | 'ignored' | 'refused' | 'done' | 'failed'

/** The caches whose size is measured. */
export type Cache = 'settings' | 'indexes' | 'indexed-reports'

export interface Metrics {
  delivery(event: string, outcome: MetricOutcome): void
  diagnosis(signature: string | null, decision: string): void
  githubCall(installation: number, call: WatchedCall): void
  switchedOff(feature: string): void
  /** Counts a text that was not analysed. */
  refused(reason: RefusalReason): void
  attachments(read: { readonly bytes: number; readonly unread: number }): void
  sweep(requested: number): void
  /** Registers a cache; its size is read whenever the metrics are requested. */
  watchCache(cache: Cache, size: () => number | Promise<number>): void
  /** All metrics in Prometheus' text format. */
  page(): Promise<{ readonly type: string; readonly text: string }>
}

export interface MetricsOptions {
  readonly queue: Pick<Queue, 'backlog' | 'parked' | 'nextDueAt'>
  /** Events that have their own label value. */
  readonly events: ReadonlySet<string>
  /** Signatures that have their own label value. */
  readonly signatures: ReadonlySet<string>
  /** Milliseconds since the epoch. */
  readonly clock: () => number
}

/** Prefix of every name, as Prometheus recommends. docs/operations.md explains each metric. */
const PREFIX = 'auth_triage_'

export function createMetrics({ queue, events, signatures, clock }: MetricsOptions): Metrics {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const counter = (name: string, help: string, labelNames: readonly string[] = []) =>
    new Counter({ name: `${PREFIX}${name}`, help, labelNames: [...labelNames], registers: [registry] })
  const gauge = (name: string, help: string, collect: () => Promise<number>) =>
    new Gauge({
      name: `${PREFIX}${name}`,
      help,
      registers: [registry],
      async collect() {
        this.set(await collect())
      },
    })
  const deliveries = counter('deliveries_total', 'Webhooks by event and outcome.', ['event', 'outcome'])
  const diagnoses = counter('diagnoses_total', 'Diagnoses by signature and decision.', ['signature', 'decision'])
  const calls = counter('github_calls_total', 'GitHub API calls by route and status.', ['route', 'status'])
  const refused = counter('analyses_refused_total', 'Texts that were not analysed within their limits.', ['reason'])
  const switchedOff = counter('features_switched_off_total', 'Features switched off for lack of a permission.', [
    'feature',
  ])
  const bytes = counter('attachment_bytes_total', 'Bytes of attached logs that were read.')
  const unread = counter('attachments_unread_total', 'Attached files that could not be read completely.')
  const swept = counter('redeliveries_requested_total', 'Failed deliveries that GitHub was asked to send again.')
  const limit = new Gauge({
    name: `${PREFIX}github_limit_left`,
    help: 'API calls left this hour.',
    labelNames: ['installation'],
    registers: [registry],
  })
  gauge('queue_depth', 'Deliveries waiting or being processed.', () => queue.backlog())
  gauge('queue_parked', 'Deliveries that are not tried again.', async () => (await queue.parked()).length)
  gauge('queue_age_seconds', 'How long the next delivery has been due.', async () => {
    const due = await queue.nextDueAt()
    return due === null ? 0 : Math.max(0, (clock() - due) / 1000)
  })
  const caches = new Map<Cache, () => number | Promise<number>>()
  new Gauge({
    name: `${PREFIX}cache_size`,
    help: 'Entries in memory, by cache.',
    labelNames: ['cache'],
    registers: [registry],
    async collect() {
      for (const [cache, size] of caches) this.set({ cache }, await size())
    },
  })
  return {
    delivery: (event, outcome) => deliveries.inc({ event: events.has(event) ? event : 'other', outcome }),
    diagnosis: (signature, decision) => diagnoses.inc({ signature: nameOf(signature, signatures), decision }),
    githubCall(installation, { route, status, left }) {
      calls.inc({ route, status })
      if (left !== null) limit.set({ installation }, left)
    },
    refused: (reason) => refused.inc({ reason }),
    switchedOff: (feature) => switchedOff.inc({ feature }),
    attachments(read) {
      bytes.inc(read.bytes)
      unread.inc(read.unread)
    },
    sweep: (requested) => swept.inc(requested),
    watchCache: (cache, size) => void caches.set(cache, size),
    page: async () => ({ type: registry.contentType, text: await registry.metrics() }),
  }
}

/** Wraps `work` and counts how each delivery ends. */
export function countWork(work: (delivery: ClaimedDelivery) => Promise<void>, metrics: Pick<Metrics, 'delivery'>) {
  return async (delivery: ClaimedDelivery): Promise<void> => {
    try {
      await work(delivery)
      metrics.delivery(delivery.event, 'done')
    } catch (error) {
      metrics.delivery(delivery.event, 'failed')
      throw error
    }
  }
}

/** Wraps `fetchLogs` and counts the bytes read and the files that were not read. */
export function countLogs(fetchLogs: FetchLogs, metrics: Pick<Metrics, 'attachments'>): FetchLogs {
  return async (markdown, ref) => {
    const logs = await fetchLogs(markdown, ref)
    const files = logs.files ?? []
    const bytes = files.reduce((sum, file) => sum + ('bytes' in file ? file.bytes.length : 0), 0)
    metrics.attachments({ bytes, unread: files.filter((file) => !('bytes' in file)).length })
    return logs
  }
}

function nameOf(signature: string | null, known: ReadonlySet<string>): string {
  if (signature === null) return 'none'
  return known.has(signature) ? signature : 'own'
}
