import { createHmac } from 'node:crypto'
import { readdirSync } from 'node:fs'
import { setImmediate as nextTick } from 'node:timers/promises'
import { pino } from 'pino'
import { afterEach, describe, expect, onTestFinished, test, vi } from 'vitest'
import type { SignedWebhook as Taken } from '../../../src/app/webhooks/read-payload.ts'
import { type RunningServer, startHttpServer } from '../../../src/entrypoints/server/http-server.ts'
import { createWebhookHandler, type WebhookOptions } from '../../../src/entrypoints/server/webhooks.ts'
import { removeFolder, temporaryFolder } from '../../adapters/store/places.ts'
import { beginRequest } from '../../support/slow-request.ts'
import { loadWebhook, postWebhook, type SignedWebhook, signWebhook } from '../../support/webhooks.ts'

const MEGABYTE = 1024 * 1024

let server: RunningServer | undefined

afterEach(async () => {
  vi.useRealTimers()
  vi.restoreAllMocks()
  await server?.stop()
  server = undefined
})

type Secrets = WebhookOptions['secrets']

async function start(secrets: Secrets, options: Partial<WebhookOptions> = {}) {
  const received: Taken[] = []
  const broken: unknown[] = []
  const started: string[] = []
  const webhooks = createWebhookHandler({
    secrets,
    log: pino({ level: 'silent' }),
    receive: async (webhook) => void received.push(webhook),
    blockOf: ({ headers }) => {
      started.push(String(headers['x-github-delivery']))
      return String(headers['x-test-address'] ?? 'nobody')
    },
    ...options,
  })
  const onBroken = (error: unknown) => void broken.push(error)
  server = await startHttpServer({ host: '127.0.0.1', port: 0, webhookPath: '/hook', webhooks, onBroken })
  return {
    received,
    broken,
    url: `${server.url}/hook`,
    /** Resolves when `count` requests are waiting for their bodies. */
    async reading(count: number) {
      while (started.length < count) await nextTick()
    },
  }
}

const signed = (secret: string) => signWebhook({ name: 'issues', payload: loadWebhook('issues.opened'), secret })

/** Returns the headers of a webhook whose body never arrives or is not signed. */
function head(length: number, more: Readonly<Record<string, string>> = {}) {
  return { ...signed('forged').headers, 'content-length': String(length), ...more }
}

/** Returns a webhook of the given size in bytes. */
function large(bytes: number, secret: string): SignedWebhook {
  const body = `{"text":"${'x'.repeat(bytes - 11)}"}`
  return { body, headers: signWebhook({ name: 'issues', payload: JSON.parse(body), secret }).headers }
}

describe('a webhook', () => {
  test.each([
    ['the only secret', ['new'], 'new', 200],
    ['the new secret while both are valid', ['new', 'old'], 'new', 200],
    ['the old secret while both are valid', ['new', 'old'], 'old', 200],
    ['the old secret after its removal', ['new'], 'old', 400],
    ['an unknown secret', ['new', 'old'], 'forged', 400],
    ['both secrets joined', ['new', 'old'], 'new old', 400],
  ] as const)('is checked against the secrets: signed with %s', async (_, secrets, secret, status) => {
    const { received, url } = await start([...secrets] as unknown as Secrets)
    expect((await postWebhook(url, signed(secret))).status).toBe(status)
    expect(received).toHaveLength(status === 200 ? 1 : 0)
  })

  test('with an invalid signature is never parsed', async () => {
    const { received, url } = await start(['new', 'old'])
    const parse = vi.spyOn(JSON, 'parse')
    const webhook = signed('forged')
    expect((await postWebhook(url, webhook)).status).toBe(400)
    expect(parse.mock.calls.filter(([text]) => text === webhook.body)).toEqual([])
    expect(received).toEqual([])
  })

  test.each([0, 1, 100, MEGABYTE - 1, MEGABYTE, MEGABYTE + 1, 3 * MEGABYTE + 17])(
    'of %i bytes is passed on unchanged',
    async (size) => {
      const { received, url } = await start(['new'])
      const body = Buffer.alloc(size, 'one payload after the other ')
      const signature = `sha256=${createHmac('sha256', 'new').update(body).digest('hex')}`
      const headers = { ...signed('new').headers, 'x-hub-signature-256': signature }
      expect((await fetch(url, { method: 'POST', body, headers })).status).toBe(200)
      expect(body.equals(received[0]?.bytes ?? Buffer.alloc(0))).toBe(true)
    },
  )
})

describe('reads only the headers to refuse a webhook', () => {
  test.each<readonly [string, Readonly<Record<string, string>>, number, string]>([
    ['without a signature', { 'x-hub-signature-256': '' }, 400, 'X-Hub-Signature-256 is missing'],
    ['with a signature of the wrong length', { 'x-hub-signature-256': 'sha256=00' }, 400, 'WEBHOOK_SECRET'],
    ['with a signature of the wrong kind', { 'x-hub-signature-256': `sha1=${'0'.repeat(64)}` }, 400, 'X-Hub-Sig'],
    ['without an event', { 'x-github-event': '' }, 400, 'X-GitHub-Event'],
    ['for the event __proto__', { 'x-github-event': '__proto__' }, 400, 'X-GitHub-Event'],
    ['for the event constructor', { 'x-github-event': 'constructor' }, 400, 'X-GitHub-Event'],
    ['without a delivery', { 'x-github-delivery': '' }, 400, 'X-GitHub-Delivery'],
    ['with a delivery id that is too long', { 'x-github-delivery': 'a'.repeat(101) }, 400, 'X-GitHub-Delivery'],
    [
      'that is a form',
      { 'content-type': 'application/x-www-form-urlencoded' },
      415,
      'set the content type to application/json',
    ],
    ['that is plain text', { 'content-type': 'text/plain' }, 415, 'application/json'],
    ['that is too large', { 'content-length': String(25 * MEGABYTE + 1) }, 413, 'at most 25 MB'],
  ])('%s', async (_, headers, status, words) => {
    const { url } = await start(['new'])
    const started = beginRequest(url, head(MEGABYTE, headers), '')
    expect(await started.answer).toMatchObject({ status, body: expect.stringContaining(words) })
    started.destroy()
  })
})

describe('a slow webhook', () => {
  test('gets one response and leaves no timer behind', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    const { url, broken, reading } = await start(['new'])
    const started = beginRequest(url, head(100))
    await reading(1)
    vi.advanceTimersByTime(8_000)
    expect(await started.answer).toMatchObject({ status: 408, headers: { connection: 'close' } })
    await started.closed
    vi.advanceTimersByTime(60_000)
    expect(vi.getTimerCount()).toBe(0)
    expect(broken).toEqual([])
  })

  test('leaves no file behind if it times out, disconnects or is forged', async () => {
    const folder = temporaryFolder()
    onTestFinished(() => removeFolder(folder))
    const { url, reading, received } = await start(['new'], { folder, slowestBodyMs: 4_000 })
    const slow = beginRequest(url, head(5 * MEGABYTE), 'x'.repeat(3 * MEGABYTE))
    const gone = beginRequest(url, head(5 * MEGABYTE), 'x'.repeat(3 * MEGABYTE))
    await reading(2)
    gone.destroy()
    expect((await postWebhook(url, large(2 * MEGABYTE, 'forged'))).status).toBe(400)
    expect((await postWebhook(url, large(2 * MEGABYTE, 'new'))).status).toBe(200)
    expect(await slow.answer).toMatchObject({ status: 408 })
    expect(readdirSync(folder)).toEqual([])
    expect(received).toHaveLength(1)
  })

  test('gives way to later ones if there are too many', async () => {
    const { url, reading, received } = await start(['new'])
    const now = vi.spyOn(performance, 'now')
    const slow = Array.from({ length: 64 }, () => beginRequest(url, head(100)))
    await reading(64)
    const refused = await postWebhook(url, signed('new'))
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([503, '5'])
    expect(await refused.text()).toContain('More than 64 webhooks')
    now.mockReturnValue(performance.now() + 1_001)
    expect((await postWebhook(url, signed('new'))).status).toBe(200)
    expect(received).toHaveLength(1)
    expect(await Promise.race(slow.map((it) => it.answer))).toMatchObject({ status: 503 })
    for (const it of slow) it.destroy()
  })

  test('gives way at once to other addresses if its own address holds more than a quarter of the slots', async () => {
    const { url, reading, received } = await start(['new'])
    const slow = Array.from({ length: 64 }, () => beginRequest(url, head(100, { 'x-test-address': 'attacker' })))
    await reading(64)
    for (let count = 0; count < 40; count += 1) {
      expect((await postWebhook(url, signed('new'))).status).toBe(200)
    }
    expect(received).toHaveLength(40)
    for (const it of slow) it.destroy()
  })

  test('above 1 MB takes one of four slots', async () => {
    const { url, reading } = await start(['new'])
    const slow = Array.from({ length: 4 }, () => beginRequest(url, head(24 * MEGABYTE)))
    await reading(4)
    expect((await postWebhook(url, large(2 * MEGABYTE, 'new'))).status).toBe(503)
    expect((await postWebhook(url, signed('new'))).status).toBe(200)
    for (const it of slow) it.destroy()
  })
})

test('a slot is free again after a disconnect', async () => {
  const { url, reading } = await start(['new'])
  const slow = Array.from({ length: 64 }, () => beginRequest(url, head(100)))
  await reading(64)
  for (const it of slow) it.destroy()
  await vi.waitFor(async () => expect((await postWebhook(url, signed('new'))).status).toBe(200))
})

test('many forged webhooks at once do not block a real one', async () => {
  const { received, url } = await start(['new'])
  const forged = Array.from({ length: 300 }, () => postWebhook(url, signed('forged')))
  expect((await postWebhook(url, signed('new'))).status).toBe(200)
  expect(new Set((await Promise.all(forged)).map(({ status }) => status))).toEqual(new Set([400]))
  expect(received).toHaveLength(1)
})

test('refuses 10,000 unsigned webhooks and accepts every real one among them', async () => {
  const { received, url } = await start(['new'])
  const unsigned = { ...signed('new'), headers: { ...signed('new').headers, 'x-hub-signature-256': '' } }
  const answers = new Map<number, number>()
  const send = async (webhook: SignedWebhook) => {
    const { status } = await postWebhook(url, webhook)
    answers.set(status, (answers.get(status) ?? 0) + 1)
  }
  // 100 connections with 101 consecutive requests each; one request on each connection is real.
  const connection = async () => {
    for (let sent = 0; sent < 101; sent += 1) await send(sent === 50 ? signed('new') : unsigned)
  }
  await Promise.all(Array.from({ length: 100 }, connection))
  expect(Object.fromEntries(answers)).toEqual({ 200: 100, 400: 10_000 })
  expect(received).toHaveLength(100)
}, 60_000)
