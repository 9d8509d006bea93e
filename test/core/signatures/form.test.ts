import { expect, test } from 'vitest'
import { describeForm } from '../../../src/core/signatures/form.ts'

test('every field of the form has a description', () => {
  expect(describeForm().filter(({ description }) => description === '')).toEqual([])
})

test.each([
  ['id', { isRequired: true, type: 'text' }],
  ['broader', { isRequired: false, type: 'text' }],
  ['causes', { isRequired: true, type: 'list of text, or entries, 2 to 7' }],
  ['evidence[].strength', { isRequired: true, type: '`decisive` or `strong` or `supporting`' }],
  ['evidence[].near.within', { isRequired: true, type: 'whole number, 2 to 60' }],
  ['checklist[].when.os', { isRequired: false, type: '`macos` or `windows` or `linux` or `wsl`' }],
])('describes %s', (path, expected) => {
  expect(describeForm().find((it) => it.path === path)).toMatchObject(expected)
})
