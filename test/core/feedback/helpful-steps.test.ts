import { describe, expect, test } from 'vitest'
import type { FeedbackEvent } from '../../../src/core/feedback/feedback-event.ts'
import { helpfulSteps } from '../../../src/core/feedback/helpful-steps.ts'
import { verdictOf } from '../../support/feedback-events.ts'

const signature = { id: 'lost-badge', version: 1 }
const on = (number: number, overrides: Partial<FeedbackEvent>): FeedbackEvent =>
  verdictOf({ ref: { owner: 'acme', repo: 'app', number }, signature, who: `person-${number}`, ...overrides })
const worked = (number: number, step: number) => on(number, { kind: 'worked', step })
const failed = (number: number, step: number) => on(number, { kind: 'did-not-work', step })
const order = (...feedbackEvents: readonly FeedbackEvent[]) =>
  helpfulSteps('lost-badge', feedbackEvents).map(({ step }) => step)

describe('steps that helped', () => {
  test('are ordered by the number of issues they helped on, minus those on which they failed', () => {
    expect(order(worked(1, 1), worked(2, 3), worked(3, 3))).toEqual([3, 1])
    expect(order(worked(1, 1), worked(2, 3), worked(3, 3), failed(4, 3), failed(5, 3))).toEqual([1])
  })

  test('with the same count are ordered by positive signals', () => {
    const easy = on(2, { kind: 'signal', detail: 'easy' })
    expect(order(worked(1, 1), worked(2, 2))).toEqual([1, 2])
    expect(order(worked(1, 1), worked(2, 2), easy)).toEqual([2, 1])
    expect(helpfulSteps('lost-badge', [worked(2, 2), easy])).toEqual([{ step: 2, issues: 1, easy: 1 }])
  })

  test('count once per issue, by the prevailing event', () => {
    expect(helpfulSteps('lost-badge', [worked(1, 2), worked(1, 2)])).toEqual([{ step: 2, issues: 1, easy: 0 }])
    expect(order(worked(1, 2), { ...failed(1, 2), at: worked(1, 2).at + 1 })).toEqual([])
  })

  test('count once per person without rights, however many issues there are', () => {
    const ann = [1, 2, 3].map((number) => ({ ...worked(number, 2), who: 'ann' }))
    expect(helpfulSteps('lost-badge', ann)).toEqual([{ step: 2, issues: 1, easy: 0 }])
    expect(
      helpfulSteps('lost-badge', [worked(4, 2), ...[5, 6, 7].map((it) => ({ ...failed(it, 2), who: 'ben' }))]),
    ).toEqual([])
    expect(
      helpfulSteps(
        'lost-badge',
        ann.map((it) => ({ ...it, rights: 'maintainer' as const })),
      ),
    ).toMatchObject([{ issues: 3 }])
  })

  test("ignore another signature, and another person's signals", () => {
    const other = on(1, { kind: 'worked', step: 1, signature: { id: 'torn-ticket', version: 1 } })
    const another = on(2, { kind: 'signal', detail: 'easy', who: 'another' })
    expect(helpfulSteps('lost-badge', [other, worked(2, 2), another])).toEqual([{ step: 2, issues: 1, easy: 0 }])
  })
})
