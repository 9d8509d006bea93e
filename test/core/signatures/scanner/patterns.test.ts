import { describe, expect, test } from 'vitest'
import type { CompiledPattern } from '../../../../src/core/signatures/scanner/compiled-pattern.ts'
import { compilePattern, type PatternProblem } from '../../../../src/core/signatures/scanner/patterns.ts'
import { generator } from '../../../support/generator.ts'

function compiled(source: string, matchCase = false): CompiledPattern {
  const pattern = compilePattern(source, matchCase)
  if ('message' in pattern) throw new Error(pattern.message)
  return pattern
}

function refused(source: string): PatternProblem {
  const pattern = compilePattern(source, false)
  if (!('message' in pattern)) throw new Error(`${source} was accepted`)
  return pattern
}

describe('refuses a pattern with a reason and a hint', () => {
  test.each([
    ['(?:token)?', 'matches the empty string', 'required'],
    ['.*', 'matches the empty string', 'required'],
    ['token|', 'matches the empty string', 'required'],
    ['.+', 'matches everyday text', 'only this failure prints'],
    ['[a-z]{3}', 'matches everyday text', 'only this failure prints'],
    ['keyboard|token', 'matches everyday text', 'only this failure prints'],
    ['\\d{4}-\\d\\d', 'no fixed text', 'at least 3 fixed letters or digits'],
    ['token expired|x9', 'no fixed text', 'at least 3 fixed letters or digits'],
    ['登录失败', 'no fixed text', 'at least 3 fixed letters or digits'],
    ['(?=.*scope)token', 'RE2', 'no look-around and no back-references'],
    ['(?<!no )token', 'RE2', 'no look-around and no back-references'],
    ['(token)\\1', 'RE2', 'no look-around and no back-references'],
    ['(?<a>token)\\k<a>', 'RE2', 'no look-around and no back-references'],
    ['token(', 'RE2', 'https://github.com/google/re2'],
    ['to++ken', 'RE2', 'https://github.com/google/re2'],
    ['\\Atoken', 'JavaScript', '`^` for `\\A`'],
    ['(?i)token', 'JavaScript', '(?i:…)'],
    ['token[[:alpha:]]', 'JavaScript', '`[a-z]`'],
    [`token${'x'.repeat(1_000)}`, 'longer than 1000 characters', 'split it'],
  ])('%s', (source, message, hint) => {
    const problem = refused(source)
    expect(problem.message).toContain(message)
    expect(problem.hint).toContain(hint)
  })
})

test('a captured value does not end with the full stop of its sentence', () => {
  const pattern = compiled('needs (?<scope>[\\w:.]+)')
  expect(pattern.find('It needs user:read.', 0)?.captures).toEqual({ scope: 'user:read' })
})

test('captures the named groups that took part in the match', () => {
  const pattern = compiled('missing (?<scope>[\\w:]+)(?: of (?<granted>\\w+))?')
  expect(pattern.captureNames).toEqual(['scope', 'granted'])
  expect(pattern.find('Missing user:read', 0)).toEqual({ start: 0, end: 17, captures: { scope: 'user:read' } })
})

test('searches from an offset and sees the character before it', () => {
  const pattern = compiled('^token')
  expect(pattern.find('xtoken\ntoken', 1)?.start).toBe(7)
  expect(pattern.find('token', 1)).toBeNull()
})

test.each([
  ['^token', 'a\ntoken', true],
  ['^token', 'a token', false],
  ['token$', 'token\nb', true],
  ['token$', 'token b', false],
  ['a.token', 'a\ntoken', false],
])('%s in %j: %s, since `^` and `$` match at line ends and `.` matches no line end', (source, text, found) => {
  expect(compiled(source).find(text, 0) !== null).toBe(found)
})

test('ignores case by default', () => {
  expect(compiled('Token').find('TO\u212aEN', 0)).not.toBeNull()
  expect(compiled('Token', true).find('TOKEN', 0)).toBeNull()
  expect(compiled('Token', true).find('Token', 0)).not.toBeNull()
})

test.each(['token(a+)+$', 'token(a|a)*b', 'token(?:a*)*c', 'token(.*)(.*)(.*)x1', 'token(a?){50}a{50}z'])(
  '%s, which takes other engines exponential time, is fast on 200,000 characters',
  (source) => {
    expect(compiled(source).find(`token${'a'.repeat(200_000)}!`, 0)).toBeNull()
  },
)

describe('a text may match', () => {
  test.each([
    ['token.*expired', 'the token is EXPIRED'],
    ['token.*expired', 'the to\u212aen is expired'],
    ['scope.*missing', 'the \u017fcope is mis\u017fing'],
    ['token.*expired|code.*used', 'a code that was used'],
    ['n.*token', '\u0130n the token'],
  ])('%s in %j', (source, text) => {
    const pattern = compiled(source)
    expect(pattern.find(text, 0)).not.toBeNull()
    expect(pattern.mayMatch(text)).toBe(true)
  })

  test('only if it contains every companion of the literal', () => {
    expect(compiled('token.*expired').mayMatch('the token is fine')).toBe(false)
    expect(compiled('token.*expired|code.*used').mayMatch('the token was used')).toBe(false)
  })

  test('if it matches, for 500 random patterns and texts', () => {
    const random = generator(31)
    const pick = <T>(list: readonly T[]) => list[random(list.length)] as T
    const words = [
      'tok',
      'kes',
      'a b',
      'sk',
      '[ks]x',
      '(?:kk|ss)',
      '(?:tok|s+|xy)',
      '(?:ab)?',
      '(?:sab){1,2}',
      '.{0,3}',
      '\\w*',
      '|',
    ]
    let matched = 0
    for (let round = 0; round < 500; round++) {
      const source = `tok${Array.from({ length: 1 + random(5) }, () => pick(words)).join('')}${pick(['|tokx', '.*tok', 'tok'])}`
      const pattern = compilePattern(source, random(2) === 0)
      if ('message' in pattern) continue
      const text = Array.from({ length: 5 + random(40) }, () =>
        pick(['tok', 'K', 's', '\u017f', '\u212a', 'a b', 'x', 'y']),
      ).join('')
      if (pattern.find(text, 0) === null) continue
      matched++
      expect(pattern.mayMatch(text), JSON.stringify({ source, text })).toBe(true)
    }
    expect(matched).toBeGreaterThan(100)
  })
})
