import { existsSync } from 'node:fs'
import { createServer, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { pino } from 'pino'
import { afterEach, expect, test, vi } from 'vitest'
import { readProcessSettings } from '../../../src/adapters/config/environment.ts'
import { serve } from '../../../src/entrypoints/server/serve.ts'
import { forwardWebhooks, loadRelayClient } from '../../../src/entrypoints/server/webhook-relay.ts'
import { generateAppKey } from '../../support/app-key.ts'
import { temporaryFolder } from '../../support/command-line.ts'

const SILENT = pino({ level: 'silent' })

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
  const relay = forwardWebhooks({ source, target }, { RelayClient: await loadRelayClient(), log: SILENT })
  const { headers, body } = await received.promise
  expect(body).toBe('{"action":"opened"}')
  expect(headers).toMatchObject({ 'x-github-event': 'issues', 'x-hub-signature-256': 'sha256=abc' })
  await relay.stop()
})

test('a relay that does not respond is logged, and the bot goes on', async () => {
  const warned = Promise.withResolvers<string>()
  const log = pino({ level: 'warn' }, { write: warned.resolve })
  const source = await listen((_, response) => response.writeHead(404).end())
  const relay = forwardWebhooks({ source, target: source }, { RelayClient: await loadRelayClient(), log })
  expect(JSON.parse(await warned.promise)).toMatchObject({ source, msg: expect.stringContaining('WEBHOOK_PROXY_URL') })
  await relay.stop()
})

test('without smee-client, nothing is started, so the process can end', async () => {
  vi.doMock('smee-client', () => {
    throw new Error('not installed')
  })
  await using it = await temporaryFolder()
  const settings = readProcessSettings({
    ...{ APP_ID: '1', PRIVATE_KEY: generateAppKey(), WEBHOOK_SECRET: 'secret', PORT: '0' },
    ...{ WEBHOOK_PROXY_URL: 'https://relay.example/abc', STORE_PATH: join(it.folder, 'store.sqlite') },
  })
  await expect(serve(settings, SILENT)).rejects.toMatchObject({ code: 'environment-invalid' })
  expect(existsSync(settings.storePath)).toBe(false)
  vi.doUnmock('smee-client')
})
