import { describe, expect, test } from 'vitest'
import {
  looksLikeCode,
  looksLikePassword,
  looksLikePathKey,
  looksRandom,
  looksSecret,
} from '../../../src/core/redaction/value-shapes.ts'

describe('a quoted value', () => {
  test.each(['correct horse 7', 'Tr0ub4dor', 'a1b2c3', 'MixedCaseWord', 'two words!x', '1234567', 'AB_cd_12'])(
    'may be a secret: %s',
    (value) => {
      expect(looksSecret(value)).toBe(true)
    },
  )

  test.each(['short', 'plain words', 'snake_case', 'UPPER_CASE', '123456', '-12', 'https://example.com/a1', '<token>'])(
    'is not a secret: %s',
    (value) => {
      expect(looksSecret(value)).toBe(false)
    },
  )
})

describe('an authorization code', () => {
  test.each(['4/0AbCdEfGh', 'abc12345', 'SplxlOBeZQQYbYS6WxSbIA', 'aXbYcZdW'])('is recognised: %s', (value) => {
    expect(looksLikeCode(value)).toBe(true)
  })

  test.each(['a1b2c3d', 'invalid_request', 'ENOENT_CODE_12', '-12345', '<your-code-1>', 'authorization'])(
    'is not recognised in %s',
    (value) => {
      expect(looksLikeCode(value)).toBe(false)
    },
  )
})

describe('a random value', () => {
  test.each([
    ['abcdefgh12345678', 16, true],
    ['abcdefgh1234567', 16, false],
    ['abcdefghijklmnop', 16, false],
    ['1234567890123456', 16, false],
    ['v10.200.3000.40000', 16, false],
    ['https://example.com/a1', 16, false],
  ])('%s with at least %d characters: %s', (value, least, is) => {
    expect(looksRandom(value, least)).toBe(is)
  })
})

test.each([
  ['abc', true],
  ['ab', false],
  ['https://example.com', false],
  ['~/key.pem', false],
  ['123', false],
  ['1234', true],
  ['<password>', false],
])('%s may be a password: %s', (value, is) => {
  expect(looksLikePassword(value)).toBe(is)
})

test.each([
  ['0f8fad5b-d9cd-469f-a165-70867728950e', true],
  ['0123456789abcdef01234567', true],
  ['012345678901234567890123', false],
  ['aB3dE5fG7hJ9kL1mN3pQ', true],
  ['my-server-with-a-name', false],
])('%s grants access as a path segment: %s', (value, is) => {
  expect(looksLikePathKey(value)).toBe(is)
})
