import nock from 'nock'
import { describe, expect, test } from 'vitest'
import type { IssueSnapshot } from '../../../../src/adapters/github/github.ts'
import { useRecordedReplies } from '../../../support/recorded-replies.ts'
import { answerAs, type RestIssue } from '../../../support/rest-github.ts'
import { API, octokitSubject, REF, refusalOf } from '../octokit-subject.ts'

useRecordedReplies()

const labelled = (event: string, name: string) => ({
  event,
  label: { name },
  actor: { login: 'maintainer', type: 'User' },
})

const CLOSED = { state: 'closed', state_reason: 'duplicate', closed_at: '2026-11-21T10:00:00Z' }
const WORLD: RestIssue = {
  issue: { labels: [{ name: 'bug' }], type: { name: 'Bug' }, ...CLOSED },
  comments: [
    { id: 3_456_789_012, body: 'Ours.', by: 'us' },
    { id: 3_456_789_013, body: 'Same here.', by: 'passer-by' },
  ],
  timeline: [labelled('labeled', 'bug'), { event: 'closed' }, labelled('unlabeled', 'auth: a')],
  graphql: 'thread',
}

async function readParts({ graphql: _, ...world }: RestIssue): Promise<IssueSnapshot> {
  answerAs(world)
  const github = octokitSubject()
  const [repository, issue] = [await github.readRepository(REF), await github.readIssue(REF)]
  if (repository === null || typeof issue === 'string') throw new Error('It must exist.')
  const [comments, labelEvents] = [await github.listComments(REF), await github.listLabelEvents(REF)]
  return { ref: REF, repository, issue, comments, labelEvents }
}

async function readOnce(world: RestIssue, github = octokitSubject()) {
  const { reads } = answerAs(world)
  return { snapshot: await github.readSnapshot(REF), reads }
}

describe('one GraphQL call for an issue', () => {
  test.each<[string, RestIssue]>([
    ['a closed issue with a type, labels and comments', WORLD],
    ['a new issue', { comments: [], graphql: 'thread' }],
    ['an issue of a deleted account', { issue: { user: null }, comments: [], graphql: 'thread' }],
    ['an issue of a bot', { issue: { user: { login: 'stale[bot]', type: 'Bot' } }, comments: [], graphql: 'thread' }],
    ['a reopened issue', { issue: { state_reason: 'reopened' }, comments: [], graphql: 'thread' }],
  ])('returns what four calls to the REST API return: %s', async (_, world) => {
    const { snapshot, reads } = await readOnce(world)
    expect(reads).toEqual(['POST /graphql'])
    expect(snapshot).toEqual(await readParts(world))
  })

  test('asks for the issue by its number, with everything that a decision needs', async () => {
    const sent: { query: string; variables: object }[] = []
    nock(API)
      .post('/graphql', (body) => {
        sent.push(body)
        return true
      })
      .reply(200, { data: { repository: null } })
    await octokitSubject().readSnapshot(REF)
    expect(sent[0]?.variables).toEqual({ owner: 'Acme', repo: 'gateway', number: 7 })
    expect(sent[0]?.query.replace(/\s+/g, ' ')).toMatchInlineSnapshot(
      `"query ($owner: String!, $repo: String!, $number: Int!) { repository(owner: $owner, name: $repo) { databaseId name visibility owner { login ... on User { databaseId } ... on Organization { databaseId } } issue(number: $number) { repository { databaseId } title body state stateReason(enableDuplicate: true) locked createdAt updatedAt closedAt author { __typename login } issueType { name } issueFieldValues(first: 1) { totalCount } reactions { totalCount } labels(first: 100) { totalCount nodes { name } } comments(first: 100) { totalCount nodes { fullDatabaseId body createdAt author { __typename login } } } timelineItems(last: 100, itemTypes: [LABELED_EVENT, UNLABELED_EVENT]) { nodes { __typename ... on LabeledEvent { actor { __typename login } label { name } } ... on UnlabeledEvent { actor { __typename login } label { name } } } } } } }"`,
    )
  })
})

describe('the REST API has to be asked', () => {
  const comments = Array.from({ length: 101 }, (_, at) => ({ id: at + 1, body: 'Same here', by: 'passer-by' }))
  const graphql =
    (change: object, ofIssue: object = {}) =>
    () => {
      const issue = { repository: { databaseId: 1296269 }, ...ofIssue }
      return { repository: { databaseId: 1296269, name: 'gateway', owner: { login: 'Acme' }, issue, ...change } }
    }

  test.each<[string, Partial<RestIssue>]>([
    ['if the thread is long', { comments }],
    ['if the issue has more labels than fit', { issue: { labels: comments.map(({ id }) => `label ${id}`) } }],
    ['if the issue has values in issue fields', { issue: { issue_field_values: [{ issue_field_id: 1 }] } }],
    ['if there is no such issue', { graphql: graphql({ issue: null }) }],
    ['if there is no such repository', { graphql: () => ({ repository: null }) }],
    ['if the response lacks something', { graphql: graphql({}) }],
  ])('%s', async (_, world) => {
    expect((await readOnce({ comments: [], graphql: 'thread', ...world })).snapshot).toBeNull()
  })

  test.each([
    ['if the repository has another name now', { name: 'renamed' }],
    ['if the repository has another owner now', { owner: { login: 'initech', databaseId: 1 } }],
    ['if the issue is in another repository now', { issue: { repository: { databaseId: 99 } } }],
  ])('%s', async (_, change) => {
    const { repository } = (await threadOf(WORLD)) as { repository: { issue: object } }
    const moved = {
      ...repository,
      ...change,
      issue: { ...repository.issue, ...('issue' in change ? change.issue : {}) },
    }
    expect((await readOnce({ ...WORLD, graphql: () => ({ repository: moved }) })).snapshot).toBeNull()
  })
})

async function threadOf(world: RestIssue): Promise<object> {
  answerAs(world)
  const response = await fetch(`${API}/graphql`, { method: 'POST', body: JSON.stringify({ query: '' }) })
  return ((await response.json()) as { data: object }).data
}

describe('a server', () => {
  const unknownField = {
    data: null,
    errors: [{ message: "Field 'issueType' doesn't exist on type 'Issue'", extensions: { code: 'undefinedField' } }],
  }

  test.each([
    ['without GraphQL', 404, { message: 'Not Found' }],
    ['without one of the fields', 200, unknownField],
    ['whose limit for GraphQL is used up', 200, { data: null, errors: [{ type: 'RATE_LIMITED', message: 'Wait.' }] }],
  ])('%s is asked once an hour', async (_, status, body) => {
    const github = octokitSubject()
    nock(API).post('/graphql').reply(status, body)
    expect([await github.readSnapshot(REF), await github.readSnapshot(REF)]).toEqual([null, null])
  })

  test('that does not find the issue is asked again for the next one', async () => {
    const github = octokitSubject()
    const errors = [{ type: 'NOT_FOUND', message: 'Could not resolve to an Issue' }]
    nock(API)
      .post('/graphql')
      .times(2)
      .reply(200, { data: { repository: { issue: null } }, errors })
    expect([await github.readSnapshot(REF), await github.readSnapshot(REF)]).toEqual([null, null])
  })

  test('that is unavailable is not asked in another way: the work is repeated later', async () => {
    nock(API).post('/graphql').reply(502)
    expect(await refusalOf(octokitSubject().readSnapshot(REF))).toMatchObject({ code: 'github-refused' })
  })
})
