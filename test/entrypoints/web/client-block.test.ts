import type { IncomingMessage } from 'node:http'
import { describe, expect, test } from 'vitest'
import { addressBlock, clientBlock } from '../../../src/entrypoints/web/client-block.ts'

function request(forwarded: string | undefined, from = '127.0.0.1'): IncomingMessage {
  return { headers: { 'x-forwarded-for': forwarded }, socket: { remoteAddress: from } } as unknown as IncomingMessage
}

describe('clientBlock', () => {
  test.each([
    ["the socket's address if we run no proxy", '203.0.113.7', 0, '198.51.100.1', '198.51.100.1'],
    ['the address that our proxy appended', '203.0.113.7', 1, '127.0.0.1', '203.0.113.7'],
    ['not the address that the client sent', '192.0.2.1, 203.0.113.7', 1, '127.0.0.1', '203.0.113.7'],
    [
      'the address that the first of our proxies appended',
      '192.0.2.1, 203.0.113.7, 10.0.0.1',
      2,
      '127.0.0.1',
      '203.0.113.7',
    ],
    ["the socket's address if our proxy appended none", undefined, 1, '127.0.0.1', '127.0.0.1'],
    ["the socket's address if there are fewer addresses than proxies", '203.0.113.7', 2, '127.0.0.1', '127.0.0.1'],
  ])('is %s', (_, forwarded, proxies, from, block) => {
    expect(clientBlock(request(forwarded, from), proxies)).toBe(block)
  })
})

describe('addressBlock', () => {
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
