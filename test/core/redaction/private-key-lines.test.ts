import { expect, test } from 'vitest'
import { findPrivateKeys } from '../../../src/core/redaction/private-key-lines.ts'
import { some } from '../../support/secrets.ts'

const BEGIN = '-----BEGIN PRIVATE KEY-----'
const END = '-----END PRIVATE KEY-----'
const LINES = [some(64), some(64, 'zX9cV8bN7'), `${some(20)}==`].join('\n')

test.each([
  ['complete', `${BEGIN}\n${LINES}\n${END}`],
  ['without an end', `${BEGIN}\n${LINES}`],
  ['without a beginning', `${LINES}\n${END}`],
])('a key %s is found with its markers and nothing else', (_, key) => {
  expect(findPrivateKeys(`before\n${key}\nafter it`).map(({ value }) => value)).toEqual([key])
})

test('two keys are two findings', () => {
  expect(findPrivateKeys(`${BEGIN}\n${LINES}\n${BEGIN}\n${LINES}\n${END}`)).toHaveLength(2)
})

test.each([BEGIN, END, `${BEGIN}\n...\n${END}`, `the file starts with ${BEGIN} and ends with ${END}`])(
  'a marker without a key is none: %j',
  (text) => {
    expect(findPrivateKeys(text)).toEqual([])
  },
)

test('a cut-off key whose last line goes on with other text is covered up to that text', () => {
  const line = 'aB3dE5fG7hJ9kL2mN4pQ6rS8tUaB3dE5fG7hJ9kLaB3dE5fG7hJ9kL2mN4pQ6rS8'
  const text = `-----BEGIN RSA PRIVATE KEY-----\n${line}\n${line} and then the log goes on`
  const [key] = findPrivateKeys(text)
  expect(text.slice((key?.start ?? 0) + (key?.value.length ?? 0))).toBe(' and then the log goes on')
})
