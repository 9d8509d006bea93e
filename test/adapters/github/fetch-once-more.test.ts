import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, test } from 'vitest'
import { fetchOnceMore } from '../../../src/adapters/github/fetch-once-more.ts'
import { createTokenClient } from '../../../src/adapters/github/octokit/token-client.ts'

/** A server that breaks the connection of the first `broken` requests. */
async function breakingServer(broken: number) {
  let requests = 0
  const listener: RequestListener = (request, response) => {
    requests += 1
    if (requests <= broken) return void request.socket.destroy()
    response.writeHead(200, { 'content-type': 'application/json' }).end('[{"name":"auth"}]')
  }
  const server = createServer(listener)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests: () => requests,
    [Symbol.asyncDispose]: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

test('a read whose connection broke is sent once more', async () => {
  await using server = await breakingServer(1)
  expect((await fetchOnceMore(server.url)).status).toBe(200)
  expect(server.requests()).toBe(2)
})

test('a read that breaks twice fails', async () => {
  await using server = await breakingServer(2)
  await expect(fetchOnceMore(server.url)).rejects.toThrow(TypeError)
  expect(server.requests()).toBe(2)
})

test('a write is never repeated', async () => {
  await using server = await breakingServer(1)
  await expect(fetchOnceMore(server.url, { method: 'POST', body: '{}' })).rejects.toThrow(TypeError)
  expect(server.requests()).toBe(1)
})

test('a cancelled read is not repeated', async () => {
  await using server = await breakingServer(0)
  const signal = AbortSignal.abort()
  await expect(fetchOnceMore(server.url, { signal })).rejects.toMatchObject({ name: 'AbortError' })
  expect(server.requests()).toBe(0)
})

test('the client of commands survives a broken connection', async () => {
  await using server = await breakingServer(1)
  const octokit = createTokenClient({ apiUrl: server.url, token: null })
  expect((await octokit.rest.issues.listLabelsForRepo({ owner: 'acme', repo: 'app' })).data).toHaveLength(1)
})
