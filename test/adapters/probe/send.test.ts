import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, expect, test } from 'vitest'
import { createSend, type SendOptions } from '../../../src/adapters/probe/send.ts'

const ANYWHERE = () => true
const GET = { method: 'GET', headers: {} } as const

/** A local server for one test, and a `send` that may connect to it. */
async function serve(listener: RequestListener, options: Partial<SendOptions> = {}) {
  const server = createServer(listener)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = `http://localhost:${(server.address() as AddressInfo).port}`
  const send = createSend({ mayConnect: ANYWHERE, userAgent: 'auth-triage/test', ...options })
  const close = async () => {
    server.close()
    server.closeAllConnections()
  }
  return { url, send, [Symbol.asyncDispose]: close }
}

const LIMITS = { bodyBytes: 1_000, redirects: 2, ms: 60_000 }

describe('createSend', () => {
  test('returns status, headers and body, with its own user agent', async () => {
    await using server = await serve((request, response) =>
      response.writeHead(401, { 'x-a': '1' }).end(request.headers['user-agent']),
    )
    const response = await server.send({ ...GET, url: server.url })
    expect(response).toMatchObject({ status: 401, headers: { 'x-a': '1' }, body: 'auth-triage/test' })
  })

  test('reads no more than its limit', async () => {
    await using server = await serve((_, response) => response.end('x'.repeat(2_000)), { limits: LIMITS })
    expect(await server.send({ ...GET, url: server.url })).toEqual({ failed: 'too-large' })
  })

  test('follows a limited number of redirects, and none unless asked', async () => {
    await using server = await serve((_, response) => response.writeHead(302, { location: '/next' }).end(), {
      limits: LIMITS,
    })
    expect(await server.send({ ...GET, url: server.url, follow: true })).toEqual({ failed: 'redirects' })
    expect(await server.send({ ...GET, url: server.url })).toMatchObject({ status: 302 })
  })

  test('gives up on a server that does not answer', async () => {
    await using server = await serve(() => undefined, { limits: { ...LIMITS, ms: 50 } })
    expect(await server.send({ ...GET, url: server.url })).toEqual({ failed: 'timeout' })
  })

  test('gives up on a server that never ends its body', async () => {
    const drip: RequestListener = (_, response) => void response.writeHead(200).write('x')
    await using server = await serve(drip, { limits: { ...LIMITS, ms: 50 } })
    expect(await server.send({ ...GET, url: server.url })).toEqual({ failed: 'timeout' })
  })

  test('reads an event stream that stays open up to its first event, even one that comes in pieces', async () => {
    await using server = await serve((_, response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' })
      for (const piece of [': hello\n\n', 'da', 'ta: {"a":1}', '\n', '\n']) response.write(piece)
    })
    const response = await server.send({ method: 'POST', headers: {}, url: server.url, body: '{}' })
    expect(response).toMatchObject({ status: 200, body: expect.stringContaining('data: {"a":1}') })
  })

  test('does not wait for the first event of a stream that it only opened', async () => {
    await using server = await serve((_, response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' }).flushHeaders()
    })
    expect(await server.send({ ...GET, url: server.url })).toMatchObject({ status: 200, body: '' })
  })

  test('connects to no address that it may not connect to', async () => {
    await using server = await serve((_, response) => response.end('secret'), { mayConnect: () => false })
    expect(await server.send({ ...GET, url: server.url })).toEqual({ failed: 'forbidden' })
  })

  test('checks the address of every redirect', async () => {
    const hosts: Record<string, readonly string[]> = { 'public.test': ['127.0.0.1'], 'inside.test': ['127.0.0.2'] }
    await using server = await serve(
      (request, response) => {
        const port = request.headers.host?.split(':')[1]
        response.writeHead(302, { location: `http://inside.test:${port}/` }).end()
      },
      { lookup: async (host) => hosts[host] ?? [], mayConnect: (_, address) => address === '127.0.0.1' },
    )
    const url = server.url.replace('localhost', 'public.test')
    expect(await server.send({ ...GET, url, follow: true })).toEqual({ failed: 'forbidden' })
  })

  test.each(['file:///etc/passwd', 'https://user:secret@mcp.example.com/', 'not a URL'])('refuses %s', async (url) => {
    const send = createSend({ mayConnect: ANYWHERE, userAgent: 'x' })
    expect(await send({ ...GET, url })).toEqual({ failed: 'bad-url' })
  })

  test('names a refused connection, and a name without an address', async () => {
    const send = createSend({ mayConnect: ANYWHERE, userAgent: 'x' })
    expect(await send({ ...GET, url: 'http://127.0.0.1:1/' })).toEqual({ failed: 'refused' })
    const lost = createSend({
      mayConnect: ANYWHERE,
      userAgent: 'x',
      lookup: () => Promise.reject(Object.assign(new Error(), { code: 'ENOTFOUND' })),
    })
    expect(await lost({ ...GET, url: 'http://no.such.test/' })).toEqual({ failed: 'dns' })
  })
})
