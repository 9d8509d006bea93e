import { RE2JS } from 're2js'
import { describe, expect, test } from 'vitest'
import type { Segment } from '../../../../src/core/report/report.ts'
import type { Clause } from '../../../../src/core/signatures/clause-schema.ts'
import { MAX_MATCHES_PER_CLAUSE } from '../../../../src/core/signatures/pack.ts'
import { REACH } from '../../../../src/core/signatures/scanner/compiled-pattern.ts'
import type { PreparedClause } from '../../../../src/core/signatures/scanner/pattern-index.ts'
import { compilePattern } from '../../../../src/core/signatures/scanner/patterns.ts'
import { buildScanner } from '../../../../src/core/signatures/scanner/scanner.ts'
import { prepared, scan } from '../../../support/clauses.ts'
import { generator, type Random } from '../../../support/generator.ts'
import { segmentOf } from '../../../support/packs.ts'

function nearClause(overrides: Partial<Clause> = {}): PreparedClause {
  const near = { within: 4, all: [['scope'], ['missing']] }
  const clause: Clause = { id: 'words', in: ['any'], strength: 'strong', case: 'ignore', near, ...overrides }
  return { owned: { role: 'evidence', owner: 'owner', clause }, patterns: [] }
}

describe('a message that was wrapped', () => {
  const SOURCE = 'renewed because the key was already used'

  test('is found as on one line', () => {
    const text = 'Your session could not be renewed because the\n     key was already used.'
    const [hit] = scan(SOURCE, text)
    expect(hit).toBeDefined()
    expect(text.slice(hit?.start, hit?.end)).toBe('renewed because the\n     key was already used')
  })

  test('is not put together from two messages', () => {
    expect(scan(SOURCE, 'Your session could not be renewed because the\nThe key was already used.')).toEqual([])
  })
})

describe('finds the same as RE2 in the whole text', () => {
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
      if (expected && matcher.end() - matcher.start() >= REACH) continue // beyond the scanner's reach
      expect(scan(source, text).length > 0, JSON.stringify({ source, text })).toBe(expected)
      if (expected) hits++
      else misses++
    }
    // Both results must be frequent, or the test proves nothing.
    expect(hits).toBeGreaterThan(500)
    expect(misses).toBeGreaterThan(500)
  })

  /** Returns a pattern with few different letters, so that it often matches, around a literal that is long enough. */
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

describe('hits', () => {
  test('have owner, segment, offsets and captured values', () => {
    const segment = segmentOf('x\nMissing user:read scope', { kind: 'log', line: 4 })
    const clause = prepared('missing (?<scope>[\\w:]+) scope')
    expect(buildScanner([clause]).scan([segment])).toEqual([
      { owned: clause.owned, segment, start: 2, end: 25, captures: { scope: 'user:read' } },
    ])
  })

  test('are the first ones of each clause in a segment, and do not overlap', () => {
    const text = 'token expired, grant revoked, token expired'
    const hits = scan(['grant revoked', 'token expired', 'expired, grant'], text)
    const found = hits.toSorted((a, b) => a.start - b.start).map(({ start, end }) => text.slice(start, end))
    expect(found).toEqual(['token expired', 'grant revoked', 'token expired'])
  })

  test('are bounded for each clause and segment', () => {
    expect(scan('token', 'token\n'.repeat(100))).toHaveLength(MAX_MATCHES_PER_CLAUSE)
  })

  test('are in segment order', () => {
    const segments = [segmentOf('nothing'), segmentOf('token', { line: 2 }), segmentOf('a token', { line: 3 })]
    const hits = buildScanner([prepared('token')]).scan(segments)
    expect(hits.map(({ segment, start }) => [segment.line, start])).toEqual([
      [2, 0],
      [3, 2],
    ])
  })

  test('match case when the clause requires it', () => {
    expect(scan('Token', 'token', { case: 'match' })).toEqual([])
    expect(scan('Token', 'token Token', { case: 'match' })).toHaveLength(1)
  })
})

describe('`in`', () => {
  const kinds = ['title', 'prose', 'log', 'quote'] as const

  test.each(kinds)('[%s] searches only this kind of segment', (kind) => {
    const segments = kinds.map((it) => segmentOf('token', { kind: it }))
    const hits = buildScanner([prepared('token', { in: [kind] })]).scan(segments)
    expect(hits.map(({ segment }) => segment.kind)).toEqual([kind])
  })

  test('[any] searches all segments', () => {
    expect(buildScanner([prepared('token')]).scan(kinds.map((kind) => segmentOf('token', { kind })))).toHaveLength(4)
  })

  test.each([
    ['Error logs', true],
    ['### 🐛 Error Logs (please paste)', true],
    ['**error-logs**', true],
    ['Errors and logs', false],
    ['Logs', false],
    [null, false],
  ])('[field:Error logs] searches under the heading %j: %s', (heading, found) => {
    const segment: Segment = segmentOf('token', { heading, kind: 'log' })
    expect(buildScanner([prepared('token', { in: ['field:Error logs'] })]).scan([segment])).toHaveLength(found ? 1 : 0)
  })
})

describe('words near each other', () => {
  test.each(['title', 'prose', 'quote'] as const)('are found in %s', (kind) => {
    const [hit] = buildScanner([nearClause()]).scan([segmentOf('A scope was missing.', { kind })])
    expect(hit).toMatchObject({ start: 2, end: 19, captures: {} })
  })

  test('are never found in logs', () => {
    expect(buildScanner([nearClause()]).scan([segmentOf('scope missing', { kind: 'log' })])).toEqual([])
  })

  test('are found only in the kinds of text that their clause searches', () => {
    expect(buildScanner([nearClause({ in: ['title'] })]).scan([segmentOf('scope missing')])).toEqual([])
  })

  test('are found in addition to patterns', () => {
    const hits = buildScanner([nearClause(), prepared('scope')]).scan([segmentOf('scope missing')])
    expect(hits.map(({ owned }) => owned.clause.id).sort()).toEqual(['clause', 'words'])
  })
})
