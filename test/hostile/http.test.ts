/** What strangers can do to the server by its connections alone: large, slow and many requests, none of them signed. */
import { randomBytes, randomUUID } from 'node:crypto'
import { request } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { zip } from '../adapters/attachments/archives.ts'
import { beginRequest } from '../support/slow-request.ts'
import { loadWebhook, postWebhook, signWebhook } from '../support/webhooks.ts'
import { startWatchedBot, type WatchedBot } from './watched-bot.ts'

const MEGABYTE = 1024 * 1024

/** The promises: a machine that asks is answered, and a container of 1 GB is never full. */
const HEALTHY_WITHIN_MS = 100
const MAX_MEGABYTES = 700

/** The library whose place our reading of webhooks took ended the process nine seconds after a slow request had begun. */
const PAST_ALL_TIMERS_MS = 12_000

let bot: WatchedBot
let hook: string

beforeAll(async () => {
  bot = await startWatchedBot()
  hook = `${bot.url}/api/github/webhooks`
  // The examples of the signatures are tried first, and are nothing that a stranger does.
  await sleep(15_000)
})

afterAll(() => bot?.remove())

function expectWell(): void {
  expect(bot.code(), bot.log()).toBeNull()
  expect(bot.peak() ?? 0).toBeLessThanOrEqual(MAX_MEGABYTES)
}

/** The head of a webhook that nobody signed. */
function unsigned(length: number): Record<string, string> {
  return {
    'content-type': 'application/json',
    'content-length': String(length),
    'x-github-event': 'issues',
    'x-github-delivery': randomUUID(),
    'x-hub-signature-256': `sha256=${'0'.repeat(64)}`,
  }
}

/** Its status; 0 when the connection was cut off before there was an answer. */
function post(url: string, headers: Record<string, string>, body: Uint8Array): Promise<number> {
  return new Promise((resolve) => {
    const sent = request(url, { method: 'POST', headers, agent: false }, (response) => {
      response.resume()
      resolve(response.statusCode ?? 0)
    })
    sent.on('error', () => resolve(0)).end(body)
  })
}

/** Sends a real delivery every tenth of a second; the statuses that came back. */
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

test('thirty unsigned webhooks of 24 MB at once are not held, and real ones are taken meanwhile', async () => {
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
  expectWell()
  expect(rounds).toBeGreaterThan(0)
  expect(worst).toBeLessThanOrEqual(HEALTHY_WITHIN_MS)
})

test('fifty webhooks and twenty forms that never come harm nobody, and real ones are taken meanwhile', async () => {
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
  expectWell()
  expect(worst).toBeLessThanOrEqual(HEALTHY_WITHIN_MS)
})

/** 370 KB that unpack to 60 MB of a log. */
function bomb(): Buffer {
  const line = '2026-01-01T12:00:00.000Z INFO something happened that is of no interest to anybody who looks at it\n'
  const pieces = Array.from({ length: 45_000 }, () => `${randomBytes(3).toString('base64')} ${line.repeat(13)}`)
  return zip([{ name: 'server.log', text: pieces.join('') }])
}

/** Twenty archives to the page and twenty large bodies to the API at once, most of them from one address. */
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

test('twenty archives that unpack to much more, and twenty bodies of very many values, fill no memory', async () => {
  const statuses = await bombard()
  for (const status of statuses) expect([200, 400, 429, 503]).toContain(status)
  expect(statuses).toContain(200)
  expect(statuses).toContain(429)
  expectWell()
})

test('whoever asks whether it lives is answered while archives are unpacked and read', async () => {
  const { worst } = await bot.watch(async () => void (await bombard()))
  expectWell()
  expect(worst).toBeLessThanOrEqual(HEALTHY_WITHIN_MS)
})

test('it ends in time when it is asked to, whoever still sends something', async () => {
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
