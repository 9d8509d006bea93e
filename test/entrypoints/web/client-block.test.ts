import type { IncomingMessage } from 'node:http'
import { describe, expect, test } from 'vitest'
import { addressBlock, clientBlock } from '../../../src/entrypoints/web/client-block.ts'

function request(forwarded: string | undefined, from = '127.0.0.1'): IncomingMessage {
  return { headers: { 'x-forwarded-for': forwarded }, socket: { remoteAddress: from } } as unknown as IncomingMessage
}

describe('who asks', () => {
  test.each([
    ['whom the socket names, where no proxy is ours', '203.0.113.7', 0, '198.51.100.1', '198.51.100.1'],
    ['whom our proxy names', '203.0.113.7', 1, '127.0.0.1', '203.0.113.7'],
    ['not whom the client names', '192.0.2.1, 203.0.113.7', 1, '127.0.0.1', '203.0.113.7'],
    ['whom the first of our proxies names', '192.0.2.1, 203.0.113.7, 10.0.0.1', 2, '127.0.0.1', '203.0.113.7'],
    ['whom the socket names, where our proxy names nobody', undefined, 1, '127.0.0.1', '127.0.0.1'],
    ['whom the socket names, where fewer are named than we have proxies', '203.0.113.7', 2, '127.0.0.1', '127.0.0.1'],
  ])('is %s', (_, forwarded, proxies, from, block) => {
    expect(clientBlock(request(forwarded, from), proxies)).toBe(block)
  })
})

describe('a block', () => {
  test.each([
    ['203.0.113.7', '203.0.113.7'],
    ['203.0.113.7:4711', '203.0.113.7'],
    ['::ffff:203.0.113.7', '203.0.113.7'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:db8:1:2:ffff::1', '2001:db8:1:2::/64'],
    ['[2001:db8:1:2::9]:443', '2001:db8:1:2::/64'],
    ['2001:db8:1:3::', '2001:db8:1:3::/64'],
    ['unknown', 'unknown'],
    ['x'.repeat(200), 'x'.repeat(64)],
  ])('of %s is %s', (address, block) => expect(addressBlock(address)).toBe(block))
})
