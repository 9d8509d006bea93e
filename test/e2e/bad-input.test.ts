import { createHmac, randomUUID } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { request } from 'node:http'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { text } from 'node:stream/consumers'
import { pino } from 'pino'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type RunningBot, serve } from '../../src/entrypoints/server/serve.ts'
import {
  type LocalWorld,
  MISSING_SCOPE,
  place,
  reportFor,
  repositoryIdOf,
  startLocalWorld,
} from '../support/local-world.ts'
import { loadWebhook } from '../support/webhooks.ts'

let world: LocalWorld
let repositoryId: number
let bot: RunningBot
let hook: string
/** All of the bot's log output. */
let logged: string

beforeAll(async () => {
  world = await startLocalWorld()
  repositoryId = await repositoryIdOf(world)
  const write = (line: string) => {
    logged += line
  }
  const log = pino({ level: 'debug' }, { write })
  bot = await serve(world.settings, log)
  hook = `${bot.url}${world.settings.webhookPath}`
  world.github.webhooks.deliverTo(hook)
})

beforeEach(() => {
  logged = ''
})

afterAll(async () => {
  await bot.stop()
  await world.close()
})

const MEGABYTE = 1024 * 1024

function sign(body: string | Uint8Array): string {
  return `sha256=${createHmac('sha256', world.github.webhookSecret).update(body).digest('hex')}`
}

function headersFor(body: string | Uint8Array, event = 'issues'): Record<string, string> {
  return {
    'content-type': 'application/json',
    'x-github-event': event,
    'x-github-delivery': randomUUID(),
    'x-hub-signature-256': sign(body),
  }
}

/** Posts to the webhook path, with a correct signature unless a header is changed. Undefined removes a header. */
async function post(body: string | Uint8Array<ArrayBuffer>, changes: Record<string, string | undefined> = {}) {
  const all = Object.entries({ ...headersFor(body), ...changes }).filter(([, value]) => value !== undefined)
  const response = await fetch(hook, { method: 'POST', body, headers: all as [string, string][] })
  await response.text()
  return response.status
}

/** Returns the `issues.opened` webhook about an issue on the local GitHub. */
function opened(number: number, issue: object = {}) {
  const payload = loadWebhook('issues.opened')
  const { owner, repo } = place(world, number)
  return {
    ...payload,
    installation: { id: world.github.installationId },
    repository: { ...payload.repository, id: repositoryId, name: repo, owner: { login: owner } },
    issue: { ...payload.issue, number, ...issue },
  }
}

describe('a request that is not from GitHub', () => {
  test.each([
    ['a wrong signature', { 'x-hub-signature-256': `sha256=${'0'.repeat(64)}` }, 400],
    ['a signature of the wrong length', { 'x-hub-signature-256': 'sha256=00' }, 400],
    ['no signature', { 'x-hub-signature-256': undefined }, 400],
    ['no delivery id', { 'x-github-delivery': undefined }, 400],
    ['no event', { 'x-github-event': undefined }, 400],
    ['an event named like an object property', { 'x-github-event': '__proto__' }, 400],
    ['an event named like an inherited property', { 'x-github-event': 'constructor' }, 400],
    ['a form instead of JSON', { 'content-type': 'application/x-www-form-urlencoded' }, 415],
  ])('is refused and not stored: %s', async (_, headers, status) => {
    const before = world.queue().known
    expect(await post(JSON.stringify(opened(1)), headers)).toBe(status)
    expect(world.queue().known).toBe(before)
  })

  test('is refused without its text being logged', async () => {
    const body = JSON.stringify(opened(1, { body: 'the password is hunter2' }))
    expect(await post(body, { 'x-hub-signature-256': `sha256=${'0'.repeat(64)}` })).toBe(400)
    expect(logged).toContain('The signature does not match')
    expect(logged).not.toContain('hunter2')
  })
})

describe('a signed payload that cannot be used', () => {
  test.each([
    ['truncated JSON', '{"action":"opened","issue":{', 400],
    ['not JSON', 'action=opened', 400],
    ['a list', '[]', 400],
    ['null', 'null', 400],
    ['a string', '"opened"', 400],
    ['a number', '3', 400],
    ['an action that is not a string', '{"action":7}', 400],
    ['no issue', '{"action":"opened","installation":{"id":1},"repository":{"name":"a","owner":{"login":"b"}}}', 400],
    ['nothing but an action', '{"action":"opened"}', 400],
  ])('is refused and not stored: %s', async (_, body, status) => {
    const before = world.queue().known
    expect(await post(body)).toBe(status)
    expect(world.queue().known).toBe(before)
  })

  test('is refused without its text being logged', async () => {
    const body = JSON.stringify({ ...opened(1, { body: 'the password is hunter2' }), installation: undefined })
    expect(await post(body)).toBe(400)
    expect(logged).toContain('This payload has no installation')
    expect(logged).not.toContain('hunter2')
  })

  test('is refused if its bytes are not UTF-8', async () => {
    const before = world.queue().known
    const bytes = new Uint8Array(Buffer.from(JSON.stringify(opened(1, { title: 'caf\u00e9' })), 'latin1'))
    expect(await post(bytes)).toBe(400)
    expect(world.queue().known).toBe(before)
  })
})

describe('an unused event', () => {
  test.each([
    ['with an unknown name', 'nonsense', '{"action":"opened"}'],
    ['without an action', 'fork', '{"ref":"refs/heads/main"}'],
    ['with an unknown action', 'issues', '{"action":"nonsense"}'],
  ])('is acknowledged and not stored: %s', async (_, event, body) => {
    const before = world.queue().known
    expect(await post(body, { 'x-github-event': event })).toBe(200)
    expect(world.queue().known).toBe(before)
  })
})

describe('an issue', () => {
  async function answer(report: { title: string; body?: string }) {
    const { owner, repo } = place(world, 0)
    const { result } = await world.delivered('issues.opened', () =>
      world.github.reporter.octokit.rest.issues.create({ owner, repo, ...report }),
    )
    await bot.idle()
    return world.look(result.data.number)
  }

  test('without a body is diagnosed from its title', async () => {
    expect(await answer({ title: 'Missing user:mcp_servers scope (scopes=user:inference)' })).toMatchObject({
      comments: [{ by: 'auth-triage[bot]' }],
    })
  })

  test('with a single line of 65,536 characters is answered', async () => {
    const line = 'Missing user:mcp_servers scope (scopes=user:inference)'
    const body = `\`\`\`\n${'x'.repeat(65_536 - line.length - 9)} ${line}\n\`\`\``
    expect(body).toHaveLength(65_536)
    expect(await answer({ title: 'Connectors', body })).toMatchObject({ labels: [MISSING_SCOPE] })
  })

  test.each([
    ['null', null],
    ['absent', undefined],
    ['not a string', { nested: true }],
  ])('is read from GitHub if the body in its webhook is %s', async (_, body) => {
    const number = await world.unheard(() => world.file(reportFor(MISSING_SCOPE)))
    world.github.webhooks.deliverTo(hook)
    expect(await post(JSON.stringify(opened(number, { body })))).toBe(200)
    await bot.idle()
    expect(await world.look(number)).toMatchObject({ labels: [MISSING_SCOPE], comments: [{}] })
  })

  test('in a 25 MB webhook is answered, and its text is not stored', async () => {
    const number = await world.unheard(() => world.file(reportFor(MISSING_SCOPE)))
    world.github.webhooks.deliverTo(hook)
    const small = JSON.stringify(opened(number, { body: 'hunter2' }))
    const body = small.replace('hunter2', `hunter2${'x'.repeat(25 * MEGABYTE - small.length)}`)
    expect(body).toHaveLength(25 * MEGABYTE)
    expect(await post(body)).toBe(200)
    await bot.idle()
    expect(await world.look(number)).toMatchObject({ labels: [MISSING_SCOPE], comments: [{}] })
    expect(logged).not.toContain('hunter2')
    for (const file of readdirSync(world.folder, { recursive: true, withFileTypes: true }).filter((it) =>
      it.isFile(),
    )) {
      expect(readFileSync(join(file.parentPath, file.name)).includes('hunter2'), file.name).toBe(false)
    }
  })
})

describe('a body is refused before it is read', () => {
  /** Sends a request's headers and one byte of its body. Returns the response. */
  function begin(headers: Record<string, string>): Promise<{ status: number | undefined; body: string }> {
    return new Promise((resolve, reject) => {
      const it = request(hook, { method: 'POST', headers: { ...headersFor('{'), ...headers } }, async (response) => {
        resolve({ status: response.statusCode, body: await text(response) })
        it.destroy()
      })
      it.on('error', reject)
      it.write('{')
    })
  }

  test('if its declared size exceeds 25 MB', async () => {
    const { status, body } = await begin({ 'content-length': String(25 * MEGABYTE + 1) })
    expect([status, body]).toEqual([413, 'GitHub sends at most 25 MB.\n'])
  })

  test('if it has no Content-Length', async () => {
    const { status, body } = await begin({ 'transfer-encoding': 'chunked' })
    expect([status, body]).toEqual([411, 'The Content-Length header is missing.\n'])
  })
})

describe('the other paths', () => {
  test.each([
    ['GET', '/ping', 200],
    ['GET', '/', 200],
    ['GET', '/healthz', 200],
    ['GET', '/readyz', 200],
    ['GET', '/metrics', 404],
    ['GET', '/probot', 404],
    ['POST', '/api/github', 404],
    ['GET', '/api/github/webhooks', 405],
    ['DELETE', '/api/github/webhooks', 405],
    ['GET', '/%', 404],
    ['GET', '/ping?x=1', 200],
  ])('%s %s returns %i', async (method, path, status) => {
    const response = await fetch(`${bot.url}${path}`, { method })
    expect([response.status, await response.text()]).toEqual([status, expect.stringMatching(/\S/)])
  })
})

test('a failing store causes a 503 response, and a delivery is accepted once the store works again', async () => {
  const number = await world.unheard(() => world.file(reportFor(MISSING_SCOPE)))
  world.github.webhooks.deliverTo(hook)
  const { id } = world.github.webhooks.deliveries.at(-1) ?? { id: '' }
  const side = new DatabaseSync(world.storePath)
  side.exec("create trigger full before insert on deliveries begin select raise(abort, 'disk full'); end")
  expect(await world.github.webhooks.redeliver(id)).toMatchObject({ status: 503 })
  side.exec('drop trigger full')
  side.close()
  expect(await world.github.webhooks.redeliver(id)).toMatchObject({ status: 200 })
  await bot.idle()
  expect(await world.look(number)).toMatchObject({ labels: [MISSING_SCOPE], comments: [{}] })
})
