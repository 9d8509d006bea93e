import { expect, test } from 'vitest'
import { TriageError } from '../../../src/core/errors.ts'
import { redactError } from '../../../src/core/report/redact-error.ts'
import { sampleOf } from '../../support/secrets.ts'

const { secret } = sampleOf('github-token')

test('redacts an error in place', () => {
  const error = Object.assign(new TriageError('github-refused', `no ${secret}`, { hint: 'wait' }), { permanent: true })
  expect(redactError(error)).toBe(error)
  expect(error).toMatchObject({ message: 'no [redacted:github-token]', code: 'github-refused', permanent: true })
  expect(error.stack).not.toContain(secret)
})

test('redacts causes, even if they form a cycle', () => {
  const first = new Error(secret)
  first.cause = new Error(`behind it ${secret}`, { cause: first })
  redactError(first)
  expect([first.message, (first.cause as Error).message].join()).not.toContain(secret)
})

test.each([
  ['text redacted', `no ${secret}`, 'no [redacted:github-token]'],
  ['a number unchanged', 7, 7],
  ['undefined unchanged', undefined, undefined],
])('returns %s', (_, thrown, expected) => {
  expect(redactError(thrown)).toBe(expected)
})

test('redacts the string properties of an error and keeps their order', () => {
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

test('returns a frozen error unchanged', () => {
  const error = Object.freeze(new Error(secret))
  expect(redactError(error)).toBe(error)
})
