import { expect, test } from 'vitest'
import { TriageError } from '../../../src/core/errors.ts'
import { formatProblem, type Problem, refuseProblems } from '../../../src/core/signatures/problems.ts'

const PROBLEM: Problem = { file: 'oauth/lost-badge.yaml', line: 7, message: 'has no evidence', hint: 'add a clause' }

test('formats a problem as one line with a clickable location', () => {
  expect(formatProblem(PROBLEM)).toBe('oauth/lost-badge.yaml:7: has no evidence → add a clause')
})

test('does not throw without problems', () => {
  expect(() => refuseProblems([])).not.toThrow()
})

test.each([
  [[PROBLEM], 'The signature pack has one problem:\n'],
  [[PROBLEM, { ...PROBLEM, line: 9 }], 'The signature pack has 2 problems:\n'],
])('throws one error with all problems', (problems, beginning) => {
  const refuse = () => refuseProblems(problems)
  expect(refuse).toThrow(TriageError)
  expect(refuse).toThrow(beginning + problems.map(formatProblem).join('\n'))
})

test('throws an error for authors that says how to check again', () => {
  try {
    refuseProblems([PROBLEM])
    expect.unreachable()
  } catch (error) {
    expect(error).toMatchObject({
      code: 'pack-invalid',
      audience: 'author',
      hint: expect.stringContaining('signatures test'),
    })
  }
})
