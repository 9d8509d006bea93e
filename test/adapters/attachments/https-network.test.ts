import { createServer, type Server } from 'node:https'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { httpsNetwork } from '../../../src/adapters/attachments/https-network.ts'
import type { LogLink } from '../../../src/adapters/attachments/link-forms.ts'
import type { Network } from '../../../src/adapters/attachments/network.ts'
import { TEST_CERTIFICATE, TEST_KEY } from './certificate.ts'
import { fetchAndRead } from './fetch-and-read.ts'

let server: Server
let received: { host: string | undefined; authorization: string | undefined }[] = []

beforeAll(async () => {
  server = createServer({ key: TEST_KEY, cert: TEST_CERTIFICATE }, (request, response) => {
    received.push({ host: request.headers.host?.split(':')[0], authorization: request.headers.authorization })
    const path = request.url ?? ''
    if (path.endsWith('/moved.log')) {
      response.writeHead(302, { location: 'https://objects.githubusercontent.com/files/main.log' }).end()
    } else if (path.endsWith('/huge.log')) {
      response.writeHead(200, { 'content-length': '10000000000' })
      response.write('x'.repeat(1000))
    } else if (path.endsWith('/broken.log')) {
      response.writeHead(200, { 'content-length': '1000' }).write('x', () => response.destroy())
    } else if (path.endsWith('/main.log')) response.end('line one\nline two')
    else response.writeHead(404).end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
})

afterAll(() => {
  server.closeAllConnections()
  server.close()
})

/** The real client. All host names resolve to the test server. */
function network(): Network {
  const real = httpsNetwork({ port: (server.address() as AddressInfo).port, ca: TEST_CERTIFICATE })
  return { lookup: async () => ['127.0.0.1'], get: (request) => real.get(request) }
}

function fetchNamed(name: string, mayConnect?: () => boolean) {
  received = []
  const link: LogLink = { kind: 'file', url: `https://github.com/user-attachments/files/1/${name}`, name }
  const limits = { fileBytes: 500, idleMs: 2_000 }
  return fetchAndRead([link], {
    network: network(),
    githubHost: 'github.com',
    limits,
    ...(mayConnect && { mayConnect }),
  })
}

const anyAddress = () => true

describe('over a real connection', () => {
  test('follows a redirect to another host and also verifies its certificate', async () => {
    const { attachments, unread } = await fetchNamed('moved.log', anyAddress)
    expect(unread).toEqual([])
    expect(attachments).toEqual([{ name: 'moved.log', text: 'line one\nline two' }])
    expect(received.map(({ host }) => host)).toEqual(['github.com', 'objects.githubusercontent.com'])
  })

  test('never connects to a loopback address by default', async () => {
    const { unread } = await fetchNamed('main.log')
    expect(unread).toEqual([{ name: 'main.log', why: 'could not be reached: its host has no public address' }])
    expect(received).toEqual([])
  })

  test('closes the connection when the body exceeds the limit', async () => {
    const { unread } = await fetchNamed('huge.log', anyAddress)
    expect(unread).toEqual([{ name: 'huge.log', why: 'is larger than 500 bytes' }])
  })

  test('reports a connection that breaks', async () => {
    const { attachments, unread } = await fetchNamed('broken.log', anyAddress)
    expect(attachments).toEqual([])
    expect(unread).toEqual([{ name: 'broken.log', why: 'could not be reached: the connection failed (ECONNRESET)' }])
  })

  test('refuses a server whose certificate is for another name', async () => {
    const real = httpsNetwork({ port: (server.address() as AddressInfo).port, ca: TEST_CERTIFICATE })
    const url = 'https://raw.githubusercontent.com/o/r/main.log'
    const { unread } = await fetchAndRead([{ kind: 'file', url, name: 'main.log' }], {
      network: { lookup: async () => ['127.0.0.1'], get: (request) => real.get(request) },
      githubHost: 'github.com',
      mayConnect: anyAddress,
    })
    expect(unread[0]?.why).toBe('could not be reached: the connection failed (ERR_TLS_CERT_ALTNAME_INVALID)')
  })
})
