import { expect, test } from 'vitest'
import { lastStanding } from '../../src/conversation/last-act.ts'

const at = (...times: number[]) => times.map((it) => ({ at: it }))

test.each([
  ['the last act', at(1, 2), at(), 2],
  ['the one before the act that was undone', at(1, 2), at(3), 1],
  ['nothing once all were undone', at(1, 2), at(3, 4), undefined],
  ['an act that came after an undo, and then what stood before it', at(1, 2, 4), at(3), 4],
  ['never an act that was undone before', at(1, 2, 4), at(3, 5), 1],
  ['the act of the same instant', at(1, 2), at(2), 1],
])('an undo takes back %s', (_, acts, undos, expected) => {
  expect(lastStanding(acts, undos)?.at).toBe(expected)
})
