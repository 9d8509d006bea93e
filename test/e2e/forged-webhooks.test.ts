/** Posts forged, modified and replayed webhooks to the running bot. */
import { createHmac, randomUUID } from 'node:crypto'
import { request } from 'node:http'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { RunningBot } from '../../src/entrypoints/server/serve.ts'
import { type LocalWorld, MISSING_SCOPE, place, reportFor, startLocalWorld } from '../support/local-world.ts'
import { loadWebhook } from '../support/webhooks.ts'

let world: LocalWorld
let bot: RunningBot
let body: string

beforeAll(async () => {
  world = await startLocalWorld()
  bot = await world.startBot()
  const number = await world.unheard(() => world.file(reportFor(MISSING_SCOPE)))
  const { owner, repo } = place(world, number)
  const payload = loadWebhook('issues.opened')
  body = JSON.stringify({
    ...payload,
    installation: { id: world.github.installationId },
    repository: { ...payload.repository, name: repo, owner: { login: owner } },
    issue: { ...payload.issue, number },
  })
})

afterAll(async () => {
  await bot.stop()
  await world.close()
})

const hmac = (text: string, secret = world.github.webhookSecret, algorithm = 'sha256') =>
  createHmac(algorithm, secret).update(text)
const good = () => hmac(body).digest('hex')

interface Sent {
  readonly text?: string
  readonly signature: string | readonly string[]
  readonly id?: string
  readonly event?: string
}

/** Uses Node's own client, which can send a header twice. */
function post({ text = body, signature, id = randomUUID(), event = 'issues' }: Sent): Promise<number> {
  const headers = {
    'content-type': 'application/json',
    'content-length': String(Buffer.byteLength(text)),
    'x-github-event': event,
    'x-github-delivery': id,
    'x-hub-signature-256': Array.isArray(signature) ? [...signature] : (signature as string),
  }
  return new Promise((resolve, reject) => {
    const sent = request(`${bot.url}${world.settings.webhookPath}`, { method: 'POST', headers }, (response) => {
      response.resume().once('end', () => resolve(response.statusCode ?? 0))
    })
    sent.once('error', reject)
    sent.end(text)
  })
}

describe('a webhook is refused and not stored', () => {
  test.each<[string, () => Sent]>([
    ['with an empty signature', () => ({ signature: '' })],
    ['with only the name of the algorithm', () => ({ signature: 'sha256=' })],
    ["with a digest without the algorithm's name", () => ({ signature: good() })],
    ["with another algorithm's digest", () => ({ signature: `sha1=${hmac(body, undefined, 'sha1').digest('hex')}` })],
    ["with the right digest under another algorithm's name", () => ({ signature: `sha512=${good()}` })],
    ['with a digest without its last character', () => ({ signature: `sha256=${good().slice(0, -1)}` })],
    ['with a digest without its first half', () => ({ signature: `sha256=${good().slice(32)}` })],
    ['with a digest that is too long', () => ({ signature: `sha256=${good()}00` })],
    ['with one bit of the digest changed', () => ({ signature: `sha256=${flipped(good())}` })],
    ['with a digest in base64', () => ({ signature: `sha256=${hmac(body).digest('base64')}` })],
    ['with a plain hash instead of a signature', () => ({ signature: `sha256=${hmac(body, '').digest('hex')}` })],
    ['signed with another secret', () => ({ signature: `sha256=${hmac(body, 'x ').digest('hex')}` })],
    ['with the signature of another body', () => ({ signature: `sha256=${hmac('{}').digest('hex')}` })],
    [
      'with the signature of the body and a newline',
      () => ({ signature: `sha256=${hmac(`${body}\n`).digest('hex')}` }),
    ],
    [
      'with a forged signature before the valid one',
      () => ({ signature: `sha256=${'0'.repeat(64)}, sha256=${good()}` }),
    ],
    ['with two signatures', () => ({ signature: [`sha256=${'0'.repeat(64)}`, `sha256=${good()}`] })],
    [
      'with one byte of the body changed',
      () => ({ text: body.replace('opened', 'Opened'), signature: `sha256=${good()}` }),
    ],
    [
      'with the same JSON serialised differently',
      () => ({ text: body.replace('{', '{ '), signature: `sha256=${good()}` }),
    ],
    ['with a space appended to its body', () => ({ text: `${body} `, signature: `sha256=${good()}` })],
    ['signed for another event', () => ({ event: 'repository', ...resigned({ action: 'deleted' }) })],
  ])('%s', async (_, make) => {
    const before = world.queue().known
    const status = await post(make())
    expect(status).toBeGreaterThanOrEqual(400)
    expect(status).toBeLessThan(500)
    expect(world.queue().known).toBe(before)
  })

  test('even on the twentieth attempt', async () => {
    const before = world.queue().known
    for (let time = 0; time < 20; time++) expect(await post({ signature: `sha256=${flipped(good())}` })).toBe(400)
    expect(world.queue().known).toBe(before)
  })
})

describe('a webhook signed by GitHub', () => {
  test('is acknowledged and does nothing if it is replayed with the same id', async () => {
    const id = randomUUID()
    const signature = `sha256=${good()}`
    expect(await post({ signature, id })).toBe(200)
    await bot.idle()
    const written = world.gateway.writes
    const { known } = world.queue()
    for (let time = 0; time < 5; time++) expect(await post({ signature, id })).toBe(200)
    await bot.idle()
    expect([world.queue().known, world.gateway.writes]).toEqual([known, written])
  })

  test('causes no second write if it is replayed with other ids', async () => {
    const written = world.gateway.writes
    for (let time = 0; time < 3; time++) expect(await post({ signature: `sha256=${good()}` })).toBe(200)
    await bot.idle()
    expect(world.gateway.writes).toEqual(written)
  })

  test('is not stored if only the bot itself sends such an event', async () => {
    const before = world.queue().known
    const ref = { owner: 'acme', repo: 'gateway', number: 1 }
    const parts = { action: undefined, ref, who: 'somebody', step: 1 }
    for (const event of ['reaction', 'canonical', 'backfill'])
      expect(await post({ event, ...resigned(parts) })).toBe(200)
    expect(world.queue().known).toBe(before)
  })
})

/** The body with some fields replaced, signed correctly. */
function resigned(parts: object): Pick<Sent, 'text' | 'signature'> {
  const text = JSON.stringify({ ...JSON.parse(body), ...parts })
  return { text, signature: `sha256=${hmac(text).digest('hex')}` }
}

function flipped(hex: string): string {
  return `${hex.slice(0, -1)}${(Number.parseInt(hex.slice(-1), 16) ^ 1).toString(16)}`
}
