import nock from 'nock'
import { describe, expect, test } from 'vitest'
import { classifyRefusal } from '../../../../src/adapters/github/refusal.ts'
import { useRecordedReplies } from '../../../support/recorded-replies.ts'
import { API, octokitSubject, REF, refusalOf } from '../octokit-subject.ts'

useRecordedReplies()

const side = (number: number, repo = 'gateway') => ({ number, repository: { name: repo, owner: { login: 'Acme' } } })

function node(overrides: object = {}): object {
  return {
    __typename: 'MarkedAsDuplicateEvent',
    id: 'MADE_1',
    createdAt: '2026-05-26T16:00:00Z',
    actor: { __typename: 'User', login: 'maintainer' },
    canonical: side(3),
    duplicate: side(7),
    ...overrides,
  }
}

function response(nodes: readonly unknown[]): object {
  return { data: { repository: { issue: { timelineItems: { nodes } } } } }
}

describe('duplicate marks', () => {
  test('are read in one query, with both issues and the actor', async () => {
    const matchesQuery = (body: { variables: object; query: string }) =>
      body.query.includes('MARKED_AS_DUPLICATE_EVENT') &&
      JSON.stringify(body.variables) === '{"owner":"Acme","repo":"gateway","number":7}'
    const undone = node({ __typename: 'UnmarkedAsDuplicateEvent', id: 'UNMADE_1', actor: null })
    nock(API)
      .post('/graphql', matchesQuery)
      .reply(200, response([node(), undone]))
    const at = Date.parse('2026-05-26T16:00:00Z')
    const canonical = { owner: 'Acme', repo: 'gateway', number: 3 }
    expect(await octokitSubject().listDuplicateMarks(REF)).toEqual([
      { id: 'MADE_1', kind: 'marked', canonical, by: 'maintainer', at },
      { id: 'UNMADE_1', kind: 'unmarked', canonical, by: 'ghost', at },
    ])
  })

  test.each([
    ['were set by a bot', node({ actor: { __typename: 'Bot', login: 'closer' } })],
    ['mark another issue as a duplicate of this one', node({ duplicate: side(9), canonical: side(7) })],
    ['name a pull request', node({ canonical: {} })],
    ['name an inaccessible issue', node({ canonical: null })],
    ['are of another kind', { __typename: 'LabeledEvent' }],
  ])('that %s are omitted', async (_, node) => {
    nock(API)
      .post('/graphql')
      .reply(200, response([node]))
    expect(await octokitSubject().listDuplicateMarks(REF)).toEqual([])
  })

  test.each([
    ['a server that does not support the query', { errors: [{ message: 'Field does not exist' }] }],
    ['a deleted issue', { data: { repository: { issue: null } } }],
  ])('are empty for %s', async (_, body) => {
    nock(API).post('/graphql').reply(200, body)
    expect(await octokitSubject().listDuplicateMarks(REF)).toEqual([])
  })

  test.each([
    ['a server without GraphQL', 404, { message: 'Not Found' }],
    ['an installation without permission', 403, { message: 'Resource not accessible by integration' }],
  ])('are empty for %s', async (_, status, body) => {
    nock(API).post('/graphql').reply(status, body)
    expect(await octokitSubject().listDuplicateMarks(REF)).toEqual([])
  })

  test('throw a temporary refusal when GitHub is unavailable', async () => {
    nock(API).post('/graphql').reply(502)
    const refusal = await refusalOf(octokitSubject().listDuplicateMarks(REF))
    expect(classifyRefusal(refusal)).toMatchObject({ kind: 'unavailable', permanent: false })
  })
})
