import { expect, test } from 'vitest'
import { TriageError } from '../../../src/core/errors.ts'
import { formatProblem, type Problem, refuseProblems } from '../../../src/core/signatures/problems.ts'

const PROBLEM: Problem = { file: 'oauth/lost-badge.yaml', line: 7, message: 'has no evidence', hint: 'add a clause' }

test('a problem is one line that editors make clickable', () => {
  expect(formatProblem(PROBLEM)).toBe('oauth/lost-badge.yaml:7: has no evidence → add a clause')
})

test('no problems, no error', () => {
  expect(() => refuseProblems([])).not.toThrow()
})

test.each([
  [[PROBLEM], 'The signature pack has one problem:\n'],
  [[PROBLEM, { ...PROBLEM, line: 9 }], 'The signature pack has 2 problems:\n'],
])('all problems are in one error', (problems, beginning) => {
  const refuse = () => refuseProblems(problems)
  expect(refuse).toThrow(TriageError)
  expect(refuse).toThrow(beginning + problems.map(formatProblem).join('\n'))
})

test('the error is one for authors, and says how to check again', () => {
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
