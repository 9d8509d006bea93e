import { afterAll, describe, expect, test } from 'vitest'
import type { DecisionRecord } from '../../../src/adapters/store/store.ts'
import { createRepositoryAccess } from '../../../src/entrypoints/web/access/repository-access.ts'
import type { WebGitHub } from '../../../src/entrypoints/web/access/web-github.ts'
import { claimAs, seenAs } from '../../support/seen-repository.ts'
import { openKeptReports } from './kept-reports.ts'
import { webApp } from './made-up-world.ts'

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

const kept = await openKeptReports()
for (const repo of ['open', 'secret']) {
  await claimAs(kept.store, 'acme', repo)
  await kept.store.recordDecision({ ...DECISION, ref: { owner: 'acme', repo, number: 7 } })
}
afterAll(() => kept.store.close())

/** A bot on `acme/open` (public) and `acme/secret` (private, which only Ann may read), and one browser. */
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
      access: createRepositoryAccess(github, { clock, signedInOnly }),
      store: kept.store,
      indexes: kept.indexes,
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

describe('who may see what was decided on an issue', () => {
  test('of a public repository: everybody', async () => {
    const { status, text } = await visit().get('/acme/open/issues/7')
    expect(status).toBe(200)
    expect(text).toContain('<h1>What was decided on acme/open#7</h1>')
    expect(text).toContain('href="/signatures/missing-scope"')
    expect(text).toContain('another pack than today')
  })

  test('of a public repository: only who is signed in, where the operator wants it so', async () => {
    const { get, signIn } = visit({ signedInOnly: true })
    const open = '/acme/open/issues/7'
    const hidden = await get(open)
    expect(hidden).toMatchObject({ status: 404, text: (await get('/acme/missing/issues/7')).text })
    expect((await get('/')).text).not.toContain('acme/open')
    await signIn('code-bob')
    expect((await get(open)).status).toBe(200)
    expect((await get(SECRET)).status).toBe(404)
  })

  test('of a private one: nobody who is not signed in, and it looks like one that is not there', async () => {
    const { get } = visit()
    const hidden = await get(SECRET)
    expect(hidden.status).toBe(404)
    for (const path of ['/acme/no-such/issues/7', '/acme/open/issues/8', '/acme/missing/issues/7']) {
      expect((await get(path)).text).toBe(hidden.text)
    }
  })

  test('of a private one: who can read it, and no other', async () => {
    const ann = visit()
    expect((await ann.signIn('code-ann')).headers.get('location')).toBe(SECRET)
    expect((await ann.get(SECRET)).status).toBe(200)
    const bob = visit()
    await bob.signIn('code-bob')
    expect((await bob.get(SECRET)).status).toBe(404)
  })

  test('of a private one: no longer than minutes after access was taken away', async () => {
    const { get, signIn, readers, wait } = visit()
    await signIn('code-ann')
    expect((await get(SECRET)).status).toBe(200)
    readers.clear()
    wait(5 * 60_000)
    expect((await get(SECRET)).status).toBe(404)
  })

  test('of a private one: no longer than minutes after access was taken away, though the clock was a year ahead', async () => {
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
  ])('of a private one: nobody by another dialect, %s', async (path) =>
    expect((await visit().get(path)).status).toBe(404),
  )
})

describe('signing in', () => {
  test('sends state and a challenge, and keeps both in a cookie that no script reads', async () => {
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

  test('with another state signs nobody in, and the right one is worth nothing afterwards', async () => {
    const { get, begin, jar } = visit()
    const state = (await begin()).get('state')
    expect((await get('/login/callback?code=code-ann&state=forged')).status).toBe(400)
    expect((await get(`/login/callback?code=code-ann&state=${state}`)).status).toBe(400)
    expect(jar.has('__Host-session')).toBe(false)
  })

  test('that somebody else began signs nobody in: not with their state, nor with their cookie', async () => {
    const [ann, stranger] = [visit(), visit()]
    const theirs = (await stranger.begin()).get('state')
    expect((await ann.get(`/login/callback?code=code-ann&state=${theirs}`)).status).toBe(400)
    const own = (await ann.begin()).get('state')
    ann.jar.set('__Host-attempt', stranger.jar.get('__Host-attempt') ?? '')
    expect((await ann.get(`/login/callback?code=code-ann&state=${own}`)).status).toBe(400)
    expect(ann.jar.has('__Host-session')).toBe(false)
  })

  test('sends the session to this site alone, and never along with what another site posts', async () => {
    const { begin, get } = visit()
    const state = (await begin()).get('state')
    const answer = await get(`/login/callback?code=code-ann&state=${state}`)
    const [cookie = ''] = answer.headers.getSetCookie().filter((it) => it.startsWith('__Host-session='))
    for (const part of [/HttpOnly/, /Secure/, /SameSite=Lax/, /Path=\//, /Max-Age=28800/]) expect(cookie).toMatch(part)
    expect(cookie).not.toMatch(/domain/i)
  })

  test('is not ended by a link', async () => {
    const { get, signIn, jar } = visit()
    await signIn('code-ann')
    expect((await get('/logout')).status).toBe(404)
    expect(jar.has('__Host-session')).toBe(true)
  })

  test('with a code that was used signs nobody in', async () => {
    const { get, begin, jar } = visit()
    const state = (await begin()).get('state')
    const attempt = jar.get('__Host-attempt') ?? ''
    await get(`/login/callback?code=code-ann&state=${state}`)
    jar.clear()
    jar.set('__Host-attempt', attempt)
    expect((await get(`/login/callback?code=code-ann&state=${state}`)).status).toBe(400)
    expect(jar.has('__Host-session')).toBe(false)
  })

  test('too late signs nobody in', async () => {
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
  ])('never leads to %s', async (to) =>
    expect((await visit().signIn('code-ann', to)).headers.get('location')).toBe('/'),
  )

  test('ends after eight hours', async () => {
    const { get, signIn, wait } = visit()
    await signIn('code-ann')
    wait(8 * HOUR)
    expect((await get(SECRET)).status).toBe(404)
  })

  test('ends when the clock is set back by more than it lasts', async () => {
    const { get, signIn, wait } = visit()
    wait(365 * 24 * HOUR)
    await signIn('code-ann')
    expect((await get(SECRET)).status).toBe(200)
    wait(-365 * 24 * HOUR)
    expect((await get(SECRET)).status).toBe(404)
  })

  test('ends when the person says so', async () => {
    const { get, signIn, jar } = visit()
    await signIn('code-ann')
    expect((await get('/')).text).toContain('Signed in as ann')
    await get('/logout', { method: 'POST' })
    expect(jar.has('__Host-session')).toBe(false)
    expect((await get(SECRET)).status).toBe(404)
  })

  test.each(['forged', '', 'AAAA'.repeat(40)])('cannot be forged by a cookie: %j', async (value) => {
    const { get, jar } = visit()
    jar.set('__Host-session', value)
    expect((await get(SECRET)).status).toBe(404)
  })

  test('cannot be had by putting the cookie of an attempt in the place of a session', async () => {
    const { get, begin, jar } = visit()
    await begin()
    jar.set('__Host-session', jar.get('__Host-attempt') ?? '')
    expect((await get('/')).text).not.toContain('Signed in as')
  })
})
