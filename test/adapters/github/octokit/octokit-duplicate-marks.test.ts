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

function answer(nodes: readonly unknown[]): object {
  return { data: { repository: { issue: { timelineItems: { nodes } } } } }
}

describe('duplicate marks', () => {
  test('are asked for by one query, and tell who marked what as a duplicate of what', async () => {
    const asked = (body: { variables: object; query: string }) =>
      body.query.includes('MARKED_AS_DUPLICATE_EVENT') &&
      JSON.stringify(body.variables) === '{"owner":"Acme","repo":"gateway","number":7}'
    const undone = node({ __typename: 'UnmarkedAsDuplicateEvent', id: 'UNMADE_1', actor: null })
    nock(API)
      .post('/graphql', asked)
      .reply(200, answer([node(), undone]))
    const at = Date.parse('2026-05-26T16:00:00Z')
    const canonical = { owner: 'Acme', repo: 'gateway', number: 3 }
    expect(await octokitSubject().listDuplicateMarks(REF)).toEqual([
      { id: 'MADE_1', kind: 'marked', canonical, by: 'maintainer', at },
      { id: 'UNMADE_1', kind: 'unmarked', canonical, by: 'ghost', at },
    ])
  })

  test.each([
    ['a bot made', node({ actor: { __typename: 'Bot', login: 'closer' } })],
    ['make another issue a duplicate of this one', node({ duplicate: side(9), canonical: side(7) })],
    ['name a pull request', node({ canonical: {} })],
    ['name what we may not see', node({ canonical: null })],
    ['are of another kind', { __typename: 'LabeledEvent' }],
  ])('that %s are left out', async (_, left) => {
    nock(API)
      .post('/graphql')
      .reply(200, answer([left]))
    expect(await octokitSubject().listDuplicateMarks(REF)).toEqual([])
  })

  test.each([
    ['a server that does not know the question', { errors: [{ message: 'Field does not exist' }] }],
    ['an issue that is gone', { data: { repository: { issue: null } } }],
  ])('of %s are none', async (_, told) => {
    nock(API).post('/graphql').reply(200, told)
    expect(await octokitSubject().listDuplicateMarks(REF)).toEqual([])
  })

  test.each([
    ['a server without that door', 404, { message: 'Not Found' }],
    ['an installation that may not ask', 403, { message: 'Resource not accessible by integration' }],
  ])('of %s are none', async (_, status, told) => {
    nock(API).post('/graphql').reply(status, told)
    expect(await octokitSubject().listDuplicateMarks(REF)).toEqual([])
  })

  test('that GitHub cannot tell now are a refusal, to be asked for again', async () => {
    nock(API).post('/graphql').reply(502)
    const refusal = await refusalOf(octokitSubject().listDuplicateMarks(REF))
    expect(classifyRefusal(refusal)).toMatchObject({ kind: 'unavailable', permanent: false })
  })
})
