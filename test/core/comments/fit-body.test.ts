import { expect, test } from 'vitest'
import { fitBody, MAX_BODY } from '../../../src/core/comments/fit-body.ts'

const LONG = 'x'.repeat(MAX_BODY)

test('joins non-empty sections with a blank line between them', () => {
  const sections = ['a', '', 'b'].map((text) => ({ text, optional: false }))
  expect(fitBody(sections)).toBe('a\n\nb')
})

test('drops optional sections from the end until the rest fits', () => {
  const sections = [
    { text: 'first', optional: false },
    { text: 'kept', optional: true },
    { text: LONG, optional: true },
    { text: 'also dropped, it comes later', optional: true },
    { text: 'last', optional: false },
  ]
  expect(fitBody(sections)).toBe('first\n\nkept\n\nlast')
})

test('stays below the limit even when no section may be dropped', () => {
  expect(fitBody([{ text: LONG, optional: false }]).length).toBeLessThan(MAX_BODY)
})
