import { describe, expect, test } from 'vitest'
import {
  type CanonicalCandidate,
  type CanonicalFeedback,
  chooseCanonical,
} from '../../../src/core/duplicates/canonical.ts'

const NO_FEEDBACK: CanonicalFeedback = { chosen: null, duplicates: [] }

/** An open report; higher numbers are newer. */
const report = (number: number, changes: Partial<CanonicalCandidate> = {}): CanonicalCandidate => {
  return { number, createdAt: number, open: true, closedAs: null, reactions: 0, ...changes }
}
const closed = (number: number, closedAs: CanonicalCandidate['closedAs']) => report(number, { open: false, closedAs })
const canonical = (members: readonly CanonicalCandidate[], words = NO_FEEDBACK) =>
  chooseCanonical(members, words)?.number

describe('the canonical report', () => {
  test('is the one that people named, open or not', () => {
    expect(canonical([report(1), closed(2, 'completed')], { ...NO_FEEDBACK, chosen: 2 })).toBe(2)
  })

  test('is not a report that people named in another cluster', () => {
    expect(canonical([report(1), report(2)], { ...NO_FEEDBACK, chosen: 9 })).toBe(1)
  })

  test('is the oldest open one', () => {
    expect(canonical([report(3), report(2), closed(1, 'completed')])).toBe(2)
  })

  test('is a later open one only if it has far more reactions', () => {
    expect(canonical([report(1, { reactions: 4 }), report(2, { reactions: 8 })])).toBe(1)
    expect(canonical([report(1, { reactions: 4 }), report(2, { reactions: 9 })])).toBe(2)
    expect(canonical([report(1), report(2, { reactions: 4 })])).toBe(1)
  })

  test('is the oldest when none is open, except those closed as duplicates', () => {
    expect(canonical([closed(1, 'duplicate'), closed(2, 'not_planned'), closed(3, 'completed')])).toBe(2)
    expect(canonical([closed(2, 'duplicate'), closed(1, 'duplicate')])).toBe(1)
  })

  test('is the end of a chain of duplicates', () => {
    const duplicates = [[1, 2] as const, [2, 3] as const]
    expect(canonical([report(1), report(2), report(3)], { ...NO_FEEDBACK, duplicates })).toBe(3)
  })

  test('is the oldest if the duplicates form a cycle or refer to themselves', () => {
    const circle = [[1, 2] as const, [2, 3] as const, [3, 1] as const]
    expect(canonical([report(1), report(2), report(3)], { ...NO_FEEDBACK, duplicates: circle })).toBe(1)
    expect(canonical([report(1), report(2)], { ...NO_FEEDBACK, duplicates: [[1, 1]] })).toBe(1)
  })
})
