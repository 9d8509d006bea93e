import { expect, test } from 'vitest'
import { signatureOf } from '../../support/signatures.ts'

const step = (check: string) => ({ check, outcomes: [{ see: 'Yes' }, { see: 'No' }] })
const steps = (count: number) => Array.from({ length: count }, (_, at) => step(`Look at part ${at}`))

test('a checklist may have twelve steps, each with variants', () => {
  const variants = [...steps(12), ...steps(12)]
  expect(signatureOf('missing-scope', { checklist: variants }).checklist).toHaveLength(24)
})

test('a checklist with a thirteenth step is refused', () => {
  expect(() => signatureOf('missing-scope', { checklist: steps(13) })).toThrow('at most 12 steps')
})
