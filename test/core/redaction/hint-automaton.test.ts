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

test('finds hints with letters outside ASCII, in any case and not mistaken for one another', () => {
  expect(allIn(['şifre', 'пароль', '키'], 'ŞIFRE Пароль 키 ключ 값')).toEqual(['şifre@0', 'пароль@6', '키@13'])
})

test('keeps an ASCII letter that the capital of another letter consists of', () => {
  expect(allIn(['ß', 'secret'], 'SECRET')).toEqual(['secret@0'])
})
