import { describe, expect, test } from 'vitest'
import { parseGroups, parseStream } from '../../../src/core/evaluation/duplicate-corpus.ts'
import { areGrouped, measureRanking } from '../../../src/core/evaluation/evaluate-duplicates.ts'
import { runCommand, temporaryFolder } from '../../support/command-line.ts'

const GROUP = (...ids: string[]) => ({ ids, sure: true })

describe('figures of a ranking', () => {
  test('compare the duplicates found with the most that fit into k places', () => {
    const { recall } = measureRanking(() => ['b', 'x', 'c', 'd'], [GROUP('a', 'b', 'c', 'd')])
    const ofA = { 1: 1, 3: 2 / 3, 10: 1 }
    expect(recall['1']).toBeLessThanOrEqual(ofA[1])
    expect(measureRanking((id) => (id === 'a' ? ['b'] : ['a']), [GROUP('a', 'b')]).recall).toEqual({
      '1': 1,
      '3': 1,
      '10': 1,
    })
  })

  test('give a large group the same weight as a small one', () => {
    const groups = [GROUP('a', 'b'), GROUP('p', 'q', 'r', 's')]
    const { recall } = measureRanking((id) => (id === 'a' ? ['b'] : id === 'b' ? ['a'] : []), groups)
    expect(recall['1']).toBe(0.5)
  })

  test('include the mean reciprocal rank of the first duplicate', () => {
    expect(measureRanking(() => ['x', 'a', 'b'], [GROUP('a', 'b')]).mrr).toBeCloseTo((1 / 2 + 1 / 3) / 2)
  })

  test('leave out groups with an uncertain label', () => {
    expect(measureRanking(() => [], [{ ids: ['a', 'b'], sure: false }]).recall).toEqual({ '1': 0, '3': 0, '10': 0 })
  })
})

describe('groups', () => {
  test('that share a report count as one', () => {
    const groups = [GROUP('a', 'b'), { ids: ['b', 'c'], sure: false }]
    expect(areGrouped('a', 'c', groups)).toBe(true)
    expect(areGrouped('a', 'd', groups)).toBe(false)
  })

  test('lose unknown members, and are dropped when only one member is left', () => {
    const text = '{"issues":["a","b","gone"]}\n{"issues":["a","gone"]}\n'
    expect(parseGroups(text, 'g.jsonl', new Set(['a', 'b']))).toEqual([GROUP('a', 'b')])
  })

  test.each([
    ['confidence', 'high', true],
    ['confidence', 'medium', false],
    ['strength', 'author', true],
    ['strength', 'weak', false],
  ])('with the %s %s are sure: %s', (field, value, sure) => {
    const text = JSON.stringify({ issues: ['a', 'b'], [field]: value })
    expect(parseGroups(text, 'g.jsonl', new Set(['a', 'b']))[0]?.sure).toBe(sure)
  })

  test('that are malformed are reported with their line', () => {
    expect(() => parseGroups('{"issues":["a","b"]}\n{"issues":1}', 'g.jsonl', new Set())).toThrow('g.jsonl:2')
    expect(() => parseStream('nonsense', 'r.jsonl')).toThrow('r.jsonl:1 is not a report. It is not JSON.')
    expect(() => parseStream('{"id": 12}', 'r.jsonl')).toThrow(/^r\.jsonl:1 is not a report\. `id`: .*expected string/)
  })
})

describe('eval-duplicates', () => {
  const report = (id: string, title: string, body: string) =>
    JSON.stringify({ id, title, body, created: '2026-05-01T00:00:00Z' })
  const reports = [
    report('1', 'Login loops after token expiry', '```\nError: refresh token was revoked by server\n```'),
    report('2', 'Login loops since the token expired', '```\nError: refresh token was revoked by server\n```'),
    ...Array.from({ length: 20 }, (_, at) =>
      report(`other-${at}`, `Colour theme ${at} looks odd`, `Window ${at} flickers.`),
    ),
  ].join('\n')

  test('prints the figures as JSON', async () => {
    await using files = await temporaryFolder([
      { path: 'reports.jsonl', text: reports },
      { path: 'groups.jsonl', text: '{"issues":["1","2"]}' },
    ])
    const { code, out } = await runCommand(
      'eval-duplicates',
      `${files.folder}/reports.jsonl`,
      `${files.folder}/groups.jsonl`,
      '--json',
    )
    expect(code).toBe(0)
    expect(JSON.parse(out)).toMatchObject({
      queries: 2,
      groups: 1,
      recall: { '1': 1, '3': 1, '10': 1 },
      mrr: 1,
      links: {
        posted: expect.any(Number),
        right: expect.any(Number),
        precision: expect.any(Number),
        coverage: expect.any(Number),
      },
      msPerQuery: { p50: expect.any(Number), p99: expect.any(Number) },
    })
  })

  test('reports the file and line of a malformed report', async () => {
    await using files = await temporaryFolder([
      { path: 'reports.jsonl', text: `${reports}\n{"title":"no id"}` },
      { path: 'groups.jsonl', text: '' },
    ])
    const { code, err } = await runCommand(
      'eval-duplicates',
      `${files.folder}/reports.jsonl`,
      `${files.folder}/groups.jsonl`,
    )
    expect(code).toBe(1)
    expect(err).toContain('reports.jsonl:23')
  })
})
