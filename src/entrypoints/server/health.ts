/**
 * What a machine asks of the bot: whether it lives (`/healthz`), whether it can do its work (`/readyz`), and its counts
 * (`/metrics`). Nothing of an issue is told.
 */
import { createHash, timingSafeEqual } from 'node:crypto'
import type { ServerResponse } from 'node:http'
import type { Queue } from '../../adapters/queue/queue.ts'
import type { RequestHandler } from './http-server.ts'
import type { Metrics } from './metrics.ts'

export interface HealthOptions {
  readonly queue: Pick<Queue, 'backlog'>
  /** How many deliveries may wait before other processes should take the next. */
  readonly backlogLimit: number
  /** How many signatures are loaded. */
  readonly signatures: number
  readonly metrics: Metrics
  /** Who shows it sees the metrics; without one nobody does. */
  readonly metricsToken: string | null
}

/** A store that hangs is not ready. */
const STORE_WITHIN_MS = 2_000

export function createHealthHandler(options: HealthOptions): RequestHandler {
  return async (request, response) => {
    const path = (request.url ?? '/').split('?')[0]
    if (path === '/healthz') return answer(response, 200, { alive: true })
    if (path === '/readyz') {
      const readiness = await readinessOf(options)
      return answer(response, readiness.ready ? 200 : 503, readiness)
    }
    if (path !== '/metrics') return false
    const refused = refuse(request.headers.authorization, options.metricsToken)
    if (refused !== null) return answer(response, refused.status, { error: refused.why }, refused.headers)
    const { type, text } = await options.metrics.page()
    response.writeHead(200, { 'content-type': type }).end(text)
    return true
  }
}

/**
 * The metrics name installations. That a request comes from this machine proves nothing: a proxy on it passes on those of
 * everybody, and need not say so.
 */
function refuse(authorization: string | undefined, token: string | null) {
  if (token === null) {
    const why =
      'Nobody sees the metrics: set METRICS_TOKEN, and send it as "Authorization: Bearer ..." from wherever they are read.'
    return { status: 404, why, headers: {} }
  }
  if (isSame(authorization ?? '', `Bearer ${token}`)) return null
  const why = 'The metrics are for who sends METRICS_TOKEN as "Authorization: Bearer ...".'
  return { status: 401, why, headers: { 'www-authenticate': 'Bearer' } }
}

export interface Readiness {
  readonly ready: boolean
  readonly store: 'reachable' | 'unreachable'
  /** Deliveries that wait; null when the store does not say. */
  readonly backlog: number | null
  readonly backlogLimit: number
  readonly signatures: number
}

async function readinessOf({ queue, backlogLimit, signatures }: HealthOptions): Promise<Readiness> {
  const backlog = await inTime(queue.backlog()).catch(() => null)
  const ready = backlog !== null && backlog < backlogLimit && signatures > 0
  return { ready, store: backlog === null ? 'unreachable' : 'reachable', backlog, backlogLimit, signatures }
}

async function inTime<T>(work: Promise<T>): Promise<T> {
  const late = Promise.withResolvers<never>()
  const timer = setTimeout(() => late.reject(new Error('The store does not answer.')), STORE_WITHIN_MS)
  return Promise.race([work, late.promise]).finally(() => clearTimeout(timer))
}

function isSame(given: string, wanted: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest()
  return timingSafeEqual(digest(given), digest(wanted))
}

function answer(response: ServerResponse, status: number, body: object, headers: object = {}): true {
  const type = { 'content-type': 'application/json; charset=utf-8' }
  response.writeHead(status, { ...type, ...headers }).end(`${JSON.stringify(body)}\n`)
  return true
}
