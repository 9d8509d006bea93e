import { expect, test } from 'vitest'
import { findUndoTarget } from '../../../src/core/feedback/undo-target.ts'

const NOW = 1_000_000
const at = (...times: number[]) => times.map((it) => ({ at: it }))

test.each([
  ['the last act', at(1, 2), at(), 2],
  ['the act before one that was undone', at(1, 2), at(3), 1],
  ['nothing when all acts were undone', at(1, 2), at(3, 4), undefined],
  ['an act after an earlier undo', at(1, 2, 4), at(3), 4],
  ['an act that was not undone before', at(1, 2, 4), at(3, 5), 1],
  ['an act at the same instant', at(1, 2), at(2), 1],
])('an undo reverts %s', (_, acts, undos, expected) => {
  expect(findUndoTarget(acts, undos, NOW)?.at).toBe(expected)
})

const FUTURE = NOW + 1e10

test.each([
  ['an act dated in the future, before an undo today', at(FUTURE), at(5), undefined],
  ['the later of two acts dated in the future', at(FUTURE, FUTURE + 1), at(5), FUTURE],
  ['an act today, after an undo dated in the future', at(1, 6), at(FUTURE), 6],
  ['an act dated some minutes ahead by another machine', at(NOW + 60_000), at(NOW), NOW + 60_000],
])('after the clock was set back, an undo reverts %s', (_, acts, undos, expected) => {
  expect(findUndoTarget(acts, undos, NOW)?.at).toBe(expected)
})
