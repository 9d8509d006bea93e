import { generateKeyPairSync } from 'node:crypto'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { openStore } from '../../../src/adapters/store/open.ts'
import type { Store } from '../../../src/adapters/store/store.ts'
import { generateAppKey } from '../../support/app-key.ts'
import { runCommand, temporaryFolder } from '../../support/command-line.ts'

const privateKey = generateAppKey()
const PERMISSIONS = { issues: 'write', metadata: 'read', contents: 'read' }
const ANSWERS: Readonly<Record<string, object>> = {
  '/app': {
    id: 4242,
    slug: 'auth-triage',
    permissions: PERMISSIONS,
    events: ['issues', 'push', 'issue_comment', 'release', 'repository'],
  },
  '/app/hook/config': { url: 'https://bot.example/api/github/webhooks', secret: '********' },
  '/app/installations': [{ id: 1, account: { login: 'acme' }, suspended_at: null, permissions: PERMISSIONS }],
  '/app/hook/deliveries': [{ id: 1, guid: 'a', delivered_at: new Date().toISOString(), status_code: 200 }],
  '/app/installations/1/access_tokens': { token: 't', expires_at: new Date(Date.now() + 3_600_000).toISOString() },
  '/rate_limit': { resources: { core: { remaining: 4_321 } } },
}
/** What GitHub answers instead; undefined refuses the request. */
let changes: Readonly<Record<string, object | undefined>>
let fill: (store: Store) => Promise<void>
let api: Server
let apiUrl: string

beforeEach(async () => {
  changes = {}
  fill = async () => undefined
  api = createServer(({ url = '' }, response) => {
    const path = url.split('?')[0] ?? ''
    const body = Object.hasOwn(changes, path) ? changes[path] : ANSWERS[path]
    response.writeHead(body === undefined ? 401 : 200, { 'content-type': 'application/json' })
    response.end(JSON.stringify(body ?? { message: 'Bad credentials' }))
  })
  await new Promise<void>((resolve) => api.listen(0, '127.0.0.1', resolve))
  vi.stubEnv('APP_ID', '4242')
  vi.stubEnv('PRIVATE_KEY', privateKey)
  vi.stubEnv('WEBHOOK_SECRET', 'a-secret-of-32-random-characters')
  apiUrl = `http://127.0.0.1:${(api.address() as AddressInfo).port}`
  vi.stubEnv('GITHUB_API_URL', apiUrl)
})

afterEach(async () => {
  vi.unstubAllEnvs()
  await new Promise((resolve) => api.close(resolve))
})

async function doctor(...args: readonly string[]) {
  await using place = await temporaryFolder()
  const path = join(place.folder, 'store.sqlite')
  vi.stubEnv('STORE_PATH', path)
  const { store } = await openStore({ path })
  await fill(store)
  await store.close()
  return await runCommand('doctor', ...args)
}

test('finds nothing to fix in a healthy installation', async () => {
  const { code, out } = await doctor()
  expect(out).toContain('limit acme: 4321 API calls left')
  expect(out).toMatch(/Nothing to fix\.$/)
  expect(code).toBe(0)
})

test('prints what to fix and how, with exit code 1', async () => {
  changes = { '/app': { ...ANSWERS['/app'], permissions: { issues: 'read' } } }
  const { code, out } = await doctor('--json')
  const { mend, findings } = JSON.parse(out)
  expect([code, mend]).toEqual([1, 1])
  expect(findings).toContainEqual({
    check: 'permissions',
    level: 'mend',
    says: 'the App does not request issues: write, metadata: read, contents: read',
    fix: 'Add them: App settings, "Permissions & events".',
  })
})

test('finds several mistakes at once, each with its remedy', async () => {
  vi.stubEnv('WEBHOOK_SECRET', 'x')
  vi.stubEnv('GITHUB_CLIENT_ID', 'Iv1.abc')
  changes = { '/app/hook/config': { url: 'https://bot.example/hook', secret: '********', content_type: 'form' } }
  const { mend, findings } = JSON.parse((await doctor('--json')).out)
  expect(mend).toBe(3)
  const wrong = findings.filter(({ level }: { level: string }) => level === 'mend')
  expect(wrong.map(({ check }: { check: string }) => check)).toEqual(['webhook secret', 'sign-in', 'webhook'])
  for (const { fix } of wrong) expect(fix).toMatch(/^(?:Create|Set) /)
})

test('says that a key of another kind is no App key', async () => {
  const { privateKey: ec } = generateKeyPairSync('ec', {
    namedCurve: 'P-256',
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'pem' },
  })
  vi.stubEnv('PRIVATE_KEY', ec)
  const { code, err } = await doctor()
  expect(code).toBe(1)
  expect(err).toMatch(/^The private key is of the kind ec; GitHub Apps have RSA keys\.\nUse the \.pem file/)
})

test('reports rejected credentials as one finding and examines the rest', async () => {
  vi.stubEnv('GITHUB_API_URL', `${apiUrl}/nowhere`)
  const { code, out } = await doctor()
  expect(code).toBe(1)
  expect(out).toContain('FIX   credentials: GitHub knows no such App or key\n      Compare APP_ID')
  expect(out).toMatch(/ok {4}store: 0 deliveries in the queue/)
})

test('says what to check if GitHub refuses to answer', async () => {
  changes = { '/app/hook/config': undefined }
  const { out } = await doctor()
  expect(out).toMatch(/FIX {3}credentials: GitHub refused to read the App's settings .*\n {6}Check GITHUB_API_URL/)
})

test('says why GitHub does not respond, and what to check', async () => {
  await new Promise((resolve) => api.close(resolve))
  const { out } = await doctor()
  expect(out).toContain('FIX   credentials: GitHub did not respond to the request to sign in as the App: connect ECONN')
  expect(out).toContain('Check GITHUB_API_URL and the network between this machine and GitHub')
})

test('reports a missing store once', async () => {
  vi.stubEnv('STORE_PATH', join(import.meta.dirname, 'no-such.sqlite'))
  const { findings, mend } = JSON.parse((await runCommand('doctor', '--json')).out)
  const wrong = findings.filter(({ level }: { level: string }) => level === 'mend')
  expect([mend, wrong.map(({ check }: { check: string }) => check)]).toEqual([1, ['store']])
})

test('says which packs are on in a repository whose settings choose some, and why', async () => {
  const kept = { source: 'repository', textHash: 'x', problems: [], checkedAt: 1 } as const
  const settings = JSON.stringify({ signatures: { packs: 'auto' } })
  fill = async (store) => {
    for (const [at, repo] of ['chosen', 'plain'].entries()) {
      await store.claimRepository({ owner: 'acme', repo, id: 41 + at, ownerId: 7, at: 1 })
      await store.keepSettings({ owner: 'acme', repo }, { ...kept, settings: repo === 'chosen' ? settings : '{}' })
    }
    const facts = { languages: [], topics: ['postgresql'], readAt: Date.UTC(2026, 10, 29) }
    await store.keepFacts({ owner: 'acme', repo: 'chosen' }, facts)
  }
  const { out } = await doctor()
  expect(out).toContain(
    'packs acme/chosen: `auto` chose these packs by postgresql (read on 2026-11-29): client, database, oauth.',
  )
  expect(out).not.toContain('packs acme/plain')
})
