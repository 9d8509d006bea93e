import nock from 'nock'
import { describe, expect, test } from 'vitest'
import { classifyRefusal } from '../../../../src/adapters/github/refusal.ts'
import { useRecordedReplies } from '../../../support/recorded-replies.ts'
import { API, issueAnswer, OUR_BOT, octokitSubject, refusalOf } from '../octokit-subject.ts'

useRecordedReplies()

const PATH = '/repos/Acme/gateway/issues'
const QUERY = { state: 'all', sort: 'created', direction: 'desc', per_page: '100' }
const FIRST = { repository: { owner: 'Acme', repo: 'gateway' }, changedSince: null, cursor: null, known: null }

describe('a page of issues', () => {
  test('has issues and pull requests, and marks the ones that a bot opened', async () => {
    const pull = issueAnswer({ number: 8, pull_request: {}, user: OUR_BOT })
    nock(API).get(PATH).query(QUERY).reply(200, [pull, issueAnswer()], { etag: 'W/"abc"' })
    expect(await octokitSubject().listIssues(FIRST)).toMatchObject({
      issues: [
        { number: 8, isPullRequest: true, byBot: true },
        { number: 7, isPullRequest: false, byBot: false },
      ],
      next: null,
      version: 'W/"abc"',
    })
  })

  test('continues with the cursor in its link, which a large repository requires', async () => {
    const link = `<${API}/repositories/1/issues?state=all&per_page=100&after=Y3Vyc29yOnYyOpK5&page=2>; rel="next", <${API}/x?page=9>; rel="last"`
    nock(API).get(PATH).query(QUERY).reply(200, [], { link })
    const github = octokitSubject()
    const page = await github.listIssues(FIRST)
    expect(page).toMatchObject({ next: 'after=Y3Vyc29yOnYyOpK5&page=2' })
    nock(API)
      .get(PATH)
      .query({ ...QUERY, after: 'Y3Vyc29yOnYyOpK5', page: '2' })
      .reply(200, [])
    expect(await github.listIssues({ ...FIRST, cursor: 'after=Y3Vyc29yOnYyOpK5&page=2' })).toMatchObject({ next: null })
  })

  test('is requested by time of change, with the known version', async () => {
    nock(API)
      .get(PATH)
      .query({ ...QUERY, since: '2026-05-01T00:00:00.000Z' })
      .matchHeader('if-none-match', 'W/"abc"')
      .reply(304)
    const request = { ...FIRST, changedSince: Date.parse('2026-05-01'), known: 'W/"abc"' }
    expect(await octokitSubject().listIssues(request)).toBe('unchanged')
  })

  test.each([
    ['an inaccessible repository', 404],
    ['a repository without issues', 410],
  ])('of %s is absent', async (_, status) => {
    nock(API).get(PATH).query(QUERY).reply(status, { message: 'no' })
    expect(await octokitSubject().listIssues(FIRST)).toBe('absent')
  })

  test('throws with the wait time when GitHub’s rate limit is exceeded', async () => {
    nock(API).get(PATH).query(QUERY).reply(429, {}, { 'retry-after': '60' })
    const refusal = await refusalOf(octokitSubject().listIssues(FIRST))
    expect(classifyRefusal(refusal)).toMatchObject({ kind: 'rate-limited', retryAfterMs: 60_000 })
  })
})
