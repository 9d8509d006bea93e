import { join } from 'node:path'
import nock from 'nock'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { runCommand, temporaryFolder } from '../../support/command-line.ts'
import { useRecordedReplies } from '../../support/recorded-replies.ts'

const API = 'https://api.github.com'
const REPOSITORY = '/repos/acme/desktop'
const LINE = '2026-05-26T16:24:42.742Z [DEBUG] [claudeai-mcp] Missing user:mcp_servers scope (scopes=user:inference)'

useRecordedReplies()

let folder: Awaited<ReturnType<typeof temporaryFolder>>

beforeEach(async () => {
  folder = await temporaryFolder()
  vi.stubEnv('STORE_PATH', join(folder.folder, 'store.sqlite'))
  vi.stubEnv('GITHUB_TOKEN', 'a-token')
})

afterEach(async () => {
  vi.unstubAllEnvs()
  await folder[Symbol.asyncDispose]()
})

function issue(number: number): object {
  const at = new Date(Date.parse('2026-05-01') + number * 86_400_000).toISOString()
  const text = { title: 'No connector tools in Cowork', body: `No tools.\n\n\`\`\`\n${LINE}\n\`\`\`\n` }
  const times = { created_at: at, updated_at: at, closed_at: null }
  return {
    number,
    ...text,
    ...times,
    state: 'open',
    locked: false,
    labels: [],
    user: { login: `u${number}`, type: 'User' },
  }
}

const FOUND = { id: 41, name: 'desktop', owner: { login: 'acme', id: 7 }, private: false }

function answerRepository(): void {
  nock(API).get(REPOSITORY).reply(200, FOUND)
}

function answerTemplates(): void {
  nock(API)
    .get(/\/contents\//)
    .query(true)
    .times(4)
    .reply(404, {})
}

function answerPage(issues: readonly object[], { page, next }: { page?: string; next?: string } = {}): void {
  const link = next === undefined ? {} : { link: `<${API}${REPOSITORY}/issues?page=${next}>; rel="next"` }
  nock(API)
    .get(`${REPOSITORY}/issues`)
    .query((query) => query['page'] === page)
    .matchHeader('authorization', 'token a-token')
    .reply(200, issues, link)
}

describe('backfill', () => {
  test('reads every page and finds reports with the same cause', async () => {
    answerRepository()
    answerTemplates()
    answerPage([issue(3), issue(2)], { next: '2' })
    answerPage([issue(1)], { page: '2' })
    expect(await runCommand('backfill', 'acme/desktop')).toMatchObject({
      code: 0,
      out: 'Read 3 reports; 3 reports from acme/desktop are stored.',
    })
    const { out } = await runCommand('clusters', '--repo', 'acme/desktop', '--json')
    expect(JSON.parse(out)).toMatchObject([{ count: 3, signature: 'missing-scope', canonical: { number: 1 } }])
  })

  test("of a repository that took another's name finds none of the other's reports", async () => {
    for (const [id, page] of [[41, [issue(3), issue(2), issue(1)]] as const, [42, [issue(1)]] as const]) {
      nock(API)
        .get(REPOSITORY)
        .reply(200, { ...FOUND, id })
      answerTemplates()
      answerPage(page)
      expect(await runCommand('backfill', 'acme/desktop')).toMatchObject({
        out: `Read ${page.length} reports; ${page.length} reports from acme/desktop are stored.`,
      })
    }
  })

  test('continues at the same page after a refused call', async () => {
    answerRepository()
    answerTemplates()
    answerPage([issue(3), issue(2)], { next: '2' })
    nock(API)
      .get(`${REPOSITORY}/issues`)
      .query({ state: 'all', sort: 'created', direction: 'desc', per_page: '100', page: '2' })
      .reply(403, { message: 'Resource not accessible by personal access token' })
    expect(await runCommand('backfill', 'acme/desktop')).toMatchObject({ code: 1 })
    answerRepository()
    answerPage([issue(1)], { page: '2' })
    expect(await runCommand('backfill', 'acme/desktop')).toMatchObject({
      out: 'Read 3 reports; 3 reports from acme/desktop are stored.',
    })
  })

  test('waits as long as the rate limit asks', async () => {
    nock(API).get(REPOSITORY).reply(429, {}, { 'retry-after': '1' })
    answerRepository()
    answerTemplates()
    nock(API).get(`${REPOSITORY}/issues`).query(true).reply(429, {}, { 'retry-after': '1' })
    answerTemplates()
    answerPage([issue(1)])
    expect(await runCommand('backfill', 'acme/desktop')).toMatchObject({
      code: 0,
      out: 'Read 1 reports; 1 reports from acme/desktop are stored.',
    })
  })

  test('gives up at once if GitHub does not respond to the first request', async () => {
    nock(API).get(REPOSITORY).reply(503, {})
    const { code, err } = await runCommand('backfill', 'acme/desktop')
    expect({ code, err }).toMatchObject({ code: 1, err: expect.stringContaining('check the network') })
    expect(err).not.toContain('continuing')
  })

  test('of an inaccessible repository fails and says what to do', async () => {
    nock(API).get(REPOSITORY).reply(404, {})
    const { code, err } = await runCommand('backfill', 'acme/desktop')
    expect({ code, err }).toMatchObject({ code: 1, err: expect.stringContaining('set GITHUB_TOKEN') })
  })

  test.each([
    ['--limit', '0'],
    ['--since', 'last week'],
  ])('rejects %s %s', async (option, value) => {
    expect(await runCommand('backfill', 'acme/desktop', option, value)).toMatchObject({ code: 2 })
  })
})
