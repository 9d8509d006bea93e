import { describe, expect, test } from 'vitest'
import { trackRecordsOf } from '../../../src/core/feedback/track-record.ts'
import { verdictOf } from '../../support/feedback-events.ts'

const ref = (number: number) => ({ owner: 'acme', repo: 'app', number })
const badge = { id: 'lost-badge', version: 1 }
const asserts = (count: number) =>
  Array.from({ length: count }, (_, at) => ({ ref: ref(at + 1), signature: 'lost-badge', at: at + 1 }))
/** Rejections by each issue's reporter. */
const wrongOn = (...numbers: number[]) =>
  numbers.map((number) => verdictOf({ ref: ref(number), signature: badge, who: `reporter-${number}` }))
const wrongBy = (who: string, ...numbers: number[]) =>
  wrongOn(...numbers).map((feedbackEvent) => ({ ...feedbackEvent, who }))
const byMaintainer = (...numbers: number[]) =>
  wrongBy('keeper', ...numbers).map((feedbackEvent) => ({ ...feedbackEvent, rights: 'maintainer' as const }))
const trackRecord = (count: number, ...feedbackEvents: ReturnType<typeof verdictOf>[]) =>
  trackRecordsOf(asserts(count), feedbackEvents).get('lost-badge')

test('mutes a signature when more than a fifth of its last 20 asserts were rejected', () => {
  expect(trackRecord(20, ...wrongOn(1, 2, 3, 4))).toEqual({ asserted: 20, rejected: 4, isMuted: false })
  expect(trackRecord(20, ...wrongOn(1, 2, 3, 4, 5))).toEqual({ asserted: 20, rejected: 5, isMuted: true })
})

test('counts only the last 20 asserts, and each issue once', () => {
  expect(trackRecord(30, ...wrongOn(1, 2, 3, 4, 5, 6))).toMatchObject({ asserted: 20, rejected: 0 })
  expect(trackRecord(5, ...byMaintainer(4, 4, 4))).toMatchObject({ rejected: 1, isMuted: false })
})

test('does not mute a signature with fewer than five asserts', () => {
  expect(trackRecord(4, ...wrongOn(1, 2, 3, 4))).toMatchObject({ isMuted: false })
})

describe('a person without rights', () => {
  test('counts once, however many issues there are and however the login is capitalised', () => {
    expect(trackRecord(5, ...wrongBy('ann', 1, 2, 3, 4, 5))).toMatchObject({ rejected: 0, isMuted: false })
    const twice = [...wrongBy('Ann', 1, 2), ...wrongBy('ann', 3), ...wrongBy('ben', 4), ...wrongBy('cat', 5)]
    expect(trackRecord(5, ...twice)).toMatchObject({ rejected: 3, isMuted: true })
  })

  test('counts only if three such people agree', () => {
    expect(trackRecord(5, ...wrongOn(1, 2))).toMatchObject({ rejected: 0, isMuted: false })
    expect(trackRecord(5, ...wrongOn(1, 2, 3))).toMatchObject({ rejected: 3, isMuted: true })
  })
})

describe('a maintainer', () => {
  test('counts without anyone else agreeing, on each issue', () => {
    expect(trackRecord(20, ...byMaintainer(1, 2, 3, 4, 5))).toMatchObject({ rejected: 5, isMuted: true })
    expect(trackRecord(5, ...byMaintainer(1, 2))).toMatchObject({ rejected: 2, isMuted: true })
  })

  test('does not make the rejections of fewer than three other people count', () => {
    expect(trackRecord(10, ...byMaintainer(1, 2), ...wrongOn(3))).toMatchObject({ rejected: 2, isMuted: false })
  })
})

test('ignores a rejection that a maintainer overruled', () => {
  const is = verdictOf({ ref: ref(5), kind: 'is-signature', signature: badge, rights: 'maintainer' })
  expect(trackRecord(20, ...wrongOn(1, 2, 3, 4, 5), is)).toMatchObject({ rejected: 4, isMuted: false })
})

test('counts only asserts made after a maintainer unmuted the signature', () => {
  const unmute = verdictOf({ kind: 'unmute', signature: badge, rights: 'maintainer', at: 18 })
  expect(trackRecord(20, ...wrongOn(1, 2, 3, 4, 5), unmute)).toEqual({ asserted: 2, rejected: 0, isMuted: false })
})
