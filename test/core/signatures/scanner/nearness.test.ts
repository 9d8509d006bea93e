import { describe, expect, test } from 'vitest'
import { MAX_MATCHES_PER_CLAUSE } from '../../../../src/core/signatures/pack.ts'
import { indexNear } from '../../../../src/core/signatures/scanner/near-index.ts'
import { buildNearFinder } from '../../../../src/core/signatures/scanner/nearness.ts'
import { readWords } from '../../../../src/core/signatures/scanner/stemmed-words.ts'
import { generator } from '../../../support/generator.ts'

const SCOPE_MISSING = { within: 5, all: [['scope'], ['missing', 'not grant']] }

function found(text: string, near = SCOPE_MISSING): string | null {
  const match = buildNearFinder(indexNear([near])).find(readWords(text))[0]
  return match === undefined ? null : text.slice(match.start, match.end)
}

test.each([
  ['the scope is missing here', 'scope is missing'],
  ['a missing scope', 'missing scope'],
  ['it misses scopes', 'misses scopes'],
  ['MISSING: scope', 'MISSING: scope'],
  ['the scope was not granted', 'scope was not granted'],
  ["they didn't grant the scope", "didn't grant the scope"],
  ['missing one two three scope', 'missing one two three scope'],
])('finds a match in %j', (text, quoted) => {
  expect(found(text)).toBe(quoted)
})

test.each([
  ['missing one two three four scope', 'one word too far'],
  ['the scope is fine', 'one group only'],
  ['missing missing missing', 'one group only'],
  ['not the grant of a scope', 'words inside a phrase'],
  ['It is missing now. The scope', 'a full stop counts as three words'],
  ['missing\n\nscope', 'a blank line counts as ten words'],
  ['', 'no words'],
])('finds no match in %j: %s', (text) => {
  expect(found(text)).toBeNull()
})

test('finds a later match after a window that is too wide', () => {
  expect(found('scope one two three four five six missing scope')).toBe('missing scope')
})

test('reads contractions as "not"', () => {
  const near = { within: 4, all: [['not'], ['work']] }
  expect(
    ["doesn't work", 'does not work', 'won’t work', "can't work", 'cannot work'].map((it) => found(it, near)),
  ).not.toContain(null)
  expect(found('it works', near)).toBeNull()
})

test('finds the first matches of each clause, which do not overlap', () => {
  const finder = buildNearFinder(indexNear([SCOPE_MISSING, { within: 3, all: [['token']] }]))
  const matches = finder.find(readWords('token, token, missing scope, missing scope'))
  expect(matches.map(({ clause, start }) => [clause, start])).toEqual([
    [1, 0],
    [1, 7],
    [0, 14],
    [0, 29],
  ])
})

test('finds a bounded number of matches', () => {
  const finder = buildNearFinder(indexNear([{ within: 3, all: [['token']] }]))
  expect(finder.find(readWords('token '.repeat(50)))).toHaveLength(MAX_MATCHES_PER_CLAUSE)
})

test('keeps no state from one text to the next', () => {
  const finder = buildNearFinder(indexNear([SCOPE_MISSING]))
  expect(finder.find(readWords('missing'))).toEqual([])
  expect(finder.find(readWords('scope'))).toEqual([])
})

describe('with one-word terms', () => {
  test('finds a clause if and only if a window has a word from each group, for 400 random texts', () => {
    const random = generator(11)
    for (let round = 0; round < 400; round++) {
      const near = { within: 2 + random(4), all: [['red'], ['green', 'blue'], ['ten']].slice(0, 1 + random(3)) }
      const text = Array.from({ length: random(14) }, () => ['red', 'green', 'blue', 'ten', 'x1'][random(5)]).join(' ')
      expect(found(text, near) !== null, `${JSON.stringify(near)} ${text}`).toBe(hasWindow(text.split(' '), near))
    }
  })

  function hasWindow(words: readonly string[], { within, all }: typeof SCOPE_MISSING): boolean {
    return words.some((_, start) => {
      const window = words.slice(start, start + within)
      return all.every((terms) => terms.some((it) => window.includes(it)))
    })
  }
})
