import { expect, test } from 'vitest'
import { countRemedyOutcomes } from '../../../src/core/overview/remedy-outcomes.ts'
import { verdictOf } from '../../support/feedback-events.ts'

test('remedies are counted by distinct people, the most helpful first', () => {
  const said = (kind: 'worked' | 'did-not-work', step: number, who: string) =>
    verdictOf({ kind, step, who, signature: { id: 'missing-scope', version: 1 } })
  const outcomes = countRemedyOutcomes([
    said('did-not-work', 1, 'ann'),
    said('worked', 2, 'ann'),
    said('worked', 2, 'Ann'),
    said('worked', 2, 'bob'),
    verdictOf({ kind: 'signal', detail: 'blocking' }),
  ])
  expect(outcomes).toEqual([
    { signature: 'missing-scope', step: 2, worked: 2, didNotWork: 0 },
    { signature: 'missing-scope', step: 1, worked: 0, didNotWork: 1 },
  ])
})
