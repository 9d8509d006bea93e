import { expect, test } from 'vitest'
import { TriageError } from '../../../src/core/errors.ts'
import { redactError } from '../../../src/core/report/redact-error.ts'
import { sampleOf } from '../../support/secrets.ts'

const { secret } = sampleOf('github-token')

test('an error stays the same error, without the secret', () => {
  const error = Object.assign(new TriageError('github-refused', `no ${secret}`, { hint: 'wait' }), { permanent: true })
  expect(redactError(error)).toBe(error)
  expect(error).toMatchObject({ message: 'no [redacted:github-token]', code: 'github-refused', permanent: true })
  expect(error.stack).not.toContain(secret)
})

test('causes are redacted as well, and a chain without end ends', () => {
  const first = new Error(secret)
  first.cause = new Error(`behind it ${secret}`, { cause: first })
  redactError(first)
  expect([first.message, (first.cause as Error).message].join()).not.toContain(secret)
})

test.each([
  ['text', `no ${secret}`, 'no [redacted:github-token]'],
  ['a number', 7, 7],
  ['nothing', undefined, undefined],
])('%s that was thrown comes back', (_, thrown, expected) => {
  expect(redactError(thrown)).toBe(expected)
})

test('what an error carries beside its message is redacted, and stays where it was', () => {
  const error = Object.assign(new Error('no'), {
    input: `https://x:${secret}@y`,
    path: `a\u001b[31m\u202e`,
    code: 'ENOENT',
  })
  redactError(error)
  expect(Object.entries(error)).toEqual([
    ['input', expect.not.stringContaining(secret)],
    ['path', 'a'],
    ['code', 'ENOENT'],
  ])
})

test('a frozen error does not break it', () => {
  const error = Object.freeze(new Error(secret))
  expect(redactError(error)).toBe(error)
})
