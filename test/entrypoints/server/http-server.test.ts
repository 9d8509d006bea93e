import { Agent, createServer, get, type ServerResponse } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { afterEach, describe, expect, test } from 'vitest'
import {
  type HttpServerOptions,
  type RunningServer,
  startHttpServer,
} from '../../../src/entrypoints/server/http-server.ts'

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
  test('is passed to its handler', async () => {
    const { url } = await start()
    expect(await (await post(url)).text()).toBe('taken')
  })

  test('that is not handled gets 404', async () => {
    const { url } = await start({ webhooks: async () => false })
    expect((await post(url)).status).toBe(404)
  })

  test('whose handler throws gets 500, and the error is reported', async () => {
    const error = new Error('boom')
    const { url } = await start({ webhooks: () => Promise.reject(error) })
    expect((await post(url)).status).toBe(500)
    expect(broken).toEqual([error])
  })
})

describe('stop', () => {
  // Node's own server waits five seconds for an idle connection.
  const noWait = { timeout: 2_000 }
  test('finishes running requests and does not wait for kept-alive connections', noWait, async () => {
    const started = Promise.withResolvers<ServerResponse>()
    const running = await start({
      webhooks: async (_, response) => {
        started.resolve(response)
        return true
      },
    })
    const answer = post(running.url)
    const response = await started.promise
    const stopped = running.stop()
    response.end('taken')
    expect(await (await answer).text()).toBe('taken')
    await stopped
  })

  test('closes idle connections', async () => {
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

describe('stop closes the connection to a client', () => {
  const openSocket = (url: string) => {
    const { port } = new URL(url)
    const socket = connect(Number(port), '127.0.0.1').on('error', () => undefined)
    return Object.assign(socket, { gone: new Promise<void>((resolve) => socket.once('close', () => resolve())) })
  }

  test.each([
    ['its request headers', 'POST /hook HTTP/1.1\r\n'],
    ['its body', 'POST /hook HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\n{'],
    ['an upload to a page', 'POST /try HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\n{'],
    ['any data', ''],
  ])('that does not finish sending %s', async (_, text) => {
    const waitForBody: HttpServerOptions['webhooks'] = async (it, response) => {
      for await (const _ of it);
      response.end()
      return true
    }
    const running = await start({ webhooks: waitForBody, pages: waitForBody, stopWithinMs: 50 })
    const socket = openSocket(running.url)
    await new Promise<void>((resolve) => socket.write(text, () => resolve()))
    await running.stop()
    await socket.gone
  })

  test('that gets no response', async () => {
    const started = Promise.withResolvers<void>()
    const neverAnswers: HttpServerOptions['webhooks'] = async () => {
      started.resolve()
      return true
    }
    const running = await start({ webhooks: neverAnswers, stopWithinMs: 50 })
    const refused = expect(post(running.url)).rejects.toThrow()
    await started.promise
    await running.stop()
    await refused
  })
})

describe('an address that cannot be bound', () => {
  test('is rejected with a hint if the port is taken', async () => {
    const other = createServer()
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve))
    const { port } = other.address() as AddressInfo
    await expect(start({ port })).rejects.toMatchObject({
      code: 'address-unavailable',
      message: `The bot cannot listen on 127.0.0.1:${port}: it is already in use.`,
      hint: 'Stop the other process, or set PORT to a free port.',
    })
    other.close()
  })

  test.each([
    ['192.0.2.1', 'the address does not belong to this machine'],
    ['no-such-host.invalid', 'the name cannot be resolved'],
  ])('is rejected with a hint for the host %s', async (host, why) => {
    await expect(start({ host })).rejects.toMatchObject({
      code: 'address-unavailable',
      message: `The bot cannot listen on ${host}:0: ${why}.`,
      hint: 'Set HOST to localhost, or to 0.0.0.0 in a container.',
    })
  })
})

test('the URL has brackets around an IPv6 address', async () => {
  const { url } = await start({ host: '::1' })
  expect(url).toMatch(/^http:\/\/\[::1\]:\d+$/)
})
