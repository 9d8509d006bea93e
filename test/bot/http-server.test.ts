import { Agent, createServer, get, type IncomingMessage, request, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, test } from 'vitest'
import { type HttpServerOptions, type RunningServer, startHttpServer } from '../../src/bot/http-server.ts'

let server: RunningServer | undefined
const broken: unknown[] = []

afterEach(async () => {
  await server?.stop()
  server = undefined
  broken.length = 0
})

async function start(options: Partial<HttpServerOptions> = {}): Promise<RunningServer> {
  server = await startHttpServer({
    host: '127.0.0.1',
    port: 0,
    webhookPath: '/hook',
    webhooks: async (_, response) => {
      response.end('taken')
      return true
    },
    onBroken: (error) => broken.push(error),
    ...options,
  })
  return server
}

function post(url: string, body = '{}'): Promise<Response> {
  return fetch(`${url}/hook`, { method: 'POST', body })
}

describe('a webhook', () => {
  test('is handed on', async () => {
    const { url } = await start()
    expect(await (await post(url)).text()).toBe('taken')
  })

  test('that nobody handles is not found', async () => {
    const { url } = await start({ webhooks: async () => false })
    expect((await post(url)).status).toBe(404)
  })

  test('whose handling breaks is answered with 500, and the operator is told', async () => {
    const error = new Error('boom')
    const { url } = await start({ webhooks: () => Promise.reject(error) })
    expect((await post(url)).status).toBe(500)
    expect(broken).toEqual([error])
  })

  test('whose body does not come in time is not waited for', async () => {
    const read = async (it: IncomingMessage, response: ServerResponse) => {
      for await (const _ of it);
      response.end('taken')
      return true
    }
    const { url } = await start({ webhooks: read, slowestRequestMs: 40 })
    const status = await new Promise((resolve, reject) => {
      const it = request(`${url}/hook`, { method: 'POST', headers: { 'content-length': '2' } }, (response) => {
        resolve(response.statusCode)
        it.destroy()
      })
      it.on('error', reject)
      it.write('{')
    })
    expect(status).toBe(408)
  })
})

describe('a server that stops', () => {
  // Node's own server waits five seconds for a connection that idles.
  const noWait = { timeout: 2_000 }
  test('answers what it has begun, and does not wait for connections that clients keep open', noWait, async () => {
    const begun = Promise.withResolvers<ServerResponse>()
    const running = await start({
      webhooks: async (_, response) => {
        begun.resolve(response)
        return true
      },
    })
    const answer = post(running.url)
    const response = await begun.promise
    const stopped = running.stop()
    response.end('taken')
    expect(await (await answer).text()).toBe('taken')
    await stopped
  })

  test('closes connections that idle', async () => {
    const running = await start()
    const agent = new Agent({ keepAlive: true })
    await new Promise<void>((resolve) => {
      get(`${running.url}/ping`, { agent }, (response) => response.resume().on('end', resolve))
    })
    await running.stop()
    await expect(fetch(`${running.url}/ping`)).rejects.toThrow()
    agent.destroy()
  })
})

describe('an address that cannot be listened on', () => {
  test('is refused with what to do when the port is taken', async () => {
    const other = createServer()
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve))
    const { port } = other.address() as AddressInfo
    await expect(start({ port })).rejects.toMatchObject({
      code: 'address-unavailable',
      message: `The bot cannot listen on 127.0.0.1:${port}: it is in use already.`,
      hint: 'Stop the other process, or set PORT to a free port.',
    })
    other.close()
  })

  test.each([
    ['192.0.2.1', 'the address does not belong to this machine'],
    ['no-such-host.invalid', 'the name cannot be resolved'],
  ])('is refused with what to do when the host is %s', async (host, why) => {
    await expect(start({ host })).rejects.toMatchObject({
      code: 'address-unavailable',
      message: `The bot cannot listen on ${host}:0: ${why}.`,
      hint: 'Set HOST to localhost, or to 0.0.0.0 in a container.',
    })
  })
})

test('an IPv6 address is printed in brackets', async () => {
  const { url } = await start({ host: '::1' })
  expect(url).toMatch(/^http:\/\/\[::1\]:\d+$/)
})
