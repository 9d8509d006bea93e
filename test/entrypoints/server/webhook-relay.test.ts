import { createServer, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { pino } from 'pino'
import { afterEach, expect, test } from 'vitest'
import { forwardWebhooks } from '../../../src/entrypoints/server/webhook-relay.ts'

const servers: Server[] = []
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections()
    server.close()
  }
})

async function listen(handler: Parameters<typeof createServer>[1]): Promise<string> {
  const server = createServer(handler as never)
  servers.push(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

test('a webhook from the relay reaches the bot with its headers and its body', async () => {
  const received = Promise.withResolvers<{ headers: IncomingMessage['headers']; body: string }>()
  const target = await listen(async (request, response) => {
    received.resolve({ headers: request.headers, body: await text(request) })
    response.end()
  })
  const event = { 'x-github-event': 'issues', 'x-hub-signature-256': 'sha256=abc', body: { action: 'opened' } }
  const source = await listen((_, response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' })
    response.write(`event: ready\ndata: {}\n\ndata: ${JSON.stringify(event)}\n\n`)
  })
  const relay = await forwardWebhooks({ source, target }, pino({ level: 'silent' }))
  const { headers, body } = await received.promise
  expect(body).toBe('{"action":"opened"}')
  expect(headers).toMatchObject({ 'x-github-event': 'issues', 'x-hub-signature-256': 'sha256=abc' })
  await relay.stop()
})
