import { describe, expect, test } from 'vitest'
import { requiredLiterals } from '../../../../src/core/signatures/scanner/literals.ts'

test.each<[string, readonly string[] | null]>([
  ['invalid_scope', ['invalid_scope']],
  ['Missing Scope', ['missing scope']],
  ['a\\.b\\(c', ['a.b(c']],
  ['missing-scope|invalid_grant', ['missing-scope', 'invalid_grant']],
  ['token (?:expired|revoked)', ['token expired', 'token revoked']],
  ['(?<scope>user:\\w+) missing', [' missing']],
  ['\\bofid_[0-9a-f]{6,}', ['ofid_']],
  ['Couldn.t reach', ['couldn']],
  ['[Tt]oken', ['token', 'token']],
  ['colou?r', ['colour', 'color']],
  ['(?:abc){2,3}', ['abc']],
  ['(?:abc)+x', ['abc']],
  ['^error$', ['error']],
  ['\\berror\\b', ['error']],
  ['foo.*barbaz', ['barbaz']],
  ['redirect\\-uri', ['redirect-uri']],
  ['say \\"no\\"', ['say "no"']],
  ['\\x41bc', ['abc']],
  ['(?i:ERROR)', ['error']],
  ['naïve login', ['ve login']],
  ['\\p{L}foo', ['foo']],
  ['ab', null],
  ['\\d+', null],
  ['.*', null],
  ['(?:token)?', null],
  ['(?:token)*', null],
  ['token|\\d+', null],
  ['token|ab', null],
  ['[^a]bc', null],
  ['[a-e]bc', null],
])('%s requires %j', (pattern, literals) => {
  const found = requiredLiterals(pattern)
  expect(found && [...new Set(found)]).toEqual(literals && [...new Set(literals)])
})

test('prefers the set whose shortest text is longest', () => {
  expect(requiredLiterals('(?:abc|defghi)\\d(?:jklm|nopq)')).toEqual(['jklm', 'nopq'])
})

test('limits the number of alternatives', () => {
  expect(requiredLiterals('[abcd][abcd][abcd]xyz')).toEqual(['axyz', 'bxyz', 'cxyz', 'dxyz'])
})

describe('throws for syntax that JavaScript reads differently from RE2, since the literals would be wrong', () => {
  test.each([
    '\\Afoo',
    'foo\\z',
    '\\Qa.b\\Efoo',
    '[[:alpha:]]foo',
    '[]ab]foo',
    'foo[][x]bar',
    '\\afoo',
    '(?i)foo',
    'a{b',
    '\\x{41}bc',
    '\\012foo',
  ])('%s', (pattern) => {
    expect(() => requiredLiterals(pattern)).toThrow(SyntaxError)
  })
})
