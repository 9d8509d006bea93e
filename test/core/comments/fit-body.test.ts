import { expect, test } from 'vitest'
import { fitBody, MAX_BODY } from '../../../src/core/comments/fit-body.ts'

const LONG = 'x'.repeat(MAX_BODY)

test('joins the sections that are not empty, with a blank line between', () => {
  const sections = ['a', '', 'b'].map((text) => ({ text, optional: false }))
  expect(fitBody(sections)).toBe('a\n\nb')
})

test('leaves out optional sections from the end until the rest fits', () => {
  const sections = [
    { text: 'first', optional: false },
    { text: 'kept', optional: true },
    { text: LONG, optional: true },
    { text: 'also dropped, it comes later', optional: true },
    { text: 'last', optional: false },
  ]
  expect(fitBody(sections)).toBe('first\n\nkept\n\nlast')
})

test('is below the limit even when nothing may be left out', () => {
  expect(fitBody([{ text: LONG, optional: false }]).length).toBeLessThan(MAX_BODY)
})
