import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createHealthHandler, type HealthOptions } from '../../../src/entrypoints/server/health.ts'
import { type RunningServer, startHttpServer } from '../../../src/entrypoints/server/http-server.ts'
import { createMetrics, type Metrics } from '../../../src/entrypoints/server/metrics.ts'
import { createReadiness } from '../../../src/entrypoints/server/readiness.ts'

const TOKEN = 'abc'

let server: RunningServer | undefined
let backlog: () => Promise<number>
let metrics: Metrics

beforeEach(() => {
  backlog = async () => 3
  const queue = { backlog: () => backlog(), parked: async () => [], nextDueAt: async () => 4_000 }
  const signatures = new Set(['missing-scope'])
  metrics = createMetrics({ queue, events: new Set(['issues.opened']), signatures, clock: () => 10_000 })
})

afterEach(async () => {
  await server?.stop()
  server = undefined
})

async function get(path: string, options: Partial<HealthOptions> = {}, headers: Record<string, string> = {}) {
  const readiness = createReadiness({
    queue: { backlog: () => backlog() },
    probeWrite: async () => undefined,
    areCredentialsAccepted: async () => true,
    backlogLimit: 10,
    signatures: 40,
    activities: () => [],
    clock: () => 0,
  })
  const pages = createHealthHandler({ readiness, metrics, metricsToken: TOKEN, ...options })
  const quiet = { webhooks: async () => false, onBroken: () => undefined }
  server = await startHttpServer({ host: '127.0.0.1', port: 0, webhookPath: '/hook', pages, ...quiet })
  const response = await fetch(`${server.url}${path}`, { headers })
  return { status: response.status, text: await response.text() }
}

test('/healthz returns 200 even if the store fails', async () => {
  backlog = () => Promise.reject(new Error('disk full'))
  expect(await get('/healthz')).toMatchObject({ status: 200 })
})

describe('/readyz returns', () => {
  test('200 while the store responds and the queue is short', async () => {
    const { status, text } = await get('/readyz')
    expect(status).toBe(200)
    expect(JSON.parse(text)).toMatchObject({ ready: true, store: 'reachable', backlog: 3, signatures: 40 })
  })

  test('503 with the reason if its store fails', async () => {
    backlog = () => Promise.reject(new Error('disk full'))
    const { status, text } = await get('/readyz')
    expect(status).toBe(503)
    expect(JSON.parse(text)).toMatchObject({ ready: false, store: 'unreachable', backlog: null })
    expect(text).not.toContain('disk full')
  })
})

describe('the metrics', () => {
  test('count events and show the state of the queue', async () => {
    metrics.delivery('issues.opened', 'accepted')
    metrics.diagnosis('missing-scope', 'assert')
    metrics.githubCall(7, { route: 'GET /app', status: 200, left: 4_999 })
    metrics.watchCache('indexes', async () => 2)
    const { text } = await get('/metrics', {}, { authorization: `Bearer ${TOKEN}` })
    expect(text.split('\n')).toEqual(
      expect.arrayContaining([
        'auth_triage_deliveries_total{event="issues.opened",outcome="accepted"} 1',
        'auth_triage_diagnoses_total{signature="missing-scope",decision="assert"} 1',
        'auth_triage_github_calls_total{route="GET /app",status="200"} 1',
        'auth_triage_github_limit_left{installation="7"} 4999',
        'auth_triage_cache_size{cache="indexes"} 2',
        'auth_triage_queue_depth 3',
        'auth_triage_queue_age_seconds 6',
      ]),
    )
  })

  test('contain no names chosen by outsiders', async () => {
    metrics.delivery('hunter2', 'ignored')
    metrics.diagnosis('hunter2', 'assert')
    const { text } = await get('/metrics', {}, { authorization: `Bearer ${TOKEN}` })
    expect(text).not.toContain('hunter2')
    expect(text).toContain('{event="other",outcome="ignored"} 1')
  })

  test.each([
    ['localhost', null, {}, 404],
    ['a proxy on localhost', null, { 'x-forwarded-for': '203.0.113.7' }, 404],
    ['a caller who sends "null" as the token', null, { authorization: 'Bearer null' }, 404],
    ['a caller with the token', TOKEN, { authorization: `Bearer ${TOKEN}` }, 200],
    ['a caller with another token', TOKEN, { authorization: `Bearer ${TOKEN}x` }, 401],
    ['localhost without the token', TOKEN, {}, 401],
  ])('are protected: %s', async (_, metricsToken, headers, status) => {
    const { text, ...answer } = await get('/metrics', { metricsToken }, headers)
    expect(answer).toEqual({ status })
    expect(text).toContain(status === 200 ? 'auth_triage_queue_depth 3' : 'METRICS_TOKEN')
  })
})

test('does not handle any other path', async () => {
  expect(await get('/elsewhere')).toMatchObject({ status: 404 })
})
