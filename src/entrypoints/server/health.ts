/**
 * The endpoints for monitoring: liveness (`/healthz`), readiness (`/readyz`) and metrics (`/metrics`). No issue text is
 * shown.
 */
import { createHash, timingSafeEqual } from 'node:crypto'
import type { ServerResponse } from 'node:http'
import type { RequestHandler } from './http-server.ts'
import type { Metrics } from './metrics.ts'
import type { Readiness } from './readiness.ts'

export interface HealthOptions {
  readonly readiness: () => Promise<Readiness>
  readonly metrics: Metrics
  /** The bearer token that is required to read the metrics; if null, the metrics are off. */
  readonly metricsToken: string | null
}

export function createHealthHandler(options: HealthOptions): RequestHandler {
  return async (request, response) => {
    const path = (request.url ?? '/').split('?')[0]
    if (path === '/healthz') return answer(response, 200, { alive: true })
    if (path === '/readyz') {
      const readiness = await options.readiness()
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
 * The metrics name installations, so they need a token even from localhost: a proxy on the same machine forwards
 * everybody's requests and does not have to reveal that it does.
 */
function refuse(authorization: string | undefined, token: string | null) {
  if (token === null) {
    const why = 'Metrics are off. Set METRICS_TOKEN and send it as "Authorization: Bearer ...".'
    return { status: 404, why, headers: {} }
  }
  if (isSame(authorization ?? '', `Bearer ${token}`)) return null
  const why = 'Send METRICS_TOKEN as "Authorization: Bearer ...".'
  return { status: 401, why, headers: { 'www-authenticate': 'Bearer' } }
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
