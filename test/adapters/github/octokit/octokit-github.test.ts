import nock from 'nock'
import { describe, expect, test, vi } from 'vitest'
import { useRecordedReplies } from '../../../support/recorded-replies.ts'
import {
  API,
  ISSUE,
  issueAnswer,
  OUR_APP,
  OUR_BOT,
  octokitSubject,
  PERSON,
  REF,
  refusalOf,
} from '../octokit-subject.ts'

useRecordedReplies()

describe('reading an issue', () => {
  test.each([
    ['an empty body is null', { body: null }, { body: null }],
    ['a deleted account is ghost', { user: null }, { author: 'ghost' }],
    ['a pull request is recognised', { pull_request: { url: 'x' } }, { isPullRequest: true }],
    ['labels can be names or objects', { labels: ['a', { name: 'b' }, { name: null }] }, { labels: ['a', 'b'] }],
    ['a closed, locked issue is recognised', { state: 'closed', locked: true }, { open: false, locked: true }],
    [
      'the time and reason of closing are kept',
      { state: 'closed', closed_at: '2026-05-02T10:00:00Z', state_reason: 'duplicate' },
      { closedAt: Date.UTC(2026, 4, 2, 10), closedAs: 'duplicate' },
    ],
    ['a reopened issue has no reason', { state: 'open', state_reason: 'reopened' }, { closedAs: null }],
    ['reactions are counted', { reactions: { total_count: 4 } }, { reactions: 4 }],
    ['names are case-insensitive', { repository_url: `${API}/repos/acme/Gateway` }, { title: 'T' }],
  ])('%s', async (_title, response, expected) => {
    nock(API).get(ISSUE).reply(200, issueAnswer(response))
    expect(await octokitSubject().readIssue(REF)).toMatchObject(expected)
  })

  test('follows the redirect of a transferred issue and returns `transferred`', async () => {
    const moved = issueAnswer({ number: 3, repository_url: `${API}/repos/acme/other-gateway` })
    nock(API)
      .get(ISSUE)
      .reply(301, { message: 'Moved Permanently' }, { location: `${API}/repositories/99/issues/3` })
    nock(API).get('/repositories/99/issues/3').reply(200, moved)
    expect(await octokitSubject().readIssue(REF)).toBe('transferred')
  })

  test('distinguishes repositories whose names end in the same way', async () => {
    nock(API)
      .get(ISSUE)
      .reply(200, issueAnswer({ repository_url: `${API}/repos/not-Acme/gateway` }))
    expect(await octokitSubject().readIssue(REF)).toBe('transferred')
  })

  test.each([404, 410])('returns `deleted` for status %i', async (status) => {
    nock(API).get(ISSUE).reply(status, { message: 'This issue was deleted' })
    expect(await octokitSubject().readIssue(REF)).toBe('deleted')
  })

  test('names the refused call and keeps the cause', async () => {
    nock(API).get(ISSUE).reply(403, { message: 'Resource not accessible by integration' })
    expect(await refusalOf(octokitSubject().readIssue(REF))).toMatchObject({
      code: 'github-refused',
      message: 'GitHub refused to read Acme/gateway#7 (status 403, forbidden).',
      cause: { status: 403 },
    })
  })
})

describe('listing', () => {
  function replyPages(path: string, pages: readonly (readonly object[])[]): void {
    for (const [index, items] of pages.entries()) {
      const query = index === 0 ? { per_page: '100' } : { per_page: '100', page: String(index + 1) }
      const next = `<${API}${path}?per_page=100&page=${index + 2}>; rel="next"`
      nock(API)
        .get(path)
        .query(query)
        .reply(200, [...items], index + 1 < pages.length ? { link: next } : {})
    }
  }

  test('reads 3 pages of comments in order', async () => {
    const comment = (id: number) => ({ id, body: `${id}`, user: PERSON, performed_via_github_app: null })
    replyPages(`${ISSUE}/comments`, [[comment(1), comment(2)], [comment(3)], [comment(4)]])
    expect((await octokitSubject().listComments(REF)).map(({ id }) => id)).toEqual([1, 2, 3, 4])
  })

  test('reads the first page and the newest 3 pages of a long thread, using the last page in the link', async () => {
    const path = `${ISSUE}/comments`
    const comment = (id: number) => ({ id, body: `${id}`, user: PERSON, performed_via_github_app: null })
    const link = `<${API}${path}?page=2>; rel="next", <${API}${path}?page=90>; rel="last"`
    nock(API)
      .get(path)
      .query({ per_page: '100' })
      .reply(200, [comment(1)], { link })
    for (const page of [88, 89, 90]) {
      const next = page === 90 ? {} : { link: `<${API}${path}?page=${page + 1}>; rel="next"` }
      const query = { per_page: '100', page: String(page) }
      nock(API)
        .get(path)
        .query(query)
        .reply(200, [comment(page), comment(page + 1)], next)
    }
    expect((await octokitSubject().listComments(REF)).map(({ id }) => id)).toEqual([1, 88, 89, 90, 91])
  })

  test('reads at most 3 more pages when the link has no last page', async () => {
    const path = `${ISSUE}/comments`
    for (const page of [1, 2, 3, 4]) {
      const query = { per_page: '100', ...(page > 1 && { page: String(page) }) }
      const link = `<${API}${path}?page=${page + 1}>; rel="next"`
      nock(API)
        .get(path)
        .query(query)
        .reply(200, [{ id: page, body: '', user: PERSON }], { link })
    }
    expect((await octokitSubject().listComments(REF)).map(({ id }) => id)).toEqual([1, 2, 3, 4])
  })

  test.each([
    ['our App', { user: OUR_BOT, performed_via_github_app: OUR_APP }, true],
    ['our bot account, App is null', { user: OUR_BOT, performed_via_github_app: null }, true],
    ['our bot account, App is missing', { user: OUR_BOT }, true],
    ['another App', { user: { login: 'other[bot]', type: 'Bot' }, performed_via_github_app: { id: 1 } }, false],
    ['a person', { user: PERSON, performed_via_github_app: null }, false],
    ['a person with our login', { user: { ...OUR_BOT, type: 'User' } }, false],
    ['a deleted account', { user: null, performed_via_github_app: null }, false],
  ])('decides whether a comment is ours: %s', async (_title, signed, own) => {
    replyPages(`${ISSUE}/comments`, [[{ id: 1, body: 'text', ...signed }]])
    expect(await octokitSubject().listComments(REF)).toMatchObject([{ id: 1, body: 'text', own }])
  })

  const replyTimeline = (pages: readonly (readonly object[])[]) => {
    nock(API).post('/graphql').reply(404, { message: 'Not Found' })
    replyPages(`${ISSUE}/timeline`, pages)
  }

  test('reads label events from the timeline when there is no GraphQL', async () => {
    const label = { name: 'auth: a', color: 'ffffff' }
    const labeled = { event: 'labeled', actor: OUR_BOT, label, performed_via_github_app: OUR_APP }
    replyTimeline([
      [{ event: 'cross-referenced', actor: PERSON, source: {} }, labeled],
      [
        { event: 'commented', user: PERSON, body: 'labeled' },
        { sha: 'abc', author: {}, event: 'committed' },
      ],
      [{ event: 'unlabeled', actor: PERSON, label, performed_via_github_app: null }],
    ])
    expect(await octokitSubject().listLabelEvents(REF)).toEqual([
      { label: 'auth: a', action: 'labeled', by: 'us' },
      { label: 'auth: a', action: 'unlabeled', by: 'person' },
    ])
  })

  test.each([
    ['our bot account', { actor: OUR_BOT }, 'us'],
    ['another bot', { actor: { login: 'stale[bot]', type: 'Bot' }, performed_via_github_app: { id: 1 } }, 'bot'],
    ['a person', { actor: PERSON, performed_via_github_app: null }, 'person'],
    ['a person through an App', { actor: PERSON, performed_via_github_app: { id: 1 } }, 'person'],
    ['a deleted account', { actor: null }, 'person'],
  ])('identifies the actor who removed a label: %s', async (_title, signed, by) => {
    replyTimeline([[{ event: 'unlabeled', label: { name: 'auth: a' }, ...signed }]])
    expect(await octokitSubject().listLabelEvents(REF)).toEqual([{ label: 'auth: a', action: 'unlabeled', by }])
  })
})

describe('a repository', () => {
  const PATH = '/repos/Acme/gateway'

  test.each([
    ['that is visible to everyone is public', { private: false, visibility: 'public' }, true],
    ['that is private is not public', { private: true, visibility: 'private' }, false],
    ['that is internal to an enterprise is not public', { private: false, visibility: 'internal' }, false],
  ])('%s', async (_, response, isPublic) => {
    nock(API)
      .get(PATH)
      .reply(200, { id: 41, name: 'gateway', owner: { login: 'Acme', id: 7 }, ...response })
    const expected = { id: 41, owner: 'Acme', repo: 'gateway', ownerId: 7, isPublic }
    expect(await octokitSubject().readRepository({ owner: 'Acme', repo: 'gateway' })).toEqual(expected)
  })

  test('that was renamed has its current name', async () => {
    nock(API)
      .get(PATH)
      .reply(301, {}, { location: `${API}/repositories/41` })
    const response = { id: 41, name: 'proxy', owner: { login: 'Initech', id: 8 }, private: true }
    nock(API).get('/repositories/41').reply(200, response)
    const seen = await octokitSubject().readRepository({ owner: 'Acme', repo: 'gateway' })
    expect(seen).toMatchObject({ id: 41, owner: 'Initech', repo: 'proxy' })
  })

  test('is read once for concurrent calls, and again after a refusal and after 5 seconds', async () => {
    vi.useFakeTimers({ toFake: ['Date'] })
    const github = octokitSubject()
    const read = () => github.readRepository({ owner: 'Acme', repo: 'gateway' })
    const response = (id: number) => ({ id, name: 'gateway', owner: { login: 'Acme', id: 7 }, private: true })
    nock(API).get(PATH).reply(502)
    await refusalOf(read())
    nock(API).get(PATH).reply(200, response(41))
    expect((await Promise.all([read(), read(), read()])).map((repository) => repository?.id)).toEqual([41, 41, 41])
    vi.setSystemTime(Date.now() + 5_000)
    nock(API).get(PATH).reply(200, response(42))
    expect((await read())?.id).toBe(42)
    vi.useRealTimers()
  })

  test('has languages, the largest first, and topics', async () => {
    nock(API).get(`${PATH}/languages`).reply(200, { Shell: 12, Go: 3_000, HCL: 700 })
    nock(API)
      .get(`${PATH}/topics`)
      .reply(200, { names: ['oidc', 'kubernetes'] })
    expect(await octokitSubject().readContentFacts({ owner: 'Acme', repo: 'gateway' })).toEqual({
      languages: ['Go', 'HCL', 'Shell'],
      topics: ['oidc', 'kubernetes'],
    })
  })

  test('that is not accessible has no languages and topics', async () => {
    nock(API).get(`${PATH}/languages`).reply(404, {})
    expect(await octokitSubject().readContentFacts({ owner: 'Acme', repo: 'gateway' })).toBeNull()
  })

  test('that is not accessible is null', async () => {
    nock(API).get(PATH).reply(404, {})
    expect(await octokitSubject().readRepository({ owner: 'Acme', repo: 'gateway' })).toBeNull()
  })

  test('throws when GitHub is unavailable, because the repository could be private', async () => {
    nock(API).get(PATH).reply(502)
    await refusalOf(octokitSubject().readRepository({ owner: 'Acme', repo: 'gateway' }))
  })
})
