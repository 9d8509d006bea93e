import { expect, test } from 'vitest'
import { redact } from '../../../src/core/redaction/redact.ts'
import { isPlaceholder } from '../../../src/core/redaction/value-shapes.ts'
import { generator } from '../../support/generator.ts'

const FILLERS = ['xxxx', 'XXXX', 'your', 'example', 'dummy', 'todo', 'fake', 'test', 'changeme']

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'

test('no random token is taken for a placeholder, whatever words occur in it', () => {
  const random = generator(20261130)
  const some = (length: number) => Array.from({ length }, () => ALPHABET.charAt(random(ALPHABET.length))).join('')
  const missed = Array.from({ length: 2000 }, () => {
    const payload = some(200 + random(600)) + FILLERS[random(FILLERS.length)] + some(200)
    const token = `eyJ${some(60)}.eyJ${payload}.${some(86)}`
    return { token, text: redact(`id_token=${token}`).text }
  }).filter(({ token, text }) => text.includes(token.slice(-40)) || text.includes(token.slice(0, 40)))
  expect(missed).toHaveLength(0)
})

test('no random key is taken for a placeholder', () => {
  const random = generator(20261201)
  const keys = Array.from({ length: 2000 }, () =>
    Array.from({ length: 32 + random(16) }, () => ALPHABET.charAt(random(62))).join(''),
  )
  expect(keys.filter((key) => isPlaceholder(key))).toEqual([])
})

test.each([
  'xxxxxxxxxxxx',
  'YOUR_API_KEY_HERE',
  'your-token',
  '<token>',
  ['$', '{TOKEN}'].join(''),
  '$TOKEN',
  '********',
  'sk-ant-xxxxxxxxxxxx',
  'changeme',
  'PASS',
  'sk-123',
  'sk-1234',
  'key_abc123',
])('%s is a placeholder', (value) => {
  expect(isPlaceholder(value)).toBe(true)
})

test.each(['123456', 'abc123', 'sk-4821', 'sk-1234abcd'])('%s is none: it may be what somebody uses', (value) => {
  expect(isPlaceholder(value)).toBe(false)
})
