/** Cookies are sealed: nothing forged, changed, truncated or swapped can be opened. */
import { EncryptJWT } from 'jose'
import { beforeAll, describe, expect, test } from 'vitest'
import { createSeal } from '../../../src/entrypoints/web/access/seal.ts'

const HOUR = 3_600_000
const NOW = 1_795_000_000_000
const ANN = { token: 'token-ann', login: 'ann' }
const sessions = createSeal('the secret', 'session', 8 * HOUR)

/** Header, an empty key, nonce, content and tag. */
let parts: readonly string[]
let others: readonly string[]

beforeAll(async () => {
  parts = (await sessions.seal(ANN, NOW)).split('.')
  others = (await sessions.seal({ token: 'token-bob', login: 'bob' }, NOW)).split('.')
})

const open = (text: string | undefined, at = NOW) => sessions.open(text, at)
const whole = () => parts.join('.')
const swapped = (...at: readonly number[]) => parts.map((part, n) => (at.includes(n) ? others[n] : part)).join('.')
const encode = (text: string) => Buffer.from(text).toString('base64url')

test('a sealed value opens until it expires', async () => {
  expect(await open(whole())).toEqual(ANN)
  expect(await open(whole(), NOW + 8 * HOUR - 1)).toEqual(ANN)
})

describe('a sealed value cannot be opened', () => {
  test.each<[string, () => string | undefined | Promise<string>]>([
    ['without a cookie', () => undefined],
    ['from an empty cookie', () => ''],
    ['from a cookie that is a space', () => ' '],
    ['from unsealed JSON', () => encode(JSON.stringify({ value: ANN, exp: NOW * 2 }))],
    ['from the same JSON as plain text', () => JSON.stringify({ value: ANN, exp: NOW * 2 })],
    ['from zeros', () => Buffer.alloc(200).toString('base64url')],
    ['if it was sealed with another secret', () => createSeal('another secret', 'session', 8 * HOUR).seal(ANN, NOW)],
    ['if it was sealed with an empty secret', () => createSeal('', 'session', 8 * HOUR).seal(ANN, NOW)],
    ['if it was sealed for another purpose', () => createSeal('the secret', 'attempt', 8 * HOUR).seal(ANN, NOW)],
    ['with the nonce of another', () => swapped(2)],
    ['with the content of another', () => swapped(3)],
    ['with the tag of another', () => swapped(4)],
    ['with nonce and tag of another', () => swapped(2, 4)],
    ['with a header that names no encryption', () => `${encode('{"alg":"none"}')}.${parts.slice(1).join('.')}`],
    ['if it is unsigned', () => `${encode('{"alg":"none"}')}.${encode(JSON.stringify({ value: ANN, exp: NOW }))}.`],
    ['if it is encrypted to a key inside the token', () => withOwnKey()],
    ['from two sealed values in a row', () => `${whole()}${whole()}`],
    ['with a shorter tag', () => parts.with(4, (parts[4] ?? '').slice(0, 6)).join('.')],
    ['without a tag', () => parts.with(4, '').join('.')],
    ['with a sixth part', () => `${whole()}.x`],
    ['with something appended', () => `${whole()}xxxx`],
  ])('%s', async (_, text) => {
    expect(await open(await text())).toBeNull()
  })

  test('after any bit was changed', async () => {
    for (const [n, part] of parts.entries()) {
      const bytes = Buffer.from(part, 'base64url')
      for (let bit = 0; bit < bytes.length * 8; bit++) {
        const copy = Buffer.from(bytes)
        copy[bit >> 3] = (copy[bit >> 3] ?? 0) ^ (1 << (bit & 7))
        const text = parts.with(n, copy.toString('base64url')).join('.')
        expect([n, bit, await open(text)]).toEqual([n, bit, null])
      }
    }
  })

  test('after truncation at any length', async () => {
    const text = whole()
    // The last character may contain none of the tag's bits.
    for (let length = 0; length < text.length - 1; length++) {
      expect([length, await open(text.slice(0, length))]).toEqual([length, null])
    }
  })

  test('after it expired, and before it was sealed', async () => {
    expect(await open(whole(), NOW + 8 * HOUR)).toBeNull()
    expect(await open(whole(), NOW - HOUR)).toBeNull()
  })
})

test('seals the same value differently each time, so comparing reveals nothing', async () => {
  const all = await Promise.all(Array.from({ length: 1_000 }, () => sessions.seal(ANN, NOW)))
  expect(new Set(all).size).toBe(1_000)
  // Compares bytes, because any three base64 letters occur by chance among 1,000 cookies.
  for (const one of all) expect(Buffer.from(one.split('.')[3] ?? '', 'base64url').includes('login')).toBe(false)
})

function withOwnKey(): Promise<string> {
  const header = { alg: 'dir', enc: 'A256GCM', kid: 'mine' }
  return new EncryptJWT({ value: ANN })
    .setProtectedHeader(header)
    .setIssuedAt(NOW / 1000)
    .setExpirationTime(NOW / 1000 + 3600)
    .encrypt(new Uint8Array(32))
}
