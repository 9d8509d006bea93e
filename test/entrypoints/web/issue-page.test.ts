import { afterAll, describe, expect, test } from 'vitest'
import type { RawIssue } from '../../../src/core/report/report.ts'
import { seenAs } from '../../support/seen-repository.ts'
import { LOG_LINE, openKeptReports } from './stored-reports.ts'
import { webApp } from './test-app.ts'

const TRACE = `GET /mcp HTTP/1.1
HTTP/1.1 401 Unauthorized
GET /.well-known/oauth-protected-resource HTTP/1.1
HTTP/1.1 200 OK
GET /authorize?client_id=abc HTTP/1.1
HTTP/1.1 302 Found
GET /callback?code=xyz HTTP/1.1
HTTP/1.1 200 OK
POST /token HTTP/1.1
HTTP/1.1 400 Bad Request
{"error":"invalid_grant","error_description":"redirect_uri mismatch"}`
const ref = (number: number) => ({ owner: 'acme', repo: 'open', number })
const stored = await openKeptReports([
  { ref: ref(1) },
  { ref: ref(2) },
  { ref: ref(3), title: 'Token exchange fails', body: `\`\`\`\n${TRACE}\n\`\`\`\n` },
])
afterAll(() => stored.store.close())

async function get(path: string, readIssue: () => Promise<RawIssue | null> = async () => null) {
  const app = webApp({
    clock: () => stored.now,
    repositories: {
      access: { readable: async (owner, repo) => ({ ...seenAs(owner, repo), at: 1 }) },
      store: stored.store,
      indexes: stored.indexes,
      github: { readIssue, readReleases: async () => [], roleOf: async () => 'none' },
    },
  })
  return (await app.request(path)).text()
}

describe('the page of an issue', () => {
  test('shows the stages of its login, also without its text', async () => {
    const page = await get('/acme/open/issues/3')
    expect(page).toMatch(
      /<li class="broken"><span class="sign" aria-hidden="true">✗<\/span>Token<span class="hidden">: failed/,
    )
    expect(page).toMatch(/<li class="done"><span class="sign" aria-hidden="true">✓<\/span>Challenge/)
    expect(page).toMatch(/<li class="unseen"><span class="sign" aria-hidden="true">·<\/span>Call/)
  })

  test('shows the stored lines if GitHub does not give the text', async () => {
    for (const readIssue of [async () => null, async () => Promise.reject(new Error('GitHub is down'))])
      expect(await get('/acme/open/issues/1', readIssue)).toContain(`</span>${LOG_LINE}`)
  })

  test('shows the text as it is now, redacted, with the evidence marked and the reasons in words', async () => {
    const token = `ghp_${'a1B2'.repeat(9)}`
    const body = `Now <b>it</b> says ${token}\n\n\`\`\`\n${LOG_LINE}\n\`\`\`\n`
    const page = await get('/acme/open/issues/1', async () => ({ title: 'New title', body, attachments: [] }))
    expect(page).toContain('<h1>New title <span class="muted">#1</span></h1>')
    expect(page).toMatch(/<mark title="missing-scope: [^"]+"><span class="n" id="L4">4<\/span>\[claudeai-mcp\] Missing/)
    expect(page).toMatch(
      /Why <a href="\/signatures\/missing-scope">Token is missing[^<]*<\/a>\?\s*<small>For it: decisive <code>[a-z-]+<\/code> in <a href="#L4">line 4<\/a>/,
    )
    expect(page).toMatch(/Read again now without comments and files: \d+\u00a0% likely to be about authentication/)
    expect(page).toMatch(/Why not <a href="\/signatures\//)
    expect(page).not.toContain(token)
    expect(page).not.toContain('<b>it</b>')
  })

  test('says in one line that nobody answered and that it is in no cluster', async () => {
    expect(await get('/acme/open/issues/3')).toContain(
      '<p class="muted none">Nobody has said anything about the answer. No other report has the same cause.</p>',
    )
  })

  test('links the cluster and the matches with their reasons', async () => {
    const page = await get('/acme/open/issues/2')
    expect(page).toContain('<a href="/acme/open/clusters/1">2 reports in cluster 1</a>')
    expect(page).toMatch(/<a href="\/acme\/open\/issues\/1">#1 No tools in Cowork 1<\/a><small>same line; same failure/)
  })
})
