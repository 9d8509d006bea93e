import { expect, test } from 'vitest'
import type { Rights } from '../../../src/core/feedback/feedback-event.ts'
import { type Act, verdictOf as read, type Scene } from '../../../src/core/feedback/implicit-feedback.ts'
import { twoSignaturePack } from '../../support/packs.ts'
import { verdictOf } from '../../support/verdicts.ts'

const pack = twoSignaturePack()
const REF = { owner: 'acme', repo: 'app', number: 1 }
const label = pack.signatures.get('lost-badge')?.label ?? ''

function verdict(act: Act, scene: Partial<Scene> = {}, rights: Rights = 'maintainer') {
  const actor = { ref: REF, who: 'ann', rights, at: 5, delivery: 'guid-1' }
  return read(act, actor, { pack, asserted: 'lost-badge', verdicts: [], ...scene })
}

test("taking a cause's label off says that it is wrong, whatever the case of the name", () => {
  expect(verdict({ kind: 'unlabeled', label: label.toUpperCase() })).toMatchObject({
    ...{ id: 'guid-1', kind: 'wrong-signature', origin: 'label', signature: { id: 'lost-badge', version: 1 } },
  })
})

test('taking any other label off says nothing', () => {
  expect(verdict({ kind: 'unlabeled', label: 'bug' })).toBeNull()
})

test('deleting the comment says that what it asserted is wrong, or that it was not wanted', () => {
  expect(verdict({ kind: 'comment-deleted', asserted: 'lost-badge' })).toMatchObject({ kind: 'wrong-signature' })
  expect(verdict({ kind: 'comment-deleted', asserted: null })).toMatchObject({ kind: 'unwelcome' })
})

test('closing as completed says that it worked, where a cause was named; closing otherwise says nothing', () => {
  expect(verdict({ kind: 'closed', asCompleted: true })).toMatchObject({ kind: 'worked', origin: 'closed' })
  expect(verdict({ kind: 'closed', asCompleted: false })).toBeNull()
  expect(verdict({ kind: 'closed', asCompleted: true }, { asserted: null })).toBeNull()
})

test('reopening says that it did not work, where somebody had said that it did', () => {
  expect(verdict({ kind: 'reopened' })).toBeNull()
  const verdicts = [verdictOf({ kind: 'worked', signature: { id: 'lost-badge', version: 1 } })]
  expect(verdict({ kind: 'reopened' }, { verdicts })).toMatchObject({ kind: 'did-not-work', origin: 'reopened' })
})

test('a stranger says nothing by an act', () => {
  expect(verdict({ kind: 'closed', asCompleted: true }, {}, 'anyone')).toBeNull()
})
