import { gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { decode } from '../../../src/adapters/attachments/decode.ts'

const LOG = '2026-11-20 10:00:00 error: 401 Unauthorized\n  at refresh (token.ts:1)\n'

const utf16 = (text: string, order: 'le' | 'be') => {
  const bytes = Buffer.from(text, 'utf16le')
  return order === 'le' ? bytes : bytes.swap16()
}

describe('text', () => {
  test.each([
    ['UTF-8', Buffer.from(`${LOG}übel ✓`), `${LOG}übel ✓`],
    ['UTF-8 with a byte order mark', Buffer.from(`\ufeff${LOG}`), LOG],
    ['UTF-16 with a byte order mark', utf16(`\ufeff${LOG}`, 'le'), LOG],
    ['big-endian UTF-16 with a byte order mark', utf16(`\ufeff${LOG}`, 'be'), LOG],
    ['UTF-16 without a byte order mark', utf16(LOG, 'le'), LOG],
    ['big-endian UTF-16 without a byte order mark', utf16(LOG, 'be'), LOG],
    [
      'Chinese UTF-16 without a byte order mark',
      utf16('错误 401\n令牌已过期 token\n', 'le'),
      '错误 401\n令牌已过期 token\n',
    ],
    ['Latin-1', Buffer.from('Zugriff verweigert für Jürgen\n', 'latin1'), 'Zugriff verweigert für Jürgen\n'],
    ['Windows-1252 quotes', Buffer.from([0x93, 0x68, 0x69, 0x94]), '“hi”'],
    ['colour codes', Buffer.from('\x1b[31merror\x1b[0m'), '\x1b[31merror\x1b[0m'],
    ['NULs left by a crash', Buffer.concat([Buffer.from(LOG), Buffer.alloc(4096), Buffer.from('next')]), `${LOG}next`],
    ['an empty file', Buffer.alloc(0), ''],
  ])('reads %s', (_, bytes, text) => {
    expect(decode(bytes)).toBe(text)
  })

  test('reads UTF-8 text with one truncated character as UTF-8', () => {
    const torn = Buffer.concat([Buffer.from(`${LOG}üöä`), Buffer.from([0xc3])])
    expect(decode(torn)).toBe(`${LOG}üöä\ufffd`)
  })

  test('detects UTF-16 in a file larger than the samples', () => {
    const text = LOG.repeat(5_000)
    expect(decode(utf16(text, 'le'))).toBe(text)
  })
})

describe('other data', () => {
  test.each([
    ['compressed data', gzipSync(Buffer.from(Array.from({ length: 9999 }, (_, n) => (n * n * 7919) % 251)))],
    ['numbers', Buffer.from(new Uint32Array(Array.from({ length: 5000 }, (_, n) => n * 65_537 * 13)).buffer)],
  ])('returns null for %s', (_, bytes) => {
    expect(decode(bytes)).toBeNull()
  })
})
