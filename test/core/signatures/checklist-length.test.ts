import { expect, test } from 'vitest'
import { signatureOf } from '../../support/signatures.ts'

const step = (check: string) => ({ check, outcomes: [{ see: 'Yes' }, { see: 'No' }] })
const steps = (count: number) => Array.from({ length: count }, (_, at) => step(`Look at part ${at}`))

test('a checklist may have twelve steps for every report, and others for certain reports', () => {
  const forSome = steps(12).map((it) => ({ ...it, when: { os: 'linux' } }))
  expect(signatureOf('missing-scope', { checklist: [...steps(12), ...forSome] }).checklist).toHaveLength(24)
})

test('a thirteenth step for every report is refused', () => {
  expect(() => signatureOf('missing-scope', { checklist: steps(13) })).toThrow('at most 12 steps')
})
