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
    ...{ id: hours, guid: `${hours}`, status_code: 502 },
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

test('has the failed deliveries of the last three days sent again', async () => {
  signedIn()
  const { code, out } = await runCommand('queue', 'sweep')
  expect([code, out]).toEqual([0, '2 deliveries had failed; GitHub was asked to send 2 of them again.'])
  expect(requests.slice(1)).toEqual(['POST /app/hook/deliveries/5/attempts', 'POST /app/hook/deliveries/1/attempts'])
})

test('looks back as far as it is told, and prints one document', async () => {
  signedIn()
  const since = new Date(Date.now() - 2 * HOUR).toISOString()
  const { out } = await runCommand('queue', 'sweep', '--since', since, '--json')
  expect(JSON.parse(out)).toEqual({ looked: 1, failed: 1, requested: 1 })
})

test.each([
  ['a time that is none', ['--since', 'yesterday'], 2, '--since wants a time; "yesterday" is none.'],
  ['an App that is not registered', [], 1, 'GitHub tells its deliveries to the App only: APP_ID is not set.'],
])('says what is wrong: %s', async (_, args, code, text) => {
  const ran = await runCommand('queue', 'sweep', ...args)
  expect(ran.code).toBe(code)
  expect(ran.err).toContain(text)
})
