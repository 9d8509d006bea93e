import { pino } from 'pino'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { type RunningServer, startHttpServer } from '../../src/bot/http-server.ts'
import { createWebhookHandler } from '../../src/bot/webhooks.ts'
import { type Received, toDelivery } from '../../src/deliveries/events.ts'
import { loadWebhook, postWebhook, type SignedWebhook, signWebhook } from '../helpers/webhooks.ts'

let server: RunningServer | undefined

afterEach(async () => {
  vi.restoreAllMocks()
  await server?.stop()
})

async function start(secrets: readonly [string, ...string[]]) {
  const received: Received[] = []
  const log = pino({ level: 'silent' })
  const receive = async (event: Received) => void received.push(event)
  const webhooks = createWebhookHandler({ secrets, path: '/hook', receive, log })
  server = await startHttpServer({
    host: '127.0.0.1',
    port: 0,
    webhookPath: '/hook',
    webhooks,
    onBroken: () => undefined,
  })
  return { received, url: `${server.url}/hook` }
}

const signed = (secret: string) => signWebhook({ name: 'issues', payload: loadWebhook('issues.opened'), secret })

describe('a webhook', () => {
  test.each([
    ['the only secret', ['new'], 'new', 200],
    ['the new secret while both are valid', ['new', 'old'], 'new', 200],
    ['the old secret while both are valid', ['new', 'old'], 'old', 200],
    ['the old secret after it was taken out', ['new'], 'old', 400],
    ['a secret that never was', ['new', 'old'], 'forged', 400],
    ['both secrets as one', ['new', 'old'], 'new old', 400],
  ] as const)('signed with %s', async (_, secrets, secret, status) => {
    const { received, url } = await start([...secrets] as [string, ...string[]])
    expect((await postWebhook(url, signed(secret))).status).toBe(status)
    expect(received).toHaveLength(status === 200 ? 1 : 0)
  })

  test('that is not signed rightly is never parsed', async () => {
    const { url } = await start(['new', 'old'])
    const parse = vi.spyOn(JSON, 'parse')
    const webhook = signed('forged')
    expect((await postWebhook(url, webhook)).status).toBe(400)
    expect(parse.mock.calls.filter(([text]) => text === webhook.body)).toEqual([])
  })
})

test('a webhook of a repository is answered in words, and one line of the log tells of it for each repository', async () => {
  const lines: string[] = []
  const log = pino({}, { write: (line: string) => void lines.push(line) })
  const receive = async (event: Received) => {
    try {
      toDelivery(event, 0)
    } catch (error) {
      throw Object.assign(error as Error, { status: 400 })
    }
  }
  const webhooks = createWebhookHandler({ secrets: ['new'], path: '/hook', receive, log })
  server = await startHttpServer({
    host: '127.0.0.1',
    port: 0,
    webhookPath: '/hook',
    webhooks,
    onBroken: () => undefined,
  })
  const send = (name: string) => {
    const { installation: _, ...payload } = loadWebhook('issues.opened')
    const repository = { ...payload.repository, full_name: name }
    return postWebhook(
      `${server?.url}/hook`,
      signWebhook({ name: 'issues', payload: { ...payload, repository }, secret: 'new' }),
    )
  }
  const answers = []
  for (const name of ['acme/gateway', 'acme/gateway', 'acme/desktop', 'acme/gateway']) answers.push(await send(name))
  expect(answers.map(({ status }) => status)).toEqual([400, 400, 400, 400])
  expect(await answers[0]?.text()).toContain('This payload has no installation')
  expect(lines.map((line) => JSON.parse(line).err.message)).toEqual([
    expect.stringContaining('a webhook of acme/gateway itself'),
    expect.stringContaining('a webhook of acme/desktop itself'),
  ])
})

test('many forged webhooks at once do not keep a real one from being taken', async () => {
  const { received, url } = await start(['new'])
  const forged = Array.from({ length: 300 }, () => postWebhook(url, signed('forged')))
  expect((await postWebhook(url, signed('new'))).status).toBe(200)
  expect(new Set((await Promise.all(forged)).map(({ status }) => status))).toEqual(new Set([400]))
  expect(received).toHaveLength(1)
})

test('ten thousand unsigned webhooks are refused while every real one among them is taken', async () => {
  const { received, url } = await start(['new'])
  const unsigned = { ...signed('new'), headers: { ...signed('new').headers, 'x-hub-signature-256': '' } }
  const answers = new Map<number, number>()
  const send = async (webhook: SignedWebhook) => {
    const { status } = await postWebhook(url, webhook)
    answers.set(status, (answers.get(status) ?? 0) + 1)
  }
  // A hundred connections, each with one request after the other; every hundredth is real.
  const connection = async () => {
    for (let sent = 0; sent < 101; sent += 1) await send(sent === 50 ? signed('new') : unsigned)
  }
  await Promise.all(Array.from({ length: 100 }, connection))
  expect(Object.fromEntries(answers)).toEqual({ 200: 100, 400: 10_000 })
  expect(received).toHaveLength(100)
}, 60_000)
