import { expect, test } from 'vitest'
import { createHintAutomaton, type HintMatch } from '../../../src/core/redaction/hint-automaton.ts'

function allIn(hints: readonly string[], text: string, from = 0): readonly string[] {
  const found: HintMatch[] = []
  createHintAutomaton(hints).find(text, from, (match) => {
    found.push(match)
    return false
  })
  return found.map(({ hint, start }) => `${hints[hint]}@${start}`)
}

test('finds every hint in any case, also overlapping ones and one inside another', () => {
  expect(allIn(['token', 'ken', 'oken_x', '@'], 'a TOKEN_X@')).toEqual(['token@2', 'ken@4', 'oken_x@3', '@@9'])
})

test('starts at the given offset', () => {
  expect(allIn(['key'], 'key key', 1)).toEqual(['key@4'])
})

test('stops when the visitor returns true', () => {
  const starts: number[] = []
  createHintAutomaton(['a']).find('aaa', 0, ({ start }) => starts.push(start) === 2)
  expect(starts).toEqual([0, 1])
})

test('ignores characters outside ASCII', () => {
  expect(allIn(['key'], 'kéy ｋｅｙ key')).toEqual(['key@8'])
})
