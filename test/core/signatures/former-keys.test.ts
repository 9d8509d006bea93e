import { expect, test } from 'vitest'
import { convertFormerSteps } from '../../../src/core/signatures/former-keys.ts'

test('the former `expect` and `otherwise` of a step become its outcomes', () => {
  const data = {
    checklist: [
      { check: 'Look', expect: 'There', otherwise: 'Gone', source: 'x' },
      { check: 'Again', outcomes: [] },
    ],
  }
  expect(convertFormerSteps(data)).toEqual([{ path: ['checklist', 0, 'expect'], currentName: 'outcomes' }])
  expect(data.checklist).toEqual([
    { check: 'Look', source: 'x', outcomes: [{ see: 'There' }, { see: 'Gone' }] },
    { check: 'Again', outcomes: [] },
  ])
})

test.each([null, 'text', {}, { checklist: 'text' }, { checklist: [null, 'text', { check: 'Look' }] }])(
  '%j is left as it is',
  (data) => {
    const before = structuredClone(data)
    expect(convertFormerSteps(data)).toEqual([])
    expect(data).toEqual(before)
  },
)
