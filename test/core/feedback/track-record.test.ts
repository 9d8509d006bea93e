import { describe, expect, test } from 'vitest'
import { trackRecordsOf } from '../../../src/core/feedback/track-record.ts'
import { verdictOf } from '../../support/feedback-events.ts'

const ref = (number: number) => ({ owner: 'acme', repo: 'app', number })
const badge = { id: 'lost-badge', version: 1 }
const asserts = (count: number) =>
  Array.from({ length: count }, (_, at) => ({ ref: ref(at + 1), signature: 'lost-badge', at: at + 1 }))
/** By the reporter of each issue. */
const wrongOn = (...numbers: number[]) =>
  numbers.map((number) => verdictOf({ ref: ref(number), signature: badge, who: `reporter-${number}` }))
const wrongBy = (who: string, ...numbers: number[]) =>
  wrongOn(...numbers).map((feedbackEvent) => ({ ...feedbackEvent, who }))
const byMaintainer = (...numbers: number[]) =>
  wrongBy('keeper', ...numbers).map((feedbackEvent) => ({ ...feedbackEvent, rights: 'maintainer' as const }))
const standing = (count: number, ...feedbackEvents: ReturnType<typeof verdictOf>[]) =>
  trackRecordsOf(asserts(count), feedbackEvents).get('lost-badge')

test('a signature is muted when more than a fifth of its last 20 asserts were rejected, not at a fifth', () => {
  expect(standing(20, ...wrongOn(1, 2, 3, 4))).toEqual({ asserted: 20, rejected: 4, isMuted: false })
  expect(standing(20, ...wrongOn(1, 2, 3, 4, 5))).toEqual({ asserted: 20, rejected: 5, isMuted: true })
})

test('only the last 20 count, and each issue once however many reject it there', () => {
  expect(standing(30, ...wrongOn(1, 2, 3, 4, 5, 6))).toMatchObject({ asserted: 20, rejected: 0 })
  expect(standing(5, ...byMaintainer(4, 4, 4))).toMatchObject({ rejected: 1, isMuted: false })
})

test('one angry person does not mute a signature that hardly spoke', () => {
  expect(standing(4, ...wrongOn(1, 2, 3, 4))).toMatchObject({ isMuted: false })
})

describe('whoever has no rights', () => {
  test('counts once, however many issues they reject it on, and not by another dialect of the same name', () => {
    expect(standing(5, ...wrongBy('ann', 1, 2, 3, 4, 5))).toMatchObject({ rejected: 0, isMuted: false })
    const twice = [...wrongBy('Ann', 1, 2), ...wrongBy('ann', 3), ...wrongBy('ben', 4), ...wrongBy('cat', 5)]
    expect(standing(5, ...twice)).toMatchObject({ rejected: 3, isMuted: true })
  })

  test('counts for the whole repository only where three of them agree', () => {
    expect(standing(5, ...wrongOn(1, 2))).toMatchObject({ rejected: 0, isMuted: false })
    expect(standing(5, ...wrongOn(1, 2, 3))).toMatchObject({ rejected: 3, isMuted: true })
  })
})

describe('a maintainer', () => {
  test('counts alone, on each issue', () => {
    expect(standing(20, ...byMaintainer(1, 2, 3, 4, 5))).toMatchObject({ rejected: 5, isMuted: true })
    expect(standing(5, ...byMaintainer(1, 2))).toMatchObject({ rejected: 2, isMuted: true })
  })

  test('lends no weight to people who are too few', () => {
    expect(standing(10, ...byMaintainer(1, 2), ...wrongOn(3))).toMatchObject({ rejected: 2, isMuted: false })
  })
})

test('a rejection that a maintainer overruled does not count', () => {
  const is = verdictOf({ ref: ref(5), kind: 'is-signature', signature: badge, rights: 'maintainer' })
  expect(standing(20, ...wrongOn(1, 2, 3, 4, 5), is)).toMatchObject({ rejected: 4, isMuted: false })
})

test('a maintainer lets it speak again: only what was asserted since counts', () => {
  const unmute = verdictOf({ kind: 'unmute', signature: badge, rights: 'maintainer', at: 18 })
  expect(standing(20, ...wrongOn(1, 2, 3, 4, 5), unmute)).toEqual({ asserted: 2, rejected: 0, isMuted: false })
})
