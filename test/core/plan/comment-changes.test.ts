import { expect, test } from 'vitest'
import { commentChange } from '../../../src/core/plan/comment-changes.ts'
import { stateOf } from '../../support/issue-state.ts'

const NEWS = { body: 'new', withdrawn: 'withdrawn', isNews: true }
const own = (body: string) => stateOf({ ownComment: { id: 7, body } })

test.each([
  ['creates a comment when there is none', 'new', stateOf(), { kind: 'create', body: 'new' }],
  ['changes nothing when there is no comment and nothing to say', null, stateOf(), { kind: 'none' }],
  ['changes nothing for the same text', 'new', own('new'), { kind: 'none' }],
  ['changes nothing for the same text with different line endings', 'a\nb', own('a\r\nb\r\n'), { kind: 'none' }],
  ['edits the comment in place for a different text', 'new', own('old'), { kind: 'update', id: 7, body: 'new' }],
  [
    'withdraws the comment when there is nothing left to say',
    null,
    own('old'),
    { kind: 'update', id: 7, body: 'withdrawn' },
  ],
  ['changes nothing when the comment is already withdrawn', null, own('withdrawn'), { kind: 'none' }],
  [
    'edits a withdrawn comment when there is something to say again',
    'new',
    own('withdrawn'),
    { kind: 'update', id: 7, body: 'new' },
  ],
  [
    'changes nothing when the comment was deleted and there is nothing to say',
    null,
    stateOf({ ownCommentDeleted: true }),
    { kind: 'none' },
  ],
] as const)('%s', (_, body, state, comment) => {
  expect(commentChange({ body, withdrawn: 'withdrawn', isNews: false }, state)).toEqual({
    comment,
    retire: [],
    suppressed: [],
  })
})

test('does not restore a comment that a person deleted, and records the reason', () => {
  expect(commentChange(NEWS, stateOf({ ownCommentDeleted: true }))).toEqual({
    comment: { kind: 'none' },
    retire: [],
    suppressed: ['comment deleted by a person'],
  })
})

test('writes a new comment for news, and retires the older ones', () => {
  expect(commentChange(NEWS, { ...own('old'), olderComments: [3] })).toMatchObject({
    comment: { kind: 'create', body: 'new' },
    retire: [3, 7],
  })
})
