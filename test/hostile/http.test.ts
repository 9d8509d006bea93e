/** Attacks the server through its connections, with large, slow and numerous requests, all unsigned. */
import { randomBytes, randomUUID } from 'node:crypto'
import { request } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { zip } from '../adapters/attachments/archives.ts'
import { beginRequest } from '../support/slow-request.ts'
import { loadWebhook, postWebhook, signWebhook } from '../support/webhooks.ts'
import { startWatchedBot, type WatchedBot } from './watched-bot.ts'

const MEGABYTE = 1024 * 1024

/** The promised limits: health checks are answered in time, and a container with 1 GB is large enough. */
const HEALTHY_WITHIN_MS = 100
const MAX_MEGABYTES = 700

/** A library that the bot used earlier exited the process 9 s after a slow request started. */
const PAST_ALL_TIMERS_MS = 12_000

let bot: WatchedBot
let hook: string

beforeAll(async () => {
  bot = await startWatchedBot()
  hook = `${bot.url}/api/github/webhooks`
  // After it starts, the bot checks its signatures' examples, which must not affect the measurements.
  await sleep(15_000)
})

afterAll(() => bot?.remove())

function expectHealthy(): void {
  expect(bot.code(), bot.log()).toBeNull()
  expect(bot.peak() ?? 0).toBeLessThanOrEqual(MAX_MEGABYTES)
}

/** Returns the headers of an unsigned webhook. */
function unsigned(length: number): Record<string, string> {
  return {
    'content-type': 'application/json',
    'content-length': String(length),
    'x-github-event': 'issues',
    'x-github-delivery': randomUUID(),
    'x-hub-signature-256': `sha256=${'0'.repeat(64)}`,
  }
}

/** Returns the status code; 0 if the connection was closed without a response. */
function post(url: string, headers: Record<string, string>, body: Uint8Array): Promise<number> {
  return new Promise((resolve) => {
    const sent = request(url, { method: 'POST', headers, agent: false }, (response) => {
      response.resume()
      resolve(response.statusCode ?? 0)
    })
    sent.on('error', () => resolve(0)).end(body)
  })
}

/** Sends a signed webhook every 100 ms. Returns the status codes. */
async function deliver(until: AbortSignal): Promise<readonly number[]> {
  const statuses: number[] = []
  while (!until.aborted) {
    const payload = { ...loadWebhook('issues.opened'), action: 'labeled' }
    const { status } = await postWebhook(hook, signWebhook({ name: 'issues', payload, secret: bot.secret }))
    statuses.push(status)
    await sleep(100)
  }
  return statuses
}

test('30 unsigned 24 MB webhooks are not buffered, and signed webhooks are accepted in the meantime', async () => {
  const body = Buffer.alloc(24 * MEGABYTE, '{"a": 1} ')
  const stop = new AbortController()
  const { worst, rounds } = await bot.watch(async () => {
    const delivered = deliver(stop.signal)
    for (let round = 0; round < 3; round += 1) {
      const statuses = await Promise.all(Array.from({ length: 30 }, () => post(hook, unsigned(body.length), body)))
      for (const status of statuses) expect([0, 400, 503]).toContain(status)
    }
    stop.abort()
    expect(new Set(await delivered)).toEqual(new Set([200]))
  })
  expectHealthy()
  expect(rounds).toBeGreaterThan(0)
  expect(worst).toBeLessThanOrEqual(HEALTHY_WITHIN_MS)
})

test('50 webhooks and 20 forms that never complete do not block signed webhooks', async () => {
  const stop = new AbortController()
  const { worst } = await bot.watch(async () => {
    const delivered = deliver(stop.signal)
    const slow = Array.from({ length: 50 }, (_, at) => beginRequest(hook, unsigned(at < 10 ? 20 * MEGABYTE : 1_000)))
    const type = 'multipart/form-data; boundary=x'
    const forms = Array.from({ length: 20 }, (_, at) => {
      const headers = {
        'content-type': type,
        'content-length': String(20 * MEGABYTE),
        'x-forwarded-for': `10.1.${at}.1`,
      }
      return beginRequest(`${bot.url}/try`, headers)
    })
    const drip = setInterval(() => {
      for (const it of [...slow, ...forms]) it.write(' ')
    }, 500)
    const answers = slow.map(({ answer }) =>
      answer.then(
        ({ status }) => status,
        () => 0,
      ),
    )
    for (const status of await Promise.all(answers)) expect([0, 408, 503]).toContain(status)
    await sleep(PAST_ALL_TIMERS_MS)
    clearInterval(drip)
    for (const it of [...slow, ...forms]) it.destroy()
    stop.abort()
    expect(new Set(await delivered)).toEqual(new Set([200]))
  })
  expectHealthy()
  expect(worst).toBeLessThanOrEqual(HEALTHY_WITHIN_MS)
})

/** Returns 370 KB that unpack to a 60 MB log. */
function bomb(): Buffer {
  const line = '2026-01-01T12:00:00.000Z INFO something happened that is of no interest to anybody who looks at it\n'
  const pieces = Array.from({ length: 45_000 }, () => `${randomBytes(3).toString('base64')} ${line.repeat(13)}`)
  return zip([{ name: 'server.log', text: pieces.join('') }])
}

/** Sends 20 archives to the page and 20 large bodies to the API simultaneously, most of them from one IP address. */
async function bombard(): Promise<readonly number[]> {
  const archive = bomb()
  expect(archive.length).toBeLessThan(500_000)
  const from = (at: number) => ({ 'x-forwarded-for': at % 4 > 0 ? '10.2.0.1' : `10.2.${at}.1` })
  const pages = Array.from({ length: 20 }, async (_, at) => {
    const body = new FormData()
    body.append('logs', new File([new Uint8Array(archive)], 'logs.zip'))
    return (await fetch(`${bot.url}/try`, { method: 'POST', body, headers: from(at) })).status
  })
  const dense = Buffer.from(`{"logs":[${'[],'.repeat(MEGABYTE)}[]]}`)
  const calls = Array.from({ length: 20 }, (_, at) => {
    const headers = { ...from(at), 'content-type': 'application/json', 'content-length': String(dense.length) }
    return post(`${bot.url}/api/v1/diagnose`, headers, dense)
  })
  return Promise.all([...pages, ...calls])
}

test('20 archive bombs and 20 bodies with huge numbers of values do not exceed the memory limit', async () => {
  const statuses = await bombard()
  for (const status of statuses) expect([200, 400, 429, 503]).toContain(status)
  expect(statuses).toContain(200)
  expect(statuses).toContain(429)
  expectHealthy()
})

test('health checks are answered while archives are being unpacked and read', async () => {
  const { worst } = await bot.watch(async () => void (await bombard()))
  expectHealthy()
  expect(worst).toBeLessThanOrEqual(HEALTHY_WITHIN_MS)
})

test('the bot exits in time after SIGTERM while requests are still being sent', async () => {
  const slow = Array.from({ length: 10 }, () => beginRequest(hook, unsigned(1_000)))
  const forms = Array.from({ length: 3 }, (_, at) =>
    beginRequest(`${bot.url}/try`, { 'content-length': String(MEGABYTE), 'x-forwarded-for': `10.3.${at}.1` }),
  )
  await sleep(200)
  const { ms, code } = await bot.end()
  expect(code).toBe(0)
  expect(ms).toBeLessThan(10_000)
  for (const it of [...slow, ...forms]) it.destroy()
})
