/**
 * Tests that no link, redirect or DNS response makes the bot connect to anything other than GitHub's public file
 * servers.
 */

import type { AddressInfo } from 'node:net'
import { createServer, type Server } from 'node:net'
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { FetchOptions } from '../../src/adapters/attachments/fetch-files.ts'
import { findAttachmentLinks } from '../../src/adapters/attachments/find-links.ts'
import { httpsNetwork } from '../../src/adapters/attachments/https-network.ts'
import type { LogLink } from '../../src/adapters/attachments/link-forms.ts'
import type { Network } from '../../src/adapters/attachments/network.ts'
import { FakeNetwork } from '../adapters/attachments/fake-network.ts'
import { fetchAndRead } from '../adapters/attachments/fetch-and-read.ts'
import { INWARD_ADDRESSES } from './inward-addresses.ts'
import { LINK_FORMS } from './link-forms.ts'
import { ROADS_AWAY } from './roads-away.ts'

const CONTEXT = { owner: 'acme', repo: 'gateway', githubHost: 'github.com' }
const PATH = '/user-attachments/files/1/main.log'
const FILE = `https://github.com${PATH}`

const fileAt = (url: string): LogLink => ({ kind: 'file', url, name: 'main.log' })

function fetchOver(network: Network, links: readonly LogLink[], more: Partial<FetchOptions> = {}) {
  return fetchAndRead(links, { network, githubHost: 'github.com', ...more })
}

describe('at least 65 notations of an internal address', () => {
  test('are each in the table once', () => {
    expect(new Set(INWARD_ADDRESSES.map(([host]) => host)).size).toBe(INWARD_ADDRESSES.length)
    expect(INWARD_ADDRESSES.length).toBeGreaterThanOrEqual(65)
  })

  test.each(INWARD_ADDRESSES)('is not an attachment link: %s', (host) => {
    expect(findAttachmentLinks(everyLinkTo(`https://${host}${PATH}`), CONTEXT)).toEqual([])
  })

  test.each(INWARD_ADDRESSES)('is not fetched: %s', async (host) => {
    const network = new FakeNetwork({})
    const { attachments, unread } = await fetchOver(network, [fileAt(`https://${host}${PATH}`)])
    expect([attachments, network.seen]).toEqual([[], []])
    expect(unread[0]?.why).toMatch(/^could not be reached: /)
  })

  test.each(INWARD_ADDRESSES)('is not followed as a redirect: %s', async (host) => {
    const network = new FakeNetwork({ [FILE]: { status: 302, headers: { location: `https://${host}${PATH}` } } })
    const { attachments } = await fetchOver(network, [fileAt(FILE)])
    expect([attachments, network.seen.map(({ url }) => url), network.open]).toEqual([[], [FILE], 0])
  })

  test.each(INWARD_ADDRESSES)(
    'is not connected to, even if the operator allows the host: %s',
    async (host, address) => {
      const { hostname = '' } = URL.parse(`https://${host}/`) ?? {}
      const network = new FakeNetwork({}, { [hostname]: [address] })
      const { attachments } = await fetchOver(network, [fileAt(`https://${hostname}${PATH}`)], { hosts: [hostname] })
      expect([attachments, network.seen]).toEqual([[], []])
    },
  )

  test.each(INWARD_ADDRESSES)('is not connected to if a resolver returns it: %s', async (host, address) => {
    const answers = [address, host, host.replaceAll(/[[\]]/g, '')]
    const network = new FakeNetwork({ [FILE]: { body: 'x' } }, { 'github.com': answers })
    const { attachments, unread } = await fetchOver(network, [fileAt(FILE)])
    expect([attachments, network.seen]).toEqual([[], []])
    expect(unread[0]?.why).toBe('could not be reached: its host has no public address')
  })
})

/** Returns the link in every form that a body can contain. */
function everyLinkTo(url: string): string {
  return [`[log](${url}) [log](<${url}>)`, url, `<${url}>`, `<a href="${url}">log</a>`, `[log][1]\n\n[1]: ${url}`].join(
    '\n\n',
  )
}

describe('at least 30 links that look like attachments', () => {
  test('are each in the table once', () => {
    expect(new Set(LINK_FORMS.map(([, url]) => url)).size).toBe(LINK_FORMS.length)
    expect(LINK_FORMS.length).toBeGreaterThanOrEqual(30)
  })

  test.each(LINK_FORMS)('make no connection: %s, %s', async (_, url) => {
    const network = new FakeNetwork({})
    const links = findAttachmentLinks(everyLinkTo(url), CONTEXT)
    const { attachments } = await fetchOver(network, links)
    expect([links, attachments, network.seen]).toEqual([[], [], []])
  })

  test('cause a connection if they are attachments', async () => {
    const network = new FakeNetwork({ [FILE]: { body: 'x' } })
    const { attachments } = await fetchOver(network, findAttachmentLinks(everyLinkTo(FILE), CONTEXT))
    expect([attachments.length, network.seen.length]).toEqual([1, 1])
  })
})

describe('at least 22 redirects and DNS responses', () => {
  test('are listed in the table', () => {
    expect(ROADS_AWAY.length).toBeGreaterThanOrEqual(22)
  })

  test.each(ROADS_AWAY)('do not lead elsewhere: $what', async ({ replies, resolves, connects, why, token = null }) => {
    const network = new FakeNetwork(replies)
    if (resolves !== undefined) network.lookup = resolves()
    const limits = { fileMs: 200, idleMs: 100 }
    const { unread, attachments } = await fetchOver(network, [fileAt(FILE)], { token, limits })
    expect(network.seen.map(({ url, address }) => [url, address])).toEqual(connects)
    const withToken = network.seen.filter(({ headers }) => 'authorization' in headers).map(({ url }) => url)
    expect(withToken).toEqual(token === null ? [] : [FILE])
    expect(attachments.length).toBe(why === null ? 1 : 0)
    expect(unread[0]?.why ?? null).toEqual(why === null ? null : expect.stringContaining(why))
    expect(network.open).toBe(0)
  })
})

describe('over the real network', () => {
  let server: Server
  let connections = 0

  beforeAll(async () => {
    server = createServer((socket) => {
      connections++
      socket.destroy()
    })
    await new Promise<void>((resolve) => server.listen(0, resolve))
    return () => server.close()
  })

  beforeEach(() => {
    connections = 0
  })

  const real = () => httpsNetwork({ port: (server.address() as AddressInfo).port })

  const fetchFrom = (host: string, network: Network, more: Partial<FetchOptions> = {}) =>
    fetchOver(network, [fileAt(`https://${host}${PATH}`)], { hosts: [new URL(`https://${host}/`).hostname], ...more })

  test.each(['localhost', '127.0.0.1', '127.1', '2130706433', '0x7f.1', '0', '[::1]', '[::ffff:127.0.0.1]'])(
    'the machine itself is not connected to, even if the operator allows the host: %s',
    async (host) => {
      const { attachments } = await fetchFrom(host, real())
      expect([attachments, connections]).toEqual([[], 0])
    },
  )

  test('the connection uses the checked address instead of looking it up again', async () => {
    const lookup = async () => ['127.0.0.1']
    await fetchFrom('resolves-to-nothing.invalid', { get: real().get, lookup }, { mayConnect: () => true })
    expect(connections).toBe(1)
  })
})
