import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import nock from 'nock'
import { describe, expect, test } from 'vitest'
import { createIssueReader } from '../../../../src/adapters/github/octokit/octokit-issue-reader.ts'
import { temporaryFolder } from '../../../support/command-line.ts'
import { useRecordedReplies } from '../../../support/recorded-replies.ts'
import { sampleOf } from '../../../support/secrets.ts'

const API = 'https://api.github.com'
const REF = { owner: 'acme', repo: 'app', number: 1 }
const PATH = '/repos/acme/app/issues/1'
const MINUTE = 60_000

const ISSUE = {
  html_url: 'https://github.com/acme/app/issues/1',
  title: 'It fails',
  body: null,
  user: null,
  state: 'closed',
  state_reason: 'not_planned',
  labels: [{ name: 'bug' }, 'old'],
  created_at: '2026-05-01T00:00:00Z',
  closed_at: '2026-05-02T00:00:00Z',
  milestone: { title: '1.2' },
  parent_issue_url: `${API}/repos/acme/plans/issues/7`,
  sub_issues_summary: { total: 2, completed: 0, percent_completed: 0 },
}

useRecordedReplies()

const reader = (token: string | null = null) => createIssueReader({ apiUrl: API, token })

describe('createIssueReader', () => {
  test('reads an issue from a deleted account, with its parent and sub-issues', async () => {
    nock(API).get(PATH).reply(200, ISSUE)
    expect(await reader().readHead(REF)).toEqual({
      ref: REF,
      title: 'It fails',
      body: '',
      author: 'ghost',
      open: false,
      closedAs: 'not_planned',
      isPullRequest: false,
      mergedAt: null,
      labels: ['bug', 'old'],
      createdAt: Date.UTC(2026, 4, 1),
      closedAt: Date.UTC(2026, 4, 2),
      milestone: '1.2',
      parent: { owner: 'acme', repo: 'plans', number: 7 },
      subIssues: 2,
    })
  })

  test('reads an issue in a renamed repository under the new name', async () => {
    nock(API)
      .get(PATH)
      .reply(301, { message: 'Moved Permanently' }, { location: `${API}/repositories/42/issues/5` })
    nock(API)
      .get('/repositories/42/issues/5')
      .reply(200, { ...ISSUE, html_url: 'https://github.com/new/home/issues/5' })
    expect(await reader().readHead(REF)).toMatchObject({ ref: { owner: 'new', repo: 'home', number: 5 } })
  })

  test.each([404, 410])('returns null for status %i', async (status) => {
    nock(API).get(PATH).reply(status, { message: 'Not Found' })
    expect(await reader().readHead(REF)).toBeNull()
  })

  test('distinguishes an exceeded rate limit from other refusals', async () => {
    const headers = {
      'x-ratelimit-remaining': '0',
      'x-ratelimit-reset': '1780272600',
      date: 'Mon, 01 Jun 2026 00:00:00 GMT',
    }
    nock(API).get(PATH).reply(403, { message: 'API rate limit exceeded' }, headers)
    await expect(reader().readHead(REF)).rejects.toMatchObject({
      code: 'github-refused',
      message: expect.stringContaining('rate-limited'),
    })
  })

  test('reads a timeline page by page and omits unknown entries', async () => {
    const commented = {
      event: 'commented',
      created_at: '2026-05-01T00:00:00Z',
      user: { login: 'ann', type: 'User' },
      body: 'Same',
      html_url: 'https://github.com/acme/app/issues/1#issuecomment-1',
      reactions: { '+1': 2, '-1': 1 },
    }
    const page = Array.from({ length: 100 }, () => ({ event: 'subscribed', created_at: '2026-05-01T00:00:00Z' }))
    const reference = {
      event: 'cross-referenced',
      created_at: '2026-05-02T00:00:00Z',
      actor: null,
      source: { issue: { html_url: 'https://github.com/o/r/pull/3' } },
    }
    nock(API).get(`${PATH}/timeline`).query({ per_page: 100, page: 1 }).reply(200, page)
    nock(API)
      .get(`${PATH}/timeline`)
      .query({ per_page: 100, page: 2 })
      .reply(200, [commented, reference, { event: 'brand_new' }, null])
    expect(await reader().readTimeline(REF, 5)).toEqual({
      complete: true,
      happenings: [
        {
          kind: 'comment',
          by: 'ann',
          at: Date.UTC(2026, 4, 1),
          body: 'Same',
          url: commented.html_url,
          byBot: false,
          thumbsUp: 2,
          thumbsDown: 1,
        },
        { kind: 'reference', by: 'ghost', at: Date.UTC(2026, 4, 2), from: { owner: 'o', repo: 'r', number: 3 } },
      ],
    })
  })

  test('reports a timeline with more pages than requested as incomplete', async () => {
    const page = Array.from({ length: 100 }, () => ({ event: 'reopened', created_at: '2026-05-01T00:00:00Z' }))
    nock(API).get(`${PATH}/timeline`).query(true).reply(200, page)
    expect(await reader().readTimeline(REF, 1)).toMatchObject({ complete: false })
  })

  test('returns no releases for a repository without any', async () => {
    nock(API).get('/repos/acme/app/releases').query(true).reply(404, { message: 'Not Found' })
    expect(await reader().readReleases('acme', 'app')).toEqual([])
  })
})

describe('a cache folder', () => {
  /** Creates a reader with a cache at the given time. */
  function cached(folder: string, now: number, token: string | null = null) {
    return createIssueReader({ apiUrl: API, token, cache: { folder, freshForMs: 10 * MINUTE, now: () => now } })
  }

  test('serves fresh responses without a request, and revalidates older ones with their ETag', async () => {
    await using cacheFolder = await temporaryFolder()
    nock(API).get(PATH).reply(200, ISSUE, { etag: '"one"' })
    const first = await cached(cacheFolder.folder, 0).readHead(REF)
    expect(await cached(cacheFolder.folder, 9 * MINUTE).readHead(REF)).toEqual(first)
    const request = nock(API, { reqheaders: { 'if-none-match': '"one"' } })
      .get(PATH)
      .reply(304)
    expect(await cached(cacheFolder.folder, 20 * MINUTE).readHead(REF)).toEqual(first)
    expect(request.isDone()).toBe(true)
    expect(await cached(cacheFolder.folder, 29 * MINUTE).readHead(REF)).toEqual(first)
  })

  test('revalidates responses that were cached while the clock was a year ahead', async () => {
    await using cacheFolder = await temporaryFolder()
    nock(API).get(PATH).reply(200, ISSUE, { etag: '"one"' })
    await cached(cacheFolder.folder, 365 * 24 * 60 * MINUTE).readHead(REF)
    const request = nock(API).get(PATH).reply(304)
    await cached(cacheFolder.folder, 0).readHead(REF)
    expect(request.isDone()).toBe(true)
  })

  test('contains no credential and no personal detail of an issue', async () => {
    await using cacheFolder = await temporaryFolder()
    const { text, secret } = sampleOf('github-token')
    const labels = [{ name: secret }]
    nock(API)
      .get(PATH)
      .reply(200, { ...ISSUE, title: text, body: `from /Users/janedoe/x: ${text}`, labels })
    await cached(cacheFolder.folder, 0).readHead(REF)
    const names = await readdir(cacheFolder.folder)
    expect(names).toHaveLength(1)
    const kept = await readFile(join(cacheFolder.folder, names[0] as string), 'utf8')
    expect(kept).toContain('[redacted:github-token]')
    expect(kept).not.toContain(secret)
    expect(kept).not.toContain('janedoe')
  })

  test('is not shared between tokens', async () => {
    await using cacheFolder = await temporaryFolder()
    nock(API).get(PATH).reply(200, ISSUE)
    await cached(cacheFolder.folder, 0, 'one').readHead(REF)
    nock(API).get(PATH).reply(404, { message: 'Not Found' })
    expect(await cached(cacheFolder.folder, 0, 'two').readHead(REF)).toBeNull()
  })

  test('is ignored when it is not writable', async () => {
    nock(API).get(PATH).reply(200, ISSUE)
    await expect(cached('/dev/null/cache', 0).readHead(REF)).resolves.toMatchObject({ title: 'It fails' })
  })
})
