import { describe, expect, test } from 'vitest'
import { companionLiterals, requiredLiterals } from '../../../../src/core/signatures/scanner/literals.ts'

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

test.each<[string, readonly (readonly (readonly string[])[])[]]>([
  ['token[^\\n]{0,80}expired', [[['token'], ['expired']]]],
  [
    '(?:token|code)s? (?:has|is) \\w+ed',
    [
      [
        ['token has ', 'tokens has ', 'token is ', 'tokens is ', 'code has ', 'codes has ', 'code is ', 'codes is '],
        ['ed'],
      ],
    ],
  ],
  ['header\\w*.{0,9}(?:\\$\\{\\w+|\\{env:)', [[['header'], ['${', '{env:']]]],
  ['(?:log in .* again)+', [[['log in '], [' again']]]],
  [
    'token .* expired|code .* used',
    [
      [['token '], [' expired']],
      [['code '], [' used']],
    ],
  ],
  ['POST .* 40[134]', [[['post '], [' 401', ' 403', ' 404']]]],
  ['token .*(?:gone)?', [[['token ']]]],
  ['token.*|\\d+', []],
  ['token.*x', [[['token']]]],
])('%s has the companions %j', (pattern, companions) => {
  const sorted = (sets: readonly (readonly string[])[]) => sets.map((set) => set.toSorted()).toSorted()
  expect(companionLiterals(pattern).map(sorted)).toEqual(companions.map(sorted))
})
