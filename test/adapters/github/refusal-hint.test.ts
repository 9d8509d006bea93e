import { describe, expect, test } from 'vitest'
import { refusedError } from '../../../src/adapters/github/refusal.ts'
import { refusalHint } from '../../../src/adapters/github/refusal-hint.ts'
import { TriageError } from '../../../src/core/errors.ts'

const refused = (status: number, headers: object = {}) =>
  refusedError('to read acme/app#1', { status, response: { headers, data: {} } })

describe('a command', () => {
  test.each<[number, RegExp]>([
    [401, /^Check GITHUB_TOKEN/],
    [403, /^Check GITHUB_TOKEN/],
    [404, /^Check the name\./],
    [503, /^Run the command again\./],
  ])('that got a %d says what its user can do', (status, hint) => {
    expect(refusalHint(refused(status), 'command')).toMatch(hint)
  })

  test('at the rate limit says when to run it again', () => {
    const hint = refusalHint(refused(403, { 'retry-after': '600' }), 'command')
    expect(hint).toBe('Run the command again in 10 min. A GITHUB_TOKEN raises the limit.')
  })
})

describe('the Action', () => {
  test('names the permissions of the job, not those of an App', () => {
    const hint = refusalHint(refused(403), 'action')
    expect(hint).toContain('`issues: write`')
    expect(hint).not.toContain('App')
  })
})

test('an error with a hint of its own keeps it', () => {
  const error = new TriageError('github-refused', 'GitHub shows no issues.', { hint: 'Check it.', cause: {} })
  expect(refusalHint(error, 'command')).toBe('Check it.')
  expect(refusalHint(new TriageError('wrong-use', 'No.', { hint: 'Add it.' }), 'action')).toBe('Add it.')
})
