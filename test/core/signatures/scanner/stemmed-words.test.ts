import { describe, expect, test } from 'vitest'
import { readWords, stemmedWordsOf } from '../../../../src/core/signatures/scanner/stemmed-words.ts'
import { segmentOf } from '../../../support/packs.ts'

function stems(text: string): readonly string[] {
  return readWords(text).map(({ stem }) => stem)
}

test.each([
  ['Missing scopes', ['miss', 'scope']],
  ["It doesn't work", ['it', 'doe', 'not', 'work']],
  ['It doesn’t work', ['it', 'doe', 'not', 'work']],
  ["can't", ['can', 'not']],
  ["won't", ['will', 'not']],
  ['Cannot', ['can', 'not']],
  ["the server's token", ['the', 'server', 'token']],
  ['redirect_uri', ['redirect', 'uri']],
  ['OAuth2 401', ['oauth2', '401']],
  ['登录 failed', ['登', '录', 'fail']],
  ['codexでログイン', ['codex', 'で', 'ロ', 'グ', 'イ', 'ン']],
  ['вход не работает', ['вход', 'не', 'работает']],
  ['— … 🔑', []],
])('reads %j as %j', (text, expected) => {
  expect(stems(text)).toEqual(expected)
})

test('gives all forms of a word the same stem', () => {
  expect(new Set(stems('fails failed failing'))).toEqual(new Set(['fail']))
})

describe('distance', () => {
  const distance = (text: string) => {
    const [first, last] = [readWords(text)[0], readWords(text).at(-1)]
    return last!.position - first!.position
  }

  test.each([
    ['one two', 1],
    ['one, two', 1],
    ['one - two', 1],
    ['one. two', 4],
    ['one! two', 4],
    ['one: two', 4],
    ['one.two', 1],
    ['one\ntwo', 1],
    ['one\n\ntwo', 11],
    ["don't", 0],
  ])('between the first and the last word of %j is %i', (text, expected) => {
    expect(distance(text)).toBe(expected)
  })
})

test('returns the offsets of words in the text', () => {
  const text = 'The token (expired) doesn’t refresh.'
  expect(readWords(text).map(({ start, end }) => text.slice(start, end))).toEqual([
    'The',
    'token',
    'expired',
    'doesn’t',
    'doesn’t',
    'refresh',
  ])
})

test('reads a run of a million letters as one word', () => {
  expect(stems('a'.repeat(1_000_000))).toHaveLength(1)
})

test('caches the words of a segment', () => {
  const segment = segmentOf('The token expired')
  expect(stemmedWordsOf(segment)).toBe(stemmedWordsOf(segment))
})
