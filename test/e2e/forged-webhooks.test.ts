/** Webhooks that somebody else sends, changes or sends again, posted to the running bot. */
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

/** By Node's own client, which sends a header twice where it is told to. */
function post({ text = body, signature, id = randomUUID(), event = 'issues' }: Sent): Promise<number> {
  const headers = {
    ...{ 'content-type': 'application/json', 'content-length': String(Buffer.byteLength(text)) },
    ...{ 'x-github-event': event, 'x-github-delivery': id },
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
    ['with the name of the method alone', () => ({ signature: 'sha256=' })],
    ['with a digest without its method', () => ({ signature: good() })],
    ['with the digest of another method', () => ({ signature: `sha1=${hmac(body, undefined, 'sha1').digest('hex')}` })],
    ['with the right digest under another method', () => ({ signature: `sha512=${good()}` })],
    ['with a digest that lacks its last character', () => ({ signature: `sha256=${good().slice(0, -1)}` })],
    ['with a digest that lacks its first half', () => ({ signature: `sha256=${good().slice(32)}` })],
    ['with a digest that goes on', () => ({ signature: `sha256=${good()}00` })],
    ['with a digest of which one bit differs', () => ({ signature: `sha256=${flipped(good())}` })],
    ['with a digest in base64', () => ({ signature: `sha256=${hmac(body).digest('base64')}` })],
    ['with a plain hash instead of a signature', () => ({ signature: `sha256=${hmac(body, '').digest('hex')}` })],
    ['signed with the secret and a blank', () => ({ signature: `sha256=${hmac(body, 'x ').digest('hex')}` })],
    ['with the signature of another body', () => ({ signature: `sha256=${hmac('{}').digest('hex')}` })],
    [
      'with the signature of the body and a line end',
      () => ({ signature: `sha256=${hmac(`${body}\n`).digest('hex')}` }),
    ],
    [
      'with a forged signature before the right one',
      () => ({ signature: `sha256=${'0'.repeat(64)}, sha256=${good()}` }),
    ],
    ['with two signatures', () => ({ signature: [`sha256=${'0'.repeat(64)}`, `sha256=${good()}`] })],
    [
      'with one byte of the body changed',
      () => ({ text: body.replace('opened', 'Opened'), signature: `sha256=${good()}` }),
    ],
    ['with the same JSON in other words', () => ({ text: body.replace('{', '{ '), signature: `sha256=${good()}` })],
    ['with something behind its body', () => ({ text: `${body} `, signature: `sha256=${good()}` })],
    ['that was signed for another event', () => ({ event: 'repository', ...resigned({ action: 'deleted' }) })],
  ])('%s', async (_, make) => {
    const before = world.queue().known
    const status = await post(make())
    expect(status).toBeGreaterThanOrEqual(400)
    expect(status).toBeLessThan(500)
    expect(world.queue().known).toBe(before)
  })

  test('none of which comes twenty times in a row and is then believed', async () => {
    const before = world.queue().known
    for (let time = 0; time < 20; time++) expect(await post({ signature: `sha256=${flipped(good())}` })).toBe(400)
    expect(world.queue().known).toBe(before)
  })
})

describe('a webhook that GitHub signed', () => {
  test('and somebody sends again, under its id, is acknowledged and does nothing', async () => {
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

  test('and somebody sends again, under other ids, says nothing twice', async () => {
    const written = world.gateway.writes
    for (let time = 0; time < 3; time++) expect(await post({ signature: `sha256=${good()}` })).toBe(200)
    await bot.idle()
    expect(world.gateway.writes).toEqual(written)
  })

  test('and that names one of the events that only the bot asks of itself is not stored', async () => {
    const before = world.queue().known
    const ref = { owner: 'acme', repo: 'gateway', number: 1 }
    const parts = { action: undefined, ref, who: 'somebody', step: 1 }
    for (const event of ['reaction', 'canonical', 'backfill'])
      expect(await post({ event, ...resigned(parts) })).toBe(200)
    expect(world.queue().known).toBe(before)
  })
})

/** The body with other parts, signed rightly. */
function resigned(parts: object): Pick<Sent, 'text' | 'signature'> {
  const text = JSON.stringify({ ...JSON.parse(body), ...parts })
  return { text, signature: `sha256=${hmac(text).digest('hex')}` }
}

function flipped(hex: string): string {
  return `${hex.slice(0, -1)}${(Number.parseInt(hex.slice(-1), 16) ^ 1).toString(16)}`
}
