import { describe, expect, test } from 'vitest'
import { summariseCluster } from '../../../src/core/duplicates/cluster-summary.ts'
import type { IndexedReport } from '../../../src/core/duplicates/digest.ts'

const DAY = 24 * 60 * 60 * 1000
/** A Wednesday. */
const NOW = Date.UTC(2026, 10, 18, 12)

function report(number: number, createdAt: number, changes: Partial<IndexedReport['digest']> = {}): IndexedReport {
  const environment = { product: 'cowork', version: '2.1.3', os: null, server: null } as never
  const cause = { signature: 'missing-scope', confidence: 0.99, asserted: true, captures: { scope: 'user:mcp' } }
  const digest = { title: `Report ${number}`, terms: { title: [], prose: [], log: [] }, lines: [], cites: [] }
  return {
    number,
    createdAt,
    author: `person-${number % 2}`,
    open: true,
    closedAt: null,
    closedAs: null,
    reactions: 0,
    digest: { ...digest, environment, cause, ...changes },
  }
}

function summarise(reports: readonly IndexedReport[]) {
  return summariseCluster({
    reports,
    canonical: reports[0] as IndexedReport,
    worked: ['step 2', 'step 2'],
    signatures: new Map(),
    now: NOW,
  })
}

describe('a cluster summary', () => {
  const reports = [report(1, NOW - 40 * DAY), report(2, NOW - 3 * DAY), report(3, NOW - DAY, { cause: null })]

  test('has the counts, the dates and the common values', () => {
    expect(summarise(reports)).toMatchObject({
      count: 3,
      open: 3,
      authors: 2,
      firstSeen: NOW - 40 * DAY,
      lastSeen: NOW - DAY,
      signature: 'missing-scope',
      versions: [{ value: '2.1.3', count: 3 }],
      products: [{ value: 'cowork', count: 3 }],
      captures: { scope: [{ value: 'user:mcp', count: 2 }] },
      canonical: { number: 1, title: 'Report 1', open: true },
      worked: [{ value: 'step 2', count: 2 }],
    })
  })

  test('ignores a signature that was never asserted', () => {
    const guess = { signature: 'invalid-scope', confidence: 0.4, asserted: false, captures: { scope: 'x' } }
    const { signature, captures } = summarise([report(1, NOW, { cause: guess }), report(2, NOW, { cause: guess })])
    expect([signature, captures]).toEqual([null, {}])
  })

  test('counts every week from the first report to now, starting on Mondays', () => {
    const { weeks, growth } = summarise(reports)
    expect(weeks.map(({ count }) => count)).toEqual([1, 0, 0, 0, 0, 1, 1])
    expect(new Date(weeks[0]?.from ?? 0).toISOString()).toBe('2026-10-05T00:00:00.000Z')
    expect(growth).toEqual({ lately: 2, before: 1 })
  })

  test('covers at most one year, and handles 10,000 reports', () => {
    const many = Array.from({ length: 10_000 }, (_, at) => report(at + 1, NOW - 800 * DAY + at))
    const { weeks, count, authors } = summarise(many)
    expect([weeks.length, count, authors]).toEqual([52, 10_000, 2])
  })
})
