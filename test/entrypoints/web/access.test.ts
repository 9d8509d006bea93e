import { afterAll, describe, expect, test } from 'vitest'
import type { DecisionRecord } from '../../../src/adapters/store/stored-decisions.ts'
import { createRepositoryAccess } from '../../../src/entrypoints/web/access/repository-access.ts'
import type { WebGitHub } from '../../../src/entrypoints/web/access/web-github.ts'
import { claimAs, seenAs } from '../../support/seen-repository.ts'
import { openKeptReports } from './stored-reports.ts'
import { webApp } from './test-app.ts'

const DECISION: DecisionRecord = {
  ref: { owner: 'acme', repo: 'open', number: 7 },
  delivery: null,
  decision: 'assert',
  reason: 'sure',
  signature: 'missing-scope',
  confidence: 0.97,
  evidence: ['gateway-log'],
  pack: 'abc',
  acts: ['label added: auth: missing scope'],
  at: Date.UTC(2026, 4, 1),
}

const HOUR = 60 * 60_000

const stored = await openKeptReports()
for (const repo of ['open', 'secret']) {
  await claimAs(stored.store, 'acme', repo)
  await stored.store.recordDecision({ ...DECISION, ref: { owner: 'acme', repo, number: 7 } })
}
afterAll(() => stored.store.close())

/** A bot on `acme/open` (public) and `acme/secret` (private, readable only by Ann), and one browser. */
function visit({ signedInOnly = false } = {}) {
  let now = 0
  const readers = new Set(['token-ann'])
  const codes = new Map([
    ['code-ann', { token: 'token-ann', login: 'ann' }],
    ['code-ann2', { token: 'token-ann', login: 'ann' }],
    ['code-ann3', { token: 'token-ann', login: 'ann' }],
    ['code-bob', { token: 'token-bob', login: 'bob' }],
  ])
  const github: WebGitHub = {
    authorizeUrl: 'https://github.com/login/oauth/authorize',
    clientId: 'client',
    exchangeCode: async (code) => {
      const found = codes.get(code) ?? null
      codes.delete(code)
      return found
    },
    currentLogin: async () => null,
    findRepository: async (owner, repo) =>
      ['open', 'secret'].includes(repo.toLowerCase()) ? seenAs(owner, repo, repo === 'open') : null,
    readableId: async (token, owner, repo) =>
      repo === 'open' || (repo === 'secret' && readers.has(token)) ? seenAs(owner, repo).id : null,
  }
  const clock = () => now
  const app = webApp({
    clock,
    signIn: { github, secret: 'secret', clock, callbackUrl: null },
    repositories: {
      access: createRepositoryAccess(github, { clock, store: stored.store, signedInOnly }),
      store: stored.store,
      indexes: stored.indexes,
    },
  })
  const jar = new Map<string, string>()
  const get = async (path: string, init: RequestInit = {}) => {
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ')
    const response = await app.request(`https://bot.example${path}`, { ...init, headers: { cookie } })
    for (const set of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(set) ?? []
      if (/max-age=0/i.test(set)) jar.delete(name)
      else jar.set(name, value)
    }
    return { status: response.status, headers: response.headers, text: await response.text() }
  }
  const begin = async (to = '/acme/secret/issues/7') => {
    const { headers } = await get(`/login?to=${encodeURIComponent(to)}`)
    return new URL(headers.get('location') ?? '').searchParams
  }
  const signIn = async (code: string, to?: string) =>
    get(`/login/callback?code=${code}&state=${(await begin(to)).get('state')}`)
  const wait = (ms: number) => {
    now += ms
  }
  return { get, begin, signIn, wait, jar, readers }
}

const SECRET = '/acme/secret/issues/7'

/** The link to the sign-in names the page itself, which the visitor knows. */
function withoutReturn(page: string): string {
  return page.replaceAll(/\/login\?to=[^"]*/g, '/login')
}

describe('access to the decisions on an issue', () => {
  test('in a public repository: for everybody', async () => {
    const { status, text } = await visit().get('/acme/open/issues/7')
    expect(status).toBe(200)
    expect(text).toContain('<h1>Issue #7')
    expect(text).toContain('href="/signatures/missing-scope"')
    expect(text).toContain('by another pack, abc')
  })

  test('in a public repository: only for signed-in people if the operator requires it', async () => {
    const { get, signIn } = visit({ signedInOnly: true })
    const open = '/acme/open/issues/7'
    const hidden = await get(open)
    expect([hidden.status, withoutReturn(hidden.text)]).toEqual([
      404,
      withoutReturn((await get('/acme/missing/issues/7')).text),
    ])
    expect((await get('/')).text).not.toContain('acme/open')
    await signIn('code-bob')
    expect((await get(open)).status).toBe(200)
    expect((await get(SECRET)).status).toBe(404)
  })

  test('in a private repository: only after signing in; otherwise it looks like a missing one', async () => {
    const { get } = visit()
    const hidden = await get(SECRET)
    expect(hidden.status).toBe(404)
    for (const path of ['/acme/no-such/issues/7', '/acme/open/issues/8', '/acme/missing/issues/7']) {
      expect(withoutReturn((await get(path)).text)).toBe(withoutReturn(hidden.text))
    }
  })

  test('in a private repository: only for people who can read it', async () => {
    const ann = visit()
    expect((await ann.signIn('code-ann')).headers.get('location')).toBe(SECRET)
    expect((await ann.get(SECRET)).status).toBe(200)
    const bob = visit()
    await bob.signIn('code-bob')
    expect((await bob.get(SECRET)).status).toBe(404)
  })

  test('in a private repository: ends minutes after access is revoked', async () => {
    const { get, signIn, readers, wait } = visit()
    await signIn('code-ann')
    expect((await get(SECRET)).status).toBe(200)
    readers.clear()
    wait(5 * 60_000)
    expect((await get(SECRET)).status).toBe(404)
  })

  test('in a private repository: ends minutes after revocation, even if the clock was a year ahead', async () => {
    const { get, signIn, readers, wait } = visit()
    await signIn('code-ann')
    wait(365 * 24 * HOUR)
    await signIn('code-ann2')
    expect((await get(SECRET)).status).toBe(200)
    readers.clear()
    wait(-365 * 24 * HOUR)
    await signIn('code-ann3')
    expect((await get(SECRET)).status).toBe(404)
  })

  test.each([
    '/acme/secret/issues/7?x=1',
    '/ACME/Secret/issues/7',
    '/acme/secret/issues/07',
    '/acme/%73ecret/issues/7',
    '/acme/open/../secret/issues/7',
  ])('in a private repository: not through another spelling, %s', async (path) =>
    expect((await visit().get(path)).status).toBe(404),
  )
})

describe('a sign-in', () => {
  test('sends state and a challenge, and keeps both in an HttpOnly cookie', async () => {
    const { get, begin } = visit()
    const query = await begin()
    expect(query.get('code_challenge_method')).toBe('S256')
    expect(query.get('code_challenge')).toMatch(/^[\w-]{43}$/)
    expect(query.get('state')).toMatch(/^[\w-]{43}$/)
    const cookie = (await get('/login')).headers.get('set-cookie') ?? ''
    for (const part of [/^__Host-attempt=/, /HttpOnly/, /Secure/, /SameSite=Lax/, /Path=\//])
      expect(cookie).toMatch(part)
    expect(cookie).not.toMatch(/domain/i)
  })

  test('fails with another state, and invalidates the correct one', async () => {
    const { get, begin, jar } = visit()
    const state = (await begin()).get('state')
    expect((await get('/login/callback?code=code-ann&state=forged')).status).toBe(400)
    expect((await get(`/login/callback?code=code-ann&state=${state}`)).status).toBe(400)
    expect(jar.has('__Host-session')).toBe(false)
  })

  test("fails with another person's state or cookie", async () => {
    const [ann, stranger] = [visit(), visit()]
    const strangerState = (await stranger.begin()).get('state')
    expect((await ann.get(`/login/callback?code=code-ann&state=${strangerState}`)).status).toBe(400)
    const own = (await ann.begin()).get('state')
    ann.jar.set('__Host-attempt', stranger.jar.get('__Host-attempt') ?? '')
    expect((await ann.get(`/login/callback?code=code-ann&state=${own}`)).status).toBe(400)
    expect(ann.jar.has('__Host-session')).toBe(false)
  })

  test('limits the session cookie to this site', async () => {
    const { begin, get } = visit()
    const state = (await begin()).get('state')
    const answer = await get(`/login/callback?code=code-ann&state=${state}`)
    const [cookie = ''] = answer.headers.getSetCookie().filter((it) => it.startsWith('__Host-session='))
    for (const part of [/HttpOnly/, /Secure/, /SameSite=Lax/, /Path=\//, /Max-Age=28800/]) expect(cookie).toMatch(part)
    expect(cookie).not.toMatch(/domain/i)
  })

  test('is not ended by following a link', async () => {
    const { get, signIn, jar } = visit()
    await signIn('code-ann')
    expect((await get('/logout')).status).toBe(404)
    expect(jar.has('__Host-session')).toBe(true)
  })

  test('fails with a used code', async () => {
    const { get, begin, jar } = visit()
    const state = (await begin()).get('state')
    const attempt = jar.get('__Host-attempt') ?? ''
    await get(`/login/callback?code=code-ann&state=${state}`)
    jar.clear()
    jar.set('__Host-attempt', attempt)
    expect((await get(`/login/callback?code=code-ann&state=${state}`)).status).toBe(400)
    expect(jar.has('__Host-session')).toBe(false)
  })

  test('fails after the time limit', async () => {
    const { get, begin, wait } = visit()
    const state = (await begin()).get('state')
    wait(10 * 60_000)
    expect((await get(`/login/callback?code=code-ann&state=${state}`)).status).toBe(400)
  })

  test.each([
    'https://evil.example/',
    '//evil.example',
    '/\\evil.example',
    'javascript:alert(1)',
    '/%0d%0aset-cookie:x=1',
    '/a%0Ab',
    '/%1bx',
  ])('never redirects to %s', async (to) =>
    expect((await visit().signIn('code-ann', to)).headers.get('location')).toBe('/'),
  )

  test.each(['/acme/open/clusters?sort=recent&page=2', '/acme/open/issues?q=token%20expired'])(
    'returns to the page with its filters, %s',
    async (to) => expect((await visit().signIn('code-ann', to)).headers.get('location')).toBe(to),
  )

  test('is offered on every page, and leads back to it', async () => {
    const { get } = visit()
    const path = '/acme/open/issues?decision=ask'
    for (const page of [path, SECRET])
      expect((await get(page)).text).toContain(`href="/login?${new URLSearchParams({ to: page })}"`)
  })

  test('ends after eight hours', async () => {
    const { get, signIn, wait } = visit()
    await signIn('code-ann')
    wait(8 * HOUR)
    expect((await get(SECRET)).status).toBe(404)
  })

  test('ends if the clock is set back by more than its lifetime', async () => {
    const { get, signIn, wait } = visit()
    wait(365 * 24 * HOUR)
    await signIn('code-ann')
    expect((await get(SECRET)).status).toBe(200)
    wait(-365 * 24 * HOUR)
    expect((await get(SECRET)).status).toBe(404)
  })

  test('ends when the person signs out', async () => {
    const { get, signIn, jar } = visit()
    await signIn('code-ann')
    expect((await get('/')).text).toContain('Signed in as <strong>ann</strong>')
    await get('/logout', { method: 'POST' })
    expect(jar.has('__Host-session')).toBe(false)
    expect((await get(SECRET)).status).toBe(404)
  })

  test.each(['forged', '', 'AAAA'.repeat(40)])('cannot be forged with a cookie: %j', async (value) => {
    const { get, jar } = visit()
    jar.set('__Host-session', value)
    expect((await get(SECRET)).status).toBe(404)
  })

  test('does not accept the cookie of a sign-in attempt as a session', async () => {
    const { get, begin, jar } = visit()
    await begin()
    jar.set('__Host-session', jar.get('__Host-attempt') ?? '')
    expect((await get('/')).text).not.toContain('Signed in as')
  })
})
