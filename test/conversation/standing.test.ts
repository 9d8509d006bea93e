import { expect, test } from 'vitest'
import { standingsOf } from '../../src/conversation/standing.ts'
import { verdictOf } from '../helpers/verdicts.ts'

const ref = (number: number) => ({ owner: 'acme', repo: 'app', number })
const badge = { id: 'lost-badge', version: 1 }
const asserts = (count: number) =>
  Array.from({ length: count }, (_, at) => ({ ref: ref(at + 1), signature: 'lost-badge', at: at + 1 }))
const wrongOn = (...numbers: number[]) => numbers.map((number) => verdictOf({ ref: ref(number), signature: badge }))
const standing = (count: number, ...verdicts: ReturnType<typeof verdictOf>[]) =>
  standingsOf(asserts(count), verdicts).get('lost-badge')

test('a signature is muted when more than a fifth of its last 20 asserts were rejected, not at a fifth', () => {
  expect(standing(20, ...wrongOn(1, 2, 3, 4))).toEqual({ asserted: 20, rejected: 4, isMuted: false })
  expect(standing(20, ...wrongOn(1, 2, 3, 4, 5))).toEqual({ asserted: 20, rejected: 5, isMuted: true })
})

test('only the last 20 count, and each issue once however many reject it there', () => {
  expect(standing(30, ...wrongOn(1, 2, 3, 4, 5, 6))).toMatchObject({ asserted: 20, rejected: 0 })
  expect(standing(20, ...wrongOn(7, 7, 7, 7, 7))).toMatchObject({ rejected: 1, isMuted: false })
})

test('one angry person does not mute a signature that hardly spoke', () => {
  expect(standing(4, ...wrongOn(1, 2, 3, 4))).toMatchObject({ isMuted: false })
})

test('a rejection that a maintainer overruled does not count', () => {
  const is = verdictOf({ ref: ref(5), kind: 'is-signature', signature: badge, rights: 'maintainer' })
  expect(standing(20, ...wrongOn(1, 2, 3, 4, 5), is)).toMatchObject({ rejected: 4, isMuted: false })
})

test('a maintainer lets it speak again: only what was asserted since counts', () => {
  const unmute = verdictOf({ kind: 'unmute', signature: badge, rights: 'maintainer', at: 18 })
  expect(standing(20, ...wrongOn(1, 2, 3, 4, 5), unmute)).toEqual({ asserted: 2, rejected: 0, isMuted: false })
})
