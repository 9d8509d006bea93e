import { describe, expect, test } from 'vitest'
import { toClusterFacts } from '../../../src/core/overview/cluster-facts.ts'
import { mondayOf, summariseMorning, yesterdayOf } from '../../../src/core/overview/morning.ts'
import { verdictOf } from '../../support/feedback-events.ts'
import { decided, entry, reportAt, summary } from './entries.ts'

/** A Thursday. */
const NOW = Date.UTC(2025, 11, 11, 15)
const DAY = 24 * 60 * 60 * 1000

test('yesterday and Monday start at midnight UTC', () => {
  expect(new Date(yesterdayOf(NOW)).toISOString()).toBe('2025-12-10T00:00:00.000Z')
  expect(new Date(mondayOf(NOW)).toISOString()).toBe('2025-12-08T00:00:00.000Z')
  expect(mondayOf(Date.UTC(2025, 11, 8))).toBe(Date.UTC(2025, 11, 8))
})

describe('a morning', () => {
  test('counts what is new by decision, with the reasons for silence', () => {
    const issues = [
      entry({ createdAt: NOW, decided: decided({ decision: 'assert', reason: 'sure' }) }),
      entry({ createdAt: NOW - DAY, decided: decided({ decision: 'ask', question: 'Which?' }) }),
      entry({ createdAt: NOW - 2 * DAY, decided: decided(), isAuth: false }),
      entry({ createdAt: NOW - 3 * DAY, decided: decided({ reason: 'counter-sign' }), isAuth: false }),
      entry({ createdAt: NOW - 3 * DAY, decided: decided({ reason: 'counter-sign' }), isAuth: false }),
      entry({ createdAt: NOW - 3 * DAY }),
      entry({ createdAt: NOW - 9 * DAY, decided: decided() }),
    ]
    const [yesterday, monday] = summariseMorning({ issues, clusters: [], now: NOW }).windows
    expect(yesterday).toMatchObject({ reports: 2, auth: 2, asserted: 1, asked: 1, silent: 0 })
    expect(monday).toMatchObject({ reports: 6, auth: 3, asserted: 1, asked: 1, silent: 3, undecided: 1 })
    expect(monday?.reasons).toEqual([
      { value: 'counter-sign', count: 2 },
      { value: 'not-auth', count: 1 },
    ])
  })

  test('lists open questions with the longest wait first, but none on closed issues', () => {
    const asked = (since: number) => decided({ decision: 'ask', question: 'Which?', since })
    const issues = [
      entry({ number: 1, decided: asked(9) }),
      entry({ number: 2, decided: asked(3) }),
      entry({ number: 3, decided: asked(1), open: false }),
      entry({ number: 4, decided: decided({ decision: 'ask' }) }),
    ]
    expect(summariseMorning({ issues, clusters: [], now: NOW }).waiting.map(({ number }) => number)).toEqual([2, 1])
  })

  test('lists standing credentials and rejected answers', () => {
    const rejected = (at: number) => verdictOf({ kind: 'wrong-signature', at })
    const issues = [
      entry({ number: 1, decided: decided({ credentialSince: 7 }) }),
      entry({ number: 2, decided: decided({ credentialSince: 5 }), rejected: rejected(1) }),
      entry({ number: 3, rejected: rejected(2) }),
    ]
    const { credentials, rejected: listed } = summariseMorning({ issues, clusters: [], now: NOW })
    expect([credentials, listed].map((list) => list.map(({ number }) => number))).toEqual([
      [2, 1],
      [3, 2],
    ])
  })

  test('lists growing clusters by their growth and regressions by their date', () => {
    const cluster = (id: number, days: readonly number[], closed = {}) =>
      toClusterFacts(
        summary({ id }),
        days.map((day, at) => reportAt(at, { createdAt: NOW - day * DAY, ...(at === 0 ? closed : {}) })),
      )
    const fixed = { open: false, closedAs: 'completed', closedAt: NOW - 20 * DAY } as const
    const clusters = [
      cluster(1, [30, 3, 2]),
      cluster(2, [9, 8, 1]),
      cluster(3, [40, 5, 4, 3], fixed),
      cluster(4, [40, 1], fixed),
    ]
    const { growing, regressions } = summariseMorning({ issues: [], clusters, now: NOW })
    expect(
      growing.map(
        ({
          cluster: {
            summary: { id },
          },
          lately,
          before,
        }) => [id, lately, before],
      ),
    ).toEqual([
      [3, 3, 0],
      [1, 2, 0],
      [4, 1, 0],
    ])
    expect(regressions.map(({ summary: { id } }) => id)).toEqual([4, 3])
  })

  test('counts the clusters that began with each version, the latest version first', () => {
    const beginning = (id: number, version: string | null) => ({
      ...toClusterFacts(summary({ id }), [reportAt(NOW, { number: id })]),
      began: version,
    })
    const clusters = [beginning(1, '2.0.9'), beginning(2, '2.0.64'), beginning(3, null), beginning(4, '2.0.9')]
    expect(summariseMorning({ issues: [], clusters, now: NOW }).began).toEqual([
      { value: '2.0.64', count: 1 },
      { value: '2.0.9', count: 2 },
    ])
  })
})
