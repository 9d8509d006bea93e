import nock from 'nock'
import { describe, expect, test } from 'vitest'
import { classifyRefusal, isNotPermitted } from '../../../../src/adapters/github/refusal.ts'
import { useRecordedReplies } from '../../../support/recorded-replies.ts'
import { API, ISSUE, issueAnswer, octokitClients, REF, refusalOf } from '../octokit-subject.ts'

useRecordedReplies()

const ASKED = { owner: 'Acme', repo: 'gateway', number: 7 }
const REPORTER = { __typename: 'User', login: 'ann' }

interface Sent {
  readonly query: string
  readonly variables: object
}

/** Expects one request that contains this text, with exactly these variables. */
function expectRequest(contains: string, variables: object) {
  const matches = (sent: Sent) =>
    sent.query.includes(contains) && JSON.stringify(sent.variables) === JSON.stringify(variables)
  return nock(API).post('/graphql', matches)
}

const discussionData = (changes: object = {}) => ({
  ...{ id: 'D_7', title: 'No tools', body: 'The badge is lost.', closed: false, closedAt: null, stateReason: null },
  ...{ locked: false, createdAt: '2026-11-20T10:00:00Z', updatedAt: '2026-11-20T11:00:00Z', author: REPORTER },
  ...{ labels: { nodes: [{ name: 'question' }] }, reactions: { totalCount: 3 } },
  ...changes,
})
const found = (discussion: object | null) => ({ data: { repository: { discussion } } })
const expectRead = () => expectRequest('id title body closed', ASKED)

const commentData = (id: number, changes: object = {}) => ({
  ...{ id: `DC_${id}`, databaseId: id, body: `text ${id}`, createdAt: `2026-11-20T10:0${id}:00Z` },
  ...{ viewerDidAuthor: false, author: REPORTER, replies: { nodes: [] } },
  ...changes,
})
const thread = (oldest: readonly object[], newest = oldest) =>
  found({ id: 'D_7', oldest: { nodes: oldest }, newest: { nodes: newest } })
const expectThread = () => expectRequest('oldest: comments(first: 50)', ASKED)

/** How GitHub refuses a GraphQL request: status 200 and a list of errors. */
const refused = (type: string, message: string) => ({ data: null, errors: [{ type, message }] })

describe('a discussion', () => {
  test('is read as if it were an issue', async () => {
    expectRead().reply(200, found(discussionData()))
    expect(await octokitClients().discussions.readIssue(REF)).toEqual({
      ...{ title: 'No tools', body: 'The badge is lost.', author: 'ann', labels: ['question'], reactions: 3 },
      ...{ open: true, locked: false, closedAt: null, closedAs: null, type: null, fields: [], isPullRequest: false },
      createdAt: Date.parse('2026-11-20T10:00:00Z'),
      updatedAt: Date.parse('2026-11-20T11:00:00Z'),
    })
  })

  test.each([
    ['RESOLVED', 'completed'],
    ['OUTDATED', 'not_planned'],
    ['DUPLICATE', 'duplicate'],
    [null, null],
  ])('that was closed as %s is closed as %s', async (stateReason, closedAs) => {
    const closed = { closed: true, closedAt: '2026-11-21T10:00:00Z', stateReason }
    expectRead().reply(200, found(discussionData(closed)))
    expect(await octokitClients().discussions.readIssue(REF)).toMatchObject({ open: false, closedAs })
  })

  test('of a deleted account or of a bot has its login', async () => {
    expectRead().reply(200, found(discussionData({ author: null })))
    expect(await octokitClients().discussions.readIssue(REF)).toMatchObject({ author: 'ghost' })
    expectRead().reply(200, found(discussionData({ author: { __typename: 'Bot', login: 'renovate' } })))
    expect(await octokitClients().discussions.readIssue(REF)).toMatchObject({ author: 'renovate[bot]' })
  })

  test('may be linked to an issue, which is read as an issue', async () => {
    expectRead().reply(200, refused('NOT_FOUND', 'Could not resolve to a Discussion with the number of 7.'))
    nock(API)
      .get(ISSUE)
      .reply(200, issueAnswer({ title: 'An issue' }))
    expect(await octokitClients().discussions.readIssue(REF)).toMatchObject({ title: 'An issue' })
  })

  test('that is gone, like the issue with its number, is deleted', async () => {
    expectRead().reply(200, found(null))
    nock(API).get(ISSUE).reply(404, { message: 'Not Found' })
    expect(await octokitClients().discussions.readIssue(REF)).toBe('deleted')
  })
})

describe('comments on a discussion', () => {
  test('are both ends of the thread with the replies, oldest first, each once', async () => {
    const own = commentData(2, { viewerDidAuthor: true, author: { __typename: 'Bot', login: 'auth-triage' } })
    const first = commentData(1, { replies: { nodes: [commentData(3)] } })
    expectThread().reply(200, thread([first, own], [own, commentData(4)]))
    const comments = await octokitClients().discussions.listComments(REF)
    expect(comments.map(({ id, author, own }) => ({ id, author, own }))).toEqual([
      { id: 1, author: 'ann', own: false },
      { id: 2, author: 'auth-triage[bot]', own: true },
      { id: 3, author: 'ann', own: false },
      { id: 4, author: 'ann', own: false },
    ])
  })

  test('are found by their number', async () => {
    const { discussions } = octokitClients()
    expectThread()
      .times(2)
      .reply(200, thread([commentData(1)]))
    expect(await discussions.readComment(REF, 1)).toMatchObject({ body: 'text 1' })
    expect(await discussions.readComment(REF, 2)).toBeNull()
  })
})

const expectLabelIds = () =>
  expectRequest('label0: label(name: $name0) { id }', { owner: 'Acme', repo: 'gateway', name0: 'auth' })

describe('a write to a discussion', () => {
  test('that adds labels has exactly this body', async () => {
    expectLabelIds().reply(200, { data: { repository: { label0: { id: 'LA_1' } } } })
    expectRead().reply(200, found(discussionData()))
    const mutation = 'addLabelsToLabelable(input: { labelableId: $discussion, labelIds: $labels })'
    expectRequest(mutation, { discussion: 'D_7', labels: ['LA_1'] }).reply(200, { data: { addLabelsToLabelable: {} } })
    await octokitClients().discussions.addLabels(REF, ['auth'])
  })

  test('that removes a label has exactly this body', async () => {
    expectLabelIds().reply(200, { data: { repository: { label0: { id: 'LA_1' } } } })
    expectRead().reply(200, found(discussionData()))
    const mutation = 'removeLabelsFromLabelable(input: { labelableId: $discussion, labelIds: $labels })'
    expectRequest(mutation, { discussion: 'D_7', labels: ['LA_1'] }).reply(200, { data: {} })
    await octokitClients().discussions.removeLabel(REF, 'auth')
  })

  test('is not sent for a label that the repository does not have', async () => {
    expectLabelIds()
      .times(2)
      .reply(200, { data: { repository: { label0: null } } })
    const { discussions } = octokitClients()
    await discussions.addLabels(REF, ['auth'])
    await discussions.removeLabel(REF, 'auth')
  })

  test('that comments, edits and deletes has exactly these bodies', async () => {
    const { discussions } = octokitClients()
    expectRead().reply(200, found(discussionData()))
    expectRequest('addDiscussionComment(input: { discussionId: $discussion, body: $body })', {
      discussion: 'D_7',
      body: 'Hello',
    }).reply(200, { data: { addDiscussionComment: { comment: { id: 'DC_9', databaseId: 9 } } } })
    expect(await discussions.createComment(REF, 'Hello')).toEqual({ id: 9 })
    expectRequest('updateDiscussionComment(input: { commentId: $comment, body: $body })', {
      comment: 'DC_9',
      body: 'Bye',
    }).reply(200, { data: {} })
    await discussions.updateComment(REF, 9, 'Bye')
    expectRequest('deleteDiscussionComment(input: { id: $comment })', { comment: 'DC_9' }).reply(200, { data: {} })
    await discussions.deleteComment(REF, 9)
  })

  test('that reacts to a comment finds it first', async () => {
    expectThread().reply(200, thread([commentData(1)]))
    expectRequest('addReaction(input: { subjectId: $comment, content: $content })', {
      comment: 'DC_1',
      content: 'CONFUSED',
    }).reply(200, { data: {} })
    await octokitClients().discussions.react(REF, 1, 'confused')
  })

  test('to a comment that is gone succeeds, except for an edit', async () => {
    expectThread().times(3).reply(200, thread([]))
    const { discussions } = octokitClients()
    await discussions.react(REF, 1, '+1')
    await discussions.deleteComment(REF, 1)
    expect(classifyRefusal(await refusalOf(discussions.updateComment(REF, 1, 'x')))).toMatchObject({ kind: 'gone' })
  })

  test('is sent once, because a repeated one might comment twice', async () => {
    expectRead().reply(200, found(discussionData()))
    nock(API).post('/graphql').reply(502)
    const refusal = await refusalOf(octokitClients().discussions.createComment(REF, 'Hello'))
    expect(classifyRefusal(refusal)).toMatchObject({ kind: 'unavailable' })
  })

  test('that the App may not make leaves comments on issues allowed', async () => {
    const { discussions, issues } = octokitClients()
    expectRead().reply(200, found(discussionData()))
    nock(API).post('/graphql').reply(200, refused('FORBIDDEN', 'Resource not accessible by integration'))
    expect(isNotPermitted(await refusalOf(discussions.createComment(REF, 'Hello')))).toBe(true)
    expect(isNotPermitted(await refusalOf(discussions.createComment(REF, 'Hello')))).toBe(true)
    nock(API).post(`${ISSUE}/comments`).reply(201, { id: 5 })
    expect(await issues.createComment(REF, 'Hello')).toEqual({ id: 5 })
  })

  test('over the rate limit waits', async () => {
    expectRead().reply(200, found(discussionData()))
    nock(API).post('/graphql').reply(200, refused('RATE_LIMITED', 'API rate limit exceeded'), { 'retry-after': '30' })
    const refusal = await refusalOf(octokitClients().discussions.createComment(REF, 'Hello'))
    expect(classifyRefusal(refusal)).toMatchObject({ kind: 'rate-limited', retryAfterMs: 30_000 })
  })
})

test('what GitHub does not have for discussions is empty', async () => {
  const { discussions } = octokitClients()
  expect(await discussions.listLabelEvents(REF)).toEqual([])
  expect(await discussions.listDuplicateMarks(REF)).toEqual([])
  expect(await discussions.listCommentReactions(REF, [7])).toEqual([])
  expect(await discussions.listSuggestions(REF)).toBe('unsupported')
})
