import { describe, expect, test } from 'vitest'
import { type BackfillProgress, shareDone, startProgress, timeLeft } from '../../../src/app/backfill/progress.ts'

const STARTED = Date.parse('2026-11-20T10:00:00Z')
const MINUTE = 60_000

function progressOf(change: Partial<BackfillProgress>): BackfillProgress {
  return { ...startProgress({ createdSince: null, most: 50_000 }, STARTED), ...change }
}

describe('the share of a backfill that is done', () => {
  test.each<[string, number, Partial<BackfillProgress>]>([
    ['nothing before the first page', 0, {}],
    ['by issue numbers while reading, which is half of the work', 0.25, { newest: 1000, oldest: 500, read: 100 }],
    ['by the limit if that ends the reading sooner', 0.4, { newest: 1_000_000, oldest: 900_000, read: 40_000 }],
    ['half when everything is read', 0.5, { phase: 'match', read: 400 }],
    ['by reports while matching', 0.75, { phase: 'match', read: 400, matched: 200 }],
    ['no more than all, although reports came in meanwhile', 1, { phase: 'match', read: 400, matched: 420 }],
    ['all at the end', 1, { phase: 'done' }],
  ])('is %s', (_, share, change) => {
    expect(shareDone(progressOf(change))).toBeCloseTo(share)
  })
})

describe('the time left', () => {
  test('follows from the pace so far, waits included', () => {
    const progress = progressOf({ newest: 1000, oldest: 500 })
    expect(timeLeft(progress, STARTED + 10 * MINUTE)).toBeCloseTo(30 * MINUTE)
  })

  test('is unknown after the first issues, and when the clock was set back', () => {
    expect(timeLeft(progressOf({ newest: 1000, oldest: 995 }), STARTED + MINUTE)).toBeNull()
    expect(timeLeft(progressOf({ newest: 1000, oldest: 500 }), STARTED - MINUTE)).toBeNull()
  })

  test('is none at the end', () => {
    expect(timeLeft(progressOf({ phase: 'done' }), STARTED + MINUTE)).toBe(0)
  })
})
