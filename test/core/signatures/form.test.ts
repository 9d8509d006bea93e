import { expect, test } from 'vitest'
import { describeForm } from '../../../src/core/signatures/form.ts'

test('every field of the form has a description', () => {
  expect(describeForm().filter(({ says }) => says === '')).toEqual([])
})

test.each([
  ['id', { isRequired: true, wants: 'text' }],
  ['broader', { isRequired: false, wants: 'text' }],
  ['causes', { isRequired: true, wants: 'list of text, 2 to 7' }],
  ['evidence[].strength', { isRequired: true, wants: '`decisive` or `strong` or `supporting`' }],
  ['evidence[].near.within', { isRequired: true, wants: 'whole number, 2 to 60' }],
  ['checklist[].when.os', { isRequired: false, wants: '`macos` or `windows` or `linux` or `wsl`' }],
])('describes %s', (path, expected) => {
  expect(describeForm().find((it) => it.path === path)).toMatchObject(expected)
})
