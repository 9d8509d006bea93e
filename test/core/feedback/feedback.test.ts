import { expect, test } from 'vitest'
import { feedbackOf, wilson } from '../../../src/core/feedback/feedback.ts'
import { verdictOf } from '../../support/feedback-events.ts'

const ref = (number: number) => ({ owner: 'acme', repo: 'app', number })
const badge = { id: 'lost-badge', version: 1 }
const asserts = [1, 2, 3, 4].map((number) => ({ ref: ref(number), signature: 'lost-badge', at: number }))

test('counts accepted and rejected issues, feedback on steps, and signals', () => {
  const [feedback, ...others] = feedbackOf(asserts, [
    verdictOf({ ref: ref(1), kind: 'worked', signature: badge, step: 2 }),
    verdictOf({ ref: ref(2), kind: 'wrong-signature', signature: badge }),
    verdictOf({ ref: ref(3), kind: 'did-not-work', signature: badge, step: 1 }),
    verdictOf({ ref: ref(3), kind: 'signal', signature: badge, detail: 'easy' }),
    verdictOf({ ref: ref(4), kind: 'stop' }),
  ])
  expect(others).toEqual([])
  expect(feedback).toMatchObject({
    signature: 'lost-badge',
    asserted: 4,
    accepted: 1,
    rejected: 1,
    worked: 1,
    didNotWork: 1,
  })
  expect(feedback?.signals).toEqual({ easy: 1 })
  expect(feedback?.steps).toEqual([
    { step: 1, worked: 0, didNotWork: 1 },
    { step: 2, worked: 1, didNotWork: 0 },
  ])
  expect(feedback?.precision?.share).toBe(0.5)
})

test('has no precision without feedback', () => {
  expect(feedbackOf(asserts, [])).toMatchObject([{ asserted: 4, precision: null }])
})

test.each([
  // Brown, Cai and DasGupta, "Interval estimation for a binomial proportion", 2001: n = 10, x = 0 gives (0, .278).
  [0, 10, 0, 0.278],
  [10, 10, 0.722, 1],
  [5, 10, 0.237, 0.763],
])('computes the Wilson interval for %i out of %i', (right, of, low, high) => {
  const interval = wilson(right, of)
  expect([interval.low, interval.high].map((it) => Number(it.toFixed(3)))).toEqual([low, high])
})
