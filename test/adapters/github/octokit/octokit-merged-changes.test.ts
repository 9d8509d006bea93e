import nock from 'nock'
import { describe, expect, test } from 'vitest'
import { classifyRefusal } from '../../../../src/adapters/github/refusal.ts'
import { useRecordedReplies } from '../../../support/recorded-replies.ts'
import { API, octokitSubject, REF, refusalOf } from '../octokit-subject.ts'

useRecordedReplies()

const HOME = { name: 'gateway', owner: { login: 'acme' } }
const URL = 'https://github.com/Acme/gateway/pull/34'
const PULL = { __typename: 'PullRequest', number: 34, merged: true, url: URL, repository: HOME }
const COMMIT = {
  __typename: 'Commit',
  oid: 'ab12ab12ab12',
  url: 'https://github.com/Acme/gateway/commit/ab12',
  repository: HOME,
}

function response(closer: unknown): object {
  return { data: { repository: { issue: { timelineItems: { nodes: [{ closer }] } } } } }
}

describe('what closed an issue', () => {
  test('is read in one query', async () => {
    const matchesQuery = (body: { variables: object; query: string }) =>
      body.query.includes('CLOSED_EVENT') &&
      JSON.stringify(body.variables) === '{"owner":"Acme","repo":"gateway","number":7}'
    nock(API).post('/graphql', matchesQuery).reply(200, response(PULL))
    expect(await octokitSubject().readMergedChange(REF)).toEqual({ kind: 'pull-request', number: 34, url: URL })
  })

  test('can be a commit', async () => {
    nock(API).post('/graphql').reply(200, response(COMMIT))
    expect(await octokitSubject().readMergedChange(REF)).toEqual({ kind: 'commit', sha: COMMIT.oid, url: COMMIT.url })
  })

  test.each([
    ['a person', null],
    ['a project', { __typename: 'ProjectV2' }],
    ['a pull request that was not merged', { ...PULL, merged: false }],
    ['a pull request in another repository', { ...PULL, repository: { ...HOME, name: 'other' } }],
    ['a pull request with an unusable URL', { ...PULL, url: 'javascript:alert(1)' }],
  ])('is null for %s', async (_, closer) => {
    nock(API).post('/graphql').reply(200, response(closer))
    expect(await octokitSubject().readMergedChange(REF)).toBeNull()
  })

  test.each([
    ['a pull request that the App may not read', 200, { errors: [{ message: 'Resource not accessible' }] }],
    ['a server without GraphQL', 404, { message: 'Not Found' }],
    ['an issue that was never closed', 200, { data: { repository: { issue: { timelineItems: { nodes: [] } } } } }],
  ])('is null for %s', async (_, status, body) => {
    nock(API).post('/graphql').reply(status, body)
    expect(await octokitSubject().readMergedChange(REF)).toBeNull()
  })

  test('throws a temporary refusal when GitHub is unavailable', async () => {
    nock(API).post('/graphql').reply(502)
    const refusal = await refusalOf(octokitSubject().readMergedChange(REF))
    expect(classifyRefusal(refusal)).toMatchObject({ kind: 'unavailable', permanent: false })
  })
})
