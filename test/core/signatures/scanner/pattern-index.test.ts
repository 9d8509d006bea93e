import { describe, expect, test } from 'vitest'
import { type CompiledPattern, REACH } from '../../../../src/core/signatures/scanner/compiled-pattern.ts'
import { buildScanner } from '../../../../src/core/signatures/scanner/scanner.ts'
import { matched, prepared, scan } from '../../../support/clauses.ts'
import { segmentOf } from '../../../support/packs.ts'

describe('windows', () => {
  const filler = (length: number) => 'x '.repeat(length / 2)

  test.each([
    ['at the very start', `token expired ${filler(9_000)}`],
    ['at the very end', `${filler(9_000)}token expired`],
    ['alone', 'token expired'],
    ['after a literal without a match', `token, ${filler(2_998)}token expired`],
    ['across the end of the first window', `token ${filler(4 * REACH - 8)}token expired`],
    ['in a line of 65,536 characters', `${filler(40_000)}token expired${filler(65_536 - 40_000 - 13)}`],
  ])('find a match %s', (_, text) => {
    expect(matched('token expired', text)).toBe('token expired')
  })

  test('find a match at any distance from an earlier literal', () => {
    for (let gap = 2_900; gap < 5_200; gap += 100) {
      const text = `token ${filler(gap)}token ${'y'.repeat(900)} end ${filler(9_000)}`
      expect(matched('token y+ end', text), String(gap)).not.toBeNull()
    }
  })

  test('find a match that reaches `REACH` characters to either side of its literal', () => {
    const before = 'y'.repeat(REACH - 'token'.length - 1)
    const after = 'z'.repeat(REACH - 1)
    const text = `${filler(6_000)}<${before}token${after}>${filler(6_000)}`
    expect(matched('y+token', text)).toBe(`${before}token`)
    expect(matched('token(?:z{999})>', text)).toBe(`token${after}>`)
  })

  test.each([
    ['^token', `x\ntoken`, true],
    ['^token', `${filler(9_000)}\ntoken`, true],
    ['token$', `token\n${filler(9_000)}`, true],
    ['token$', `${filler(9_000)}token`, true],
    ['^token', `${filler(9_000)}token`, false],
    ['token$', `token${filler(9_000)}`, false],
  ])('match %s only at line ends', (pattern, text, found) => {
    expect(matched(pattern, text) !== null).toBe(found)
  })

  // A window cuts a long line somewhere. For every period, one literal is at the cut.
  test.each([2, 3, 4, 5, 7, 8, 10, 16, 25, 997])('do not mistake a cut for a line end, period %i', (more) => {
    const text = `x${`token${' '.repeat(more)}`.repeat(30_000 / (5 + more))}${'-'.repeat(20)}`
    expect(matched('^token', text)).toBeNull()
    expect(matched('token$', text)).toBeNull()
    expect(matched('token[^"]{0,9}$', text)).toBeNull()
    expect(matched('^[^"]{0,9}token', `${'-'.repeat(20)}${text}`)).toBeNull()
  })

  test('find a match that extends to the end of a long line', () => {
    const text = `token ${'y'.repeat(20_000)}`
    expect(matched('token .*', text)).not.toBeNull()
    expect(matched('token [^\\n]*$', text)).not.toBeNull()
  })
})

describe('the cost', () => {
  /** A pattern that never matches and counts the characters that it runs on. */
  function counting(...literals: readonly string[]): CompiledPattern & { runs: number; characters: number } {
    return {
      literals,
      captureNames: [],
      staysInLine: true,
      span: { width: 20, runs: null },
      runs: 0,
      characters: 0,
      mayMatch(text) {
        this.runs++
        this.characters += text.length
        return false
      },
      find: () => null,
    }
  }

  function cost(text: string, pattern = counting('tok')): { runs: number; characters: number } {
    buildScanner([{ ...prepared('tok'), patterns: [pattern] }]).scan([segmentOf(text)])
    return { runs: pattern.runs, characters: pattern.characters }
  }

  test.each(['tok', 'tok ', 'tok\n', 'tok tok tok\n'])('is linear for 100,000 times %j without a match', (piece) => {
    const text = piece.repeat(100_000)
    const { runs, characters } = cost(text)
    expect(runs).toBeGreaterThan(0)
    expect(runs).toBeLessThan(text.length / (3 * REACH) + 2)
    expect(characters).toBeLessThan(3 * text.length)
  })

  test('doubles when the text is twice as long', () => {
    const once = cost('tok '.repeat(50_000)).characters
    const twice = cost('tok '.repeat(100_000)).characters
    expect(twice / once).toBeLessThan(2.1)
  })

  test('does not grow with the number of literals in a pattern', () => {
    const text = 'tok bad key '.repeat(30_000)
    expect(cost(text, counting('tok', 'bad', 'key')).runs).toBe(cost(text).runs)
  })

  test('is zero for a text without the literal', () => {
    expect(cost('x'.repeat(1_000_000)).runs).toBe(0)
  })

  test('is low for a line of 2 million characters full of literals', () => {
    expect(scan('token(a+)+$', 'token aaaa! '.repeat(170_000))).toEqual([])
  })
})
