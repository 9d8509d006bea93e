import { expect, test } from 'vitest'
import { createMessageWeight } from '../../../src/core/drafts/message-weight.ts'

const texts = [...Array.from({ length: 400 }, () => 'sign in failed\nfor the user'), 'the badge reader']

test('a message weighs more the rarer its words are in other texts', () => {
  const weightOf = createMessageWeight(texts)
  expect(weightOf('badge reader')).toBeGreaterThan(weightOf('sign in failed'))
  expect(weightOf('bent ticket')).toBeGreaterThan(weightOf('badge reader'))
})

test('a word counts once, in a message and in a text', () => {
  const weightOf = createMessageWeight(texts)
  expect(weightOf('badge badge badge')).toBe(weightOf('badge'))
  expect(createMessageWeight(['badge\nbadge', 'x'])('badge')).toBe(createMessageWeight(['badge', 'x'])('badge'))
})

test('a code weighs more than any sentence', () => {
  const weightOf = createMessageWeight(texts)
  expect(weightOf('gate_locked_forever')).toBeGreaterThan(weightOf('one two three four five six seven'))
})
