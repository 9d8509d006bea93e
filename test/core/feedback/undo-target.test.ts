import { expect, test } from 'vitest'
import { findUndoTarget } from '../../../src/core/feedback/undo-target.ts'

const NOW = 1_000_000
const at = (...times: number[]) => times.map((it) => ({ at: it }))

test.each([
  ['the last act', at(1, 2), at(), 2],
  ['the one before the act that was undone', at(1, 2), at(3), 1],
  ['nothing once all were undone', at(1, 2), at(3, 4), undefined],
  ['an act that came after an undo, and then what stood before it', at(1, 2, 4), at(3), 4],
  ['never an act that was undone before', at(1, 2, 4), at(3, 5), 1],
  ['the act of the same instant', at(1, 2), at(2), 1],
])('an undo takes back %s', (_, acts, undos, expected) => {
  expect(findUndoTarget(acts, undos, NOW)?.at).toBe(expected)
})

const FUTURE = NOW + 1e10

test.each([
  ['an act that is dated in the future, since the undo of today came after it', at(FUTURE), at(5), undefined],
  ['the later of two acts that are dated in the future', at(FUTURE, FUTURE + 1), at(5), FUTURE],
  ['an act of today after an undo that is dated in the future', at(1, 6), at(FUTURE), 6],
  ['an act that another machine dated some minutes ahead', at(NOW + 60_000), at(NOW), NOW + 60_000],
])('after the clock was set back an undo takes back %s', (_, acts, undos, expected) => {
  expect(findUndoTarget(acts, undos, NOW)?.at).toBe(expected)
})
