import { describe, expect, test } from 'vitest'
import { buildAutomaton } from '../../../../src/core/signatures/scanner/automaton.ts'
import { generator, type Random } from '../../../support/generator.ts'

type Found = readonly [literal: string, end: number]

function findAll(literals: readonly string[], text: string): readonly Found[] {
  const found: Found[] = []
  buildAutomaton(literals).run(text, (id, end) => found.push([literals[id]!, end]))
  return found.toSorted(byPlace)
}

function findNaively(literals: readonly string[], text: string): readonly Found[] {
  const folded = text.toLowerCase()
  return literals
    .flatMap((literal) =>
      [...folded].flatMap((_, start): Found[] =>
        folded.startsWith(literal, start) ? [[literal, start + literal.length]] : [],
      ),
    )
    .toSorted(byPlace)
}

function byPlace(a: Found, b: Found): number {
  return a[1] - b[1] || (a[0] < b[0] ? -1 : 1)
}

/** Uses few letters, so that literals overlap, contain each other and share beginnings. */
function randomText(random: Random, letters: string, length: number): string {
  return Array.from({ length }, () => letters[random(letters.length)]).join('')
}

test('finds the same as a naive search for 500 random sets of literals', () => {
  const random = generator(7)
  for (let round = 0; round < 500; round++) {
    const literals = [...new Set(Array.from({ length: 1 + random(8) }, () => randomText(random, 'ab-', 1 + random(5))))]
    const text = randomText(random, 'abAB-x\n', random(120))
    expect(findAll(literals, text), JSON.stringify({ literals, text })).toEqual(findNaively(literals, text))
  }
})

test('finds long literals, of which the table knows only the end', () => {
  const random = generator(11)
  for (let round = 0; round < 300; round++) {
    const text = randomText(random, 'abAB-x\n', 40 + random(80))
    const cut = () => text.slice(random(20), 30 + random(10)).toLowerCase()
    const other = () => `${randomText(random, 'ab', 1 + random(4))}${cut().slice(3)}`
    const literals = [...new Set([cut(), cut().slice(-9), other(), other(), cut().slice(-3)])]
    expect(findAll(literals, text), JSON.stringify({ literals, text })).toEqual(findNaively(literals, text))
  }
})

test('reports the longest literal first', () => {
  const found: string[] = []
  const literals = ['token', 'a refresh token', 'the refresh token', 'esh token']
  buildAutomaton(literals).run('the refresh token', (id) => found.push(literals[id]!))
  expect(found).toEqual(['the refresh token', 'esh token', 'token'])
})

test('finds literals that end at the same offset or contain each other', () => {
  expect(findAll(['she', 'he', 'hers'], 'ushers')).toEqual([
    ['he', 4],
    ['she', 4],
    ['hers', 6],
  ])
})

describe('case', () => {
  test.each([
    ['TOKEN', 'ASCII upper case'],
    ['to\u212aen', 'the Kelvin sign'],
  ])('%s matches token: %s', (text) => {
    expect(findAll(['token'], text)).toEqual([['token', 5]])
  })

  test('the long s matches s', () => {
    expect(findAll(['scope'], 'mi\u017fsing \u017fcope')).toEqual([['scope', 13]])
  })

  test.each(['t\u00f6ken', 'tok\u0435n', 'tok\u{1d41e}n'])('%s does not match token', (text) => {
    expect(findAll(['token'], text)).toEqual([])
  })
})

test('finds nothing in an empty text or without literals', () => {
  expect(findAll(['token'], '')).toEqual([])
  expect(findAll([], 'token')).toEqual([])
})

test('finds the same in a stream of bytes, wherever it is cut', () => {
  const literals = ['token', 'ken', 'nto']
  const bytes = new TextEncoder().encode('xtokentoKENé tokentoken')
  const automaton = buildAutomaton(literals)
  const find = (cut: number) => {
    const found: Found[] = []
    const report = (id: number, end: number) => found.push([literals[id]!, end])
    const state = automaton.runBytes(bytes.subarray(0, cut), { from: 0, state: 0 }, report)
    automaton.runBytes(bytes, { from: cut, state }, report)
    return found
  }
  const whole = find(0)
  expect(whole).toHaveLength(10)
  for (let cut = 1; cut <= bytes.length; cut++) expect(find(cut)).toEqual(whole)
})

test('finds the same in a stream for 300 random texts in random pieces', () => {
  const random = generator(23)
  for (let round = 0; round < 300; round++) {
    const literals = [
      ...new Set(Array.from({ length: 1 + random(8) }, () => randomText(random, 'ab-', 1 + random(11)))),
    ]
    const text = randomText(random, 'abAB-x', random(1_500))
    const automaton = buildAutomaton(literals)
    const bytes = new TextEncoder().encode(text)
    const found: Found[] = []
    let state = 0
    for (let from = 0; from < bytes.length; ) {
      const to = from + 1 + random(700)
      state = automaton.runBytes(bytes.subarray(0, to), { from, state }, (id, end) => found.push([literals[id]!, end]))
      from = to
    }
    expect(found.toSorted(byPlace), JSON.stringify({ literals, text })).toEqual(findAll(literals, text))
  }
})
