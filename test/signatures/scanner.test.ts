import { RE2JS } from 're2js'
import { describe, expect, test } from 'vitest'
import type { Segment } from '../../src/report/report.ts'
import type { Clause } from '../../src/signatures/clause-schema.ts'
import type { Hit } from '../../src/signatures/pack.ts'
import { type CompiledPattern, compilePattern, REACH } from '../../src/signatures/patterns.ts'
import { buildScanner, type PreparedClause } from '../../src/signatures/scanner.ts'
import { generator, type Random } from '../helpers/generator.ts'
import { segmentOf } from '../helpers/packs.ts'

function prepared(regex: string | readonly string[], overrides: Partial<Clause> = {}): PreparedClause {
  const regexes = [regex].flat()
  const clause: Clause = {
    id: 'clause',
    in: ['any'],
    strength: 'strong',
    case: 'ignore',
    regex: [...regexes],
    ...overrides,
  }
  const patterns = regexes.map((it) => {
    const pattern = compilePattern(it, clause.case === 'match')
    if ('message' in pattern) throw new Error(`${it} ${pattern.message}`)
    return pattern
  })
  return { owned: { role: 'evidence', owner: 'owner', clause }, patterns }
}

function scan(regex: string | readonly string[], text: string, overrides: Partial<Clause> = {}): readonly Hit[] {
  return buildScanner([prepared(regex, overrides)]).scan([segmentOf(text)])
}

/** The text that the only hit covers; null when there is none. */
function matched(regex: string, text: string): string | null {
  const [hit] = scan(regex, text)
  return hit === undefined ? null : text.slice(hit.start, hit.end)
}

function nearClause(overrides: Partial<Clause> = {}): PreparedClause {
  const near = { within: 4, all: [['scope'], ['missing']] }
  const clause: Clause = { id: 'words', in: ['any'], strength: 'strong', case: 'ignore', near, ...overrides }
  return { owned: { role: 'evidence', owner: 'owner', clause }, patterns: [] }
}

describe('finds what RE2 finds in the whole text', () => {
  test('for 3,000 random patterns and texts', () => {
    const random = generator(2026)
    let hits = 0
    let misses = 0
    for (let round = 0; round < 3_000; round++) {
      const source = randomPattern(random, 3)
      const pattern = compilePattern(source, false)
      if ('message' in pattern) continue
      const text = randomText(random)
      const matcher = RE2JS.compile(source, RE2JS.MULTILINE | RE2JS.CASE_INSENSITIVE).matcher(text)
      const expected = matcher.find()
      if (expected && matcher.end() - matcher.start() >= REACH) continue // longer than the scanner promises to reach
      expect(scan(source, text).length > 0, JSON.stringify({ source, text })).toBe(expected)
      if (expected) hits++
      else misses++
    }
    // Both answers must occur often, or nothing was shown.
    expect(hits).toBeGreaterThan(500)
    expect(misses).toBeGreaterThan(500)
  })

  /** A pattern of few letters, so that it often matches, around a literal that is long enough to be looked for. */
  function randomPattern(random: Random, depth: number): string {
    const around = () => (random(2) === 0 ? '' : randomPart(random, depth))
    return `${around()}${LITERALS[random(LITERALS.length)]}${around()}${random(4) === 0 ? `|${LITERALS[random(LITERALS.length)]}` : ''}`
  }

  function randomPart(random: Random, depth: number): string {
    const inner = () => (depth === 0 ? 'k' : randomPart(random, depth - 1))
    const kinds = [
      () => 'k',
      () => '[a-k]',
      () => '[^s]',
      () => '\\b',
      () => '^',
      () => '$',
      () => '.',
      () => '\\s',
      () => `(?:${inner()}|${inner()})`,
      () => `(${inner()})?`,
      () => `(?:${inner()}){1,3}`,
      () => `${inner()}${inner()}`,
      () => `(?:${inner()})*`,
    ]
    return kinds[random(kinds.length)]!()
  }

  const LITERALS = ['ask', 'kas', 'sks', 'aaa'] as const
  const LETTERS = ['a', 'A', 'k', 'K', 's', 'S', '\u212a', '\u017f', ' ', '\n', '.', 'é', '🔑'] as const

  function randomText(random: Random): string {
    const run = () => Array.from({ length: random(40) }, () => LETTERS[random(LETTERS.length)]).join('')
    const gap = () => (random(2) === 0 ? 'é'.repeat(random(4 * REACH)) : '')
    return run() + gap() + run() + gap() + run()
  }
})

describe('windows', () => {
  const filler = (length: number) => 'x '.repeat(length / 2)

  test.each([
    ['at the very start', `token expired ${filler(9_000)}`],
    ['at the very end', `${filler(9_000)}token expired`],
    ['alone', 'token expired'],
    ['behind a literal whose pattern did not match', `token, ${filler(2_998)}token expired`],
    ['across the end of the first window', `token ${filler(4 * REACH - 8)}token expired`],
    ['in a line of 65,536 characters', `${filler(40_000)}token expired${filler(65_536 - 40_000 - 13)}`],
  ])('a match %s is found', (_, text) => {
    expect(matched('token expired', text)).toBe('token expired')
  })

  test('a match is found wherever it stands to an earlier literal', () => {
    for (let gap = 2_900; gap < 5_200; gap += 100) {
      const text = `token ${filler(gap)}token ${'y'.repeat(900)} expired ${filler(9_000)}`
      expect(matched('token y+ expired', text), String(gap)).not.toBeNull()
    }
  })

  test('a match reaches as far as promised to both sides of its literal', () => {
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
  ])('%s knows the ends of lines', (pattern, text, found) => {
    expect(matched(pattern, text) !== null).toBe(found)
  })

  // In a long line a window has to begin and end somewhere; whatever the period, one literal stands at the cut.
  test.each([2, 3, 4, 5, 7, 8, 10, 16, 25, 997])('takes no cut for the end of a line, period %i', (more) => {
    const text = `x${`token${' '.repeat(more)}`.repeat(30_000 / (5 + more))}${'-'.repeat(20)}`
    expect(matched('^token', text)).toBeNull()
    expect(matched('token$', text)).toBeNull()
    expect(matched('token[^"]{0,9}$', text)).toBeNull()
    expect(matched('^[^"]{0,9}token', `${'-'.repeat(20)}${text}`)).toBeNull()
  })

  test('a match that runs on to the end of a long line is found', () => {
    const text = `token ${'y'.repeat(20_000)}`
    expect(matched('token .*', text)).not.toBeNull()
    expect(matched('token [^\\n]*$', text)).not.toBeNull()
  })
})

describe('the cost does not grow with what stands in the text', () => {
  /** A pattern that never matches and counts how much text it was run on. */
  function counting(literal: string): CompiledPattern & { runs: number; characters: number } {
    return {
      literals: [literal],
      captureNames: [],
      runs: 0,
      characters: 0,
      find(text) {
        this.runs++
        this.characters += text.length
        return null
      },
    }
  }

  function cost(text: string): { runs: number; characters: number } {
    const pattern = counting('tok')
    buildScanner([{ ...prepared('tok'), patterns: [pattern] }]).scan([segmentOf(text)])
    return { runs: pattern.runs, characters: pattern.characters }
  }

  test.each(['tok', 'tok ', 'tok\n', 'tok tok tok\n'])('100,000 times %j, which never matches', (piece) => {
    const text = piece.repeat(100_000)
    const { runs, characters } = cost(text)
    expect(runs).toBeGreaterThan(0)
    expect(runs).toBeLessThan(text.length / (3 * REACH) + 2)
    expect(characters).toBeLessThan(3 * text.length)
  })

  test('twice the text costs twice as much, not more', () => {
    const once = cost('tok '.repeat(50_000)).characters
    const twice = cost('tok '.repeat(100_000)).characters
    expect(twice / once).toBeLessThan(2.1)
  })

  test('a text without the literal runs no pattern', () => {
    expect(cost('x'.repeat(1_000_000)).runs).toBe(0)
  })

  test('a line of two million characters full of literals ends in time', () => {
    expect(scan('token(a+)+$', 'token aaaa! '.repeat(170_000))).toEqual([])
  })
})

describe('hits', () => {
  test('tell owner, segment, place and captured values', () => {
    const segment = segmentOf('x\nMissing user:read scope', { kind: 'log', line: 4 })
    const clause = prepared('missing (?<scope>[\\w:]+) scope')
    expect(buildScanner([clause]).scan([segment])).toEqual([
      { owned: clause.owned, segment, start: 2, end: 25, captures: { scope: 'user:read' } },
    ])
  })

  test('come once a clause and segment, from whichever pattern points first', () => {
    const text = 'token expired, grant revoked, token expired'
    expect(scan(['grant revoked', 'token expired'], text).map(({ start, end }) => text.slice(start, end))).toEqual([
      'token expired',
    ])
  })

  test('come in the order of the segments, each with its own', () => {
    const segments = [segmentOf('nothing'), segmentOf('token', { line: 2 }), segmentOf('a token', { line: 3 })]
    const hits = buildScanner([prepared('token')]).scan(segments)
    expect(hits.map(({ segment, start }) => [segment.line, start])).toEqual([
      [2, 0],
      [3, 2],
    ])
  })

  test('respect case where the clause asks for it', () => {
    expect(scan('Token', 'token', { case: 'match' })).toEqual([])
    expect(scan('Token', 'token Token', { case: 'match' })).toHaveLength(1)
  })
})

describe('places', () => {
  const kinds = ['title', 'prose', 'log', 'quote'] as const

  test.each(kinds)('a clause in [%s] looks there only', (kind) => {
    const segments = kinds.map((it) => segmentOf('token', { kind: it }))
    const hits = buildScanner([prepared('token', { in: [kind] })]).scan(segments)
    expect(hits.map(({ segment }) => segment.kind)).toEqual([kind])
  })

  test('a clause in [any] looks everywhere', () => {
    expect(buildScanner([prepared('token')]).scan(kinds.map((kind) => segmentOf('token', { kind })))).toHaveLength(4)
  })

  test.each([
    ['Error logs', true],
    ['### 🐛 Error Logs (please paste)', true],
    ['**error-logs**', true],
    ['Errors and logs', false],
    ['Logs', false],
    [null, false],
  ])('field:Error logs looks under the heading %j: %s', (heading, found) => {
    const segment: Segment = segmentOf('token', { heading, kind: 'log' })
    expect(buildScanner([prepared('token', { in: ['field:Error logs'] })]).scan([segment])).toHaveLength(found ? 1 : 0)
  })
})

describe('words near each other', () => {
  test.each(['title', 'prose', 'quote'] as const)('are found in %s', (kind) => {
    const [hit] = buildScanner([nearClause()]).scan([segmentOf('A scope was missing.', { kind })])
    expect(hit).toMatchObject({ start: 2, end: 19, captures: {} })
  })

  test('are never looked for in logs', () => {
    expect(buildScanner([nearClause()]).scan([segmentOf('scope missing', { kind: 'log' })])).toEqual([])
  })

  test('keep to the places of their clause', () => {
    expect(buildScanner([nearClause({ in: ['title'] })]).scan([segmentOf('scope missing')])).toEqual([])
  })

  test('are found beside patterns, each clause under its own owner', () => {
    const hits = buildScanner([nearClause(), prepared('scope')]).scan([segmentOf('scope missing')])
    expect(hits.map(({ owned }) => owned.clause.id).sort()).toEqual(['clause', 'words'])
  })
})
