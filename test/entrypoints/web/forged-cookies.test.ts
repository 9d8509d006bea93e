/** What a cookie holds is sealed: whatever somebody makes, changes, cuts or moves opens nothing. */
import { describe, expect, test } from 'vitest'
import { createSeal } from '../../../src/entrypoints/web/access/seal.ts'

const HOUR = 3_600_000
const NOW = 1_795_000_000_000
const ANN = { token: 'token-ann', login: 'ann' }
const sessions = createSeal('the secret', 'session', 8 * HOUR)
const sealed = sessions.seal(ANN, NOW)
const bytes = Buffer.from(sealed, 'base64url')

const open = (text: string | undefined, at = NOW) => sessions.open(text, at)
const written = (change: (copy: Buffer) => Buffer) => change(Buffer.from(bytes)).toString('base64url')

test('what was sealed opens until it ends', () => {
  expect(open(sealed)).toEqual(ANN)
  expect(open(sealed, NOW + 8 * HOUR - 1)).toEqual(ANN)
})

describe('nothing opens', () => {
  test.each<[string, string | undefined]>([
    ['where there is no cookie', undefined],
    ['of an empty one', ''],
    ['of a blank', ' '],
    ['of JSON that nobody sealed', Buffer.from(JSON.stringify({ value: ANN, until: NOW * 2 })).toString('base64url')],
    ['of the same in plain text', JSON.stringify({ value: ANN, until: NOW * 2 })],
    ['of zeros', Buffer.alloc(200).toString('base64url')],
    ['sealed with another secret', createSeal('another secret', 'session', 8 * HOUR).seal(ANN, NOW)],
    ['sealed with no secret', createSeal('', 'session', 8 * HOUR).seal(ANN, NOW)],
    ['sealed for another use', createSeal('the secret', 'attempt', 8 * HOUR).seal(ANN, NOW)],
    ['with the nonce of another', written((it) => Buffer.concat([other().subarray(0, 12), it.subarray(12)]))],
    [
      'with the tag of another',
      written((it) => Buffer.concat([it.subarray(0, 12), other().subarray(12, 28), it.subarray(28)])),
    ],
    ['with the content of another', written((it) => Buffer.concat([it.subarray(0, 28), other().subarray(28)]))],
    ['with two sealed behind one another', `${sealed}${sealed}`],
    ['with the nonce and a tag of four bytes alone', written((it) => it.subarray(0, 16))],
    ['with the nonce and the tag alone', written((it) => it.subarray(0, 28))],
    ['with something behind it', written((it) => Buffer.concat([it, Buffer.from('x')]))],
  ])('%s', (_, text) => {
    expect(open(text)).toBeNull()
  })

  test('after any bit of it was changed', () => {
    for (let bit = 0; bit < bytes.length * 8; bit++) {
      const text = written((it) => {
        it[bit >> 3] = (it[bit >> 3] ?? 0) ^ (1 << (bit & 7))
        return it
      })
      expect([bit, open(text)]).toEqual([bit, null])
    }
  })

  test('after it was cut off anywhere', () => {
    for (let length = 0; length < bytes.length; length++) {
      expect([length, open(written((it) => it.subarray(0, length)))]).toEqual([length, null])
    }
  })

  test('after it has ended, and before it was sealed', () => {
    expect(open(sealed, NOW + 8 * HOUR)).toBeNull()
    expect(open(sealed, NOW - HOUR)).toBeNull()
  })
})

test('the same is never sealed twice alike, so that nothing is learned from comparing', () => {
  const all = Array.from({ length: 1_000 }, () => sessions.seal(ANN, NOW))
  expect(new Set(all).size).toBe(1_000)
  // As bytes: among a thousand cookies three letters of base64 come up by chance.
  for (const one of all) expect(Buffer.from(one, 'base64url').includes('"login"')).toBe(false)
})

/** What was sealed for somebody else. */
function other(): Buffer {
  return Buffer.from(sessions.seal({ token: 'token-bob', login: 'bob' }, NOW), 'base64url')
}
