import { expect, test } from 'vitest'
import type { DecisionRecord } from '../../../../src/adapters/store/stored-decisions.ts'
import { foldStory } from '../../../../src/entrypoints/web/pages/issue-story.ts'
import { verdictOf } from '../../../support/feedback-events.ts'

function decision(at: number, changes: Partial<DecisionRecord> = {}): DecisionRecord {
  const ref = { owner: 'acme', repo: 'app', number: 1 }
  const silent = { decision: 'silent', reason: 'not-auth', signature: null, confidence: 0 } as const
  return { ref, delivery: null, ...silent, evidence: [], pack: 'x', acts: [], at, ...changes }
}

test('equal decisions in a row are one entry, and feedback stands between them in its order', () => {
  const said = verdictOf({ kind: 'worked', at: 35 })
  const entries = foldStory(
    [decision(10), decision(20), decision(30), decision(40), decision(50, { reason: 'unsure' })],
    [said],
  )
  expect(
    entries.map(({ what, times, first, last }) => [
      'feedbackEvent' in what ? 'said' : what.decision.reason,
      times,
      first,
      last,
    ]),
  ).toEqual([
    ['not-auth', 3, 10, 30],
    ['said', 1, 35, 35],
    ['not-auth', 1, 40, 40],
    ['unsure', 1, 50, 50],
  ])
})
