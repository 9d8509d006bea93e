import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { pino } from 'pino'
import { Probot } from 'probot'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { createMemoryLedger } from '../../../src/adapters/github/rate-limit-state.ts'
import { UnthrottledOctokit } from '../../../src/adapters/github/self-paced-octokit.ts'
import { createClients } from '../../../src/entrypoints/server/clients.ts'
import { generateAppKey } from '../../support/app-key.ts'

const privateKey = generateAppKey()
/** Responses to `GET /app`, in order; the last one is repeated. */
let responses: { readonly status: number; readonly body: object }[] = []
let requests = 0

const api = createServer((_, response) => {
  requests += 1
  const { status, body } = (responses.length > 1 ? responses.shift() : responses[0]) ?? { status: 404, body: {} }
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
})

beforeAll(() => new Promise<void>((resolve) => api.listen(0, '127.0.0.1', resolve)))
afterAll(() => new Promise((resolve) => api.close(resolve)))
beforeEach(() => {
  requests = 0
  responses = [{ status: 200, body: { id: 4242, slug: 'auth-triage' } }]
})

function clients() {
  const baseUrl = `http://127.0.0.1:${(api.address() as AddressInfo).port}`
  const log = pino({ level: 'silent' })
  const probot = new Probot({ appId: 4242, privateKey, secret: 's', baseUrl, Octokit: UnthrottledOctokit, log })
  const store = { rateLimitOf: () => createMemoryLedger() }
  return createClients({ probot, writeGapMs: 0, store }).githubFor
}

test('an installation has one client, even for simultaneous calls', async () => {
  const githubFor = clients()
  const [first, second] = await Promise.all([githubFor(1), githubFor(1)])
  expect(first).toBe(second)
  expect(await githubFor(1)).toBe(first)
})

test("two installations have one client each, and the App's identity is requested only once", async () => {
  const githubFor = clients()
  const [first, second] = await Promise.all([githubFor(1), githubFor(2)])
  expect(first).not.toBe(second)
  expect(requests).toBe(1)
})

test("a failed request for the App's identity is not cached", async () => {
  responses.unshift({ status: 502, body: {} })
  const githubFor = clients()
  await expect(githubFor(1)).rejects.toMatchObject({ status: 502 })
  expect(await githubFor(1)).toBe(await githubFor(1))
  expect(requests).toBe(2)
})

test("rejects a response without the App's identity", async () => {
  responses = [{ status: 200, body: { id: 4242 } }]
  await expect(clients()(1)).rejects.toThrow('GitHub did not return the identity of the App.')
})
