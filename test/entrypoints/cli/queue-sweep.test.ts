import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest'
import { generateAppKey } from '../../support/app-key.ts'
import { runCommand } from '../../support/command-line.ts'

const HOUR = 3_600_000
const privateKey = generateAppKey()
const requests: string[] = []
let api: Server

beforeAll(async () => {
  const listed = [1, 5].map((hours) => ({
    id: hours,
    guid: `${hours}`,
    status_code: 502,
    delivered_at: new Date(Date.now() - hours * HOUR).toISOString(),
  }))
  api = createServer(({ method, url }, response) => {
    requests.push(`${method} ${url}`)
    response.writeHead(method === 'GET' ? 200 : 202, { 'content-type': 'application/json' })
    response.end(JSON.stringify(method === 'GET' ? listed : {}))
  })
  await new Promise<void>((resolve) => api.listen(0, '127.0.0.1', resolve))
})

afterEach(() => {
  vi.unstubAllEnvs()
  requests.length = 0
})
afterAll(() => new Promise((resolve) => api.close(resolve)))

function signedIn(): void {
  vi.stubEnv('APP_ID', '4242')
  vi.stubEnv('PRIVATE_KEY', privateKey)
  vi.stubEnv('GITHUB_API_URL', `http://127.0.0.1:${(api.address() as AddressInfo).port}`)
}

test('requests the failed deliveries from the last three days again', async () => {
  signedIn()
  const { code, out } = await runCommand('queue', 'sweep')
  expect([code, out]).toEqual([0, 'Found 2 failed deliveries; asked GitHub to send 2 of them again.'])
  expect(requests.slice(1)).toEqual(['POST /app/hook/deliveries/5/attempts', 'POST /app/hook/deliveries/1/attempts'])
})

test('looks back to --since, and prints one document with --json', async () => {
  signedIn()
  const since = new Date(Date.now() - 2 * HOUR).toISOString()
  const { out } = await runCommand('queue', 'sweep', '--since', since, '--json')
  expect(JSON.parse(out)).toEqual({ looked: 1, failed: 1, requested: 1 })
})

test.each([
  ['an invalid time', ['--since', 'yesterday'], 2, '--since takes a time, not "yesterday".'],
  ['an App that is not registered', [], 1, 'Only the App can list its deliveries: APP_ID is not set.'],
])('explains %s', async (_, args, code, text) => {
  const ran = await runCommand('queue', 'sweep', ...args)
  expect(ran.code).toBe(code)
  expect(ran.err).toContain(text)
})
