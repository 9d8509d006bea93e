import { expect, test } from 'vitest'
import type { Rights } from '../../../src/core/feedback/feedback-event.ts'
import { type Act, type AnsweredIssue, feedbackFrom } from '../../../src/core/feedback/implicit-feedback.ts'
import { verdictOf } from '../../support/feedback-events.ts'
import { twoSignaturePack } from '../../support/packs.ts'

const pack = twoSignaturePack()
const REF = { owner: 'acme', repo: 'app', number: 1 }
const DELETED = { kind: 'comment-deleted', user: { login: 'auth-triage[bot]', type: 'Bot' }, app: null } as const
const label = pack.signatures.get('lost-badge')?.label ?? ''

function feedbackEvent(act: Act, issue: Partial<AnsweredIssue> = {}, rights: Rights = 'maintainer') {
  const actor = { ref: REF, who: 'ann', rights, at: 5, delivery: 'guid-1' }
  return feedbackFrom(act, actor, { pack, asserted: 'lost-badge', feedbackEvents: [], ...issue })
}

test("removing a cause's label rejects the cause, whether in upper or lower case", () => {
  expect(feedbackEvent({ kind: 'unlabeled', label: label.toUpperCase() })).toMatchObject({
    id: 'guid-1',
    kind: 'wrong-signature',
    origin: 'label',
    signature: { id: 'lost-badge', version: 1 },
  })
})

test('removing any other label is not feedback', () => {
  expect(feedbackEvent({ kind: 'unlabeled', label: 'bug' })).toBeNull()
})

test('deleting the comment rejects the asserted cause, or the comment if it asserted none', () => {
  expect(feedbackEvent({ ...DELETED, asserted: 'lost-badge' })).toMatchObject({ kind: 'wrong-signature' })
  expect(feedbackEvent({ ...DELETED, asserted: null })).toMatchObject({ kind: 'unwelcome' })
})

test('closing as completed is `worked` if a cause was asserted; otherwise closing is not feedback', () => {
  expect(feedbackEvent({ kind: 'closed', asCompleted: true })).toMatchObject({ kind: 'worked', origin: 'closed' })
  expect(feedbackEvent({ kind: 'closed', asCompleted: false })).toBeNull()
  expect(feedbackEvent({ kind: 'closed', asCompleted: true }, { asserted: null })).toBeNull()
})

test('reopening is `did-not-work` if the issue was solved', () => {
  expect(feedbackEvent({ kind: 'reopened' })).toBeNull()
  const feedbackEvents = [verdictOf({ kind: 'worked', signature: { id: 'lost-badge', version: 1 } })]
  expect(feedbackEvent({ kind: 'reopened' }, { feedbackEvents })).toMatchObject({
    kind: 'did-not-work',
    origin: 'reopened',
  })
})

test('an act by a person without rights is not feedback', () => {
  expect(feedbackEvent({ kind: 'closed', asCompleted: true }, {}, 'anyone')).toBeNull()
})
