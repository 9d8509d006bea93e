import { expect, test } from 'vitest'
import type { Rights } from '../../../src/core/feedback/feedback-event.ts'
import { type Act, type AnsweredIssue, feedbackFrom as read } from '../../../src/core/feedback/implicit-feedback.ts'
import { verdictOf } from '../../support/feedback-events.ts'
import { twoSignaturePack } from '../../support/packs.ts'

const pack = twoSignaturePack()
const REF = { owner: 'acme', repo: 'app', number: 1 }
const label = pack.signatures.get('lost-badge')?.label ?? ''

function feedbackEvent(act: Act, scene: Partial<AnsweredIssue> = {}, rights: Rights = 'maintainer') {
  const actor = { ref: REF, who: 'ann', rights, at: 5, delivery: 'guid-1' }
  return read(act, actor, { pack, asserted: 'lost-badge', feedbackEvents: [], ...scene })
}

test("taking a cause's label off says that it is wrong, whatever the case of the name", () => {
  expect(feedbackEvent({ kind: 'unlabeled', label: label.toUpperCase() })).toMatchObject({
    ...{ id: 'guid-1', kind: 'wrong-signature', origin: 'label', signature: { id: 'lost-badge', version: 1 } },
  })
})

test('taking any other label off says nothing', () => {
  expect(feedbackEvent({ kind: 'unlabeled', label: 'bug' })).toBeNull()
})

test('deleting the comment says that what it asserted is wrong, or that it was not wanted', () => {
  expect(feedbackEvent({ kind: 'comment-deleted', asserted: 'lost-badge' })).toMatchObject({ kind: 'wrong-signature' })
  expect(feedbackEvent({ kind: 'comment-deleted', asserted: null })).toMatchObject({ kind: 'unwelcome' })
})

test('closing as completed says that it worked, where a cause was named; closing otherwise says nothing', () => {
  expect(feedbackEvent({ kind: 'closed', asCompleted: true })).toMatchObject({ kind: 'worked', origin: 'closed' })
  expect(feedbackEvent({ kind: 'closed', asCompleted: false })).toBeNull()
  expect(feedbackEvent({ kind: 'closed', asCompleted: true }, { asserted: null })).toBeNull()
})

test('reopening says that it did not work, where somebody had said that it did', () => {
  expect(feedbackEvent({ kind: 'reopened' })).toBeNull()
  const feedbackEvents = [verdictOf({ kind: 'worked', signature: { id: 'lost-badge', version: 1 } })]
  expect(feedbackEvent({ kind: 'reopened' }, { feedbackEvents })).toMatchObject({
    kind: 'did-not-work',
    origin: 'reopened',
  })
})

test('a stranger says nothing by an act', () => {
  expect(feedbackEvent({ kind: 'closed', asCompleted: true }, {}, 'anyone')).toBeNull()
})
