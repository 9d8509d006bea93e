import { expect, test } from 'vitest'
import { literalRuns } from '../../../../src/core/signatures/scanner/literal-runs.ts'

test.each([
  ['Missing (?<scope>[\\w:.-]+) scope \\(scopes=', ['Missing', 'scope (scopes=']],
  ['(?:alpha|beta)', ['alpha', 'beta']],
  ['error=invalid_scope\\b', ['error=invalid_scope']],
  ['\\b40[13]\\b', []],
  ['same.same', ['same']],
])('finds the fixed texts in %s', (pattern, expected) => {
  expect(literalRuns(pattern)).toEqual(expected)
})
