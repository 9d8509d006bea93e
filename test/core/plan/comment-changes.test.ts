import { expect, test } from 'vitest'
import { commentChange } from '../../../src/core/plan/comment-changes.ts'
import { stateOf } from '../../support/issue-state.ts'

const NEWS = { body: 'new', withdrawn: 'withdrawn', isNews: true }
const own = (body: string) => stateOf({ ownComment: { id: 7, body } })

test.each([
  ['nothing yet, something to say: written', 'new', stateOf(), { kind: 'create', body: 'new' }],
  ['nothing yet, nothing to say: nothing', null, stateOf(), { kind: 'none' }],
  ['the same text: nothing', 'new', own('new'), { kind: 'none' }],
  ['the same text with other line ends: nothing', 'a\nb', own('a\r\nb\r\n'), { kind: 'none' }],
  ['another text: edited in place', 'new', own('old'), { kind: 'update', id: 7, body: 'new' }],
  ['nothing to say any more: taken back', null, own('old'), { kind: 'update', id: 7, body: 'withdrawn' }],
  ['taken back already: nothing', null, own('withdrawn'), { kind: 'none' }],
  ['something to say again: edited in place', 'new', own('withdrawn'), { kind: 'update', id: 7, body: 'new' }],
  ['deleted, nothing to say: nothing', null, stateOf({ ownCommentDeleted: true }), { kind: 'none' }],
] as const)('%s', (_, body, state, comment) => {
  expect(commentChange({ body, withdrawn: 'withdrawn', isNews: false }, state)).toEqual({
    comment,
    retire: [],
    suppressed: [],
  })
})

test('a comment that a person deleted is not written again, and that is noted', () => {
  expect(commentChange(NEWS, stateOf({ ownCommentDeleted: true }))).toEqual({
    comment: { kind: 'none' },
    retire: [],
    suppressed: ['comment deleted by a person'],
  })
})

test('what a person must be told is written anew, and the comment before it is retired', () => {
  expect(commentChange(NEWS, { ...own('old'), olderComments: [3] })).toMatchObject({
    comment: { kind: 'create', body: 'new' },
    retire: [3, 7],
  })
})
