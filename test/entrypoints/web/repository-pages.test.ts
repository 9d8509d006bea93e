import { afterAll, describe, expect, test } from 'vitest'
import { createRepositoryAccess } from '../../../src/entrypoints/web/access/repository-access.ts'
import type { WebGitHub } from '../../../src/entrypoints/web/access/web-github.ts'
import { hostileTexts } from '../../support/hostile-text.ts'
import { claimAs, seenAs } from '../../support/seen-repository.ts'
import { BODY, type FiledReport, numbered, openKeptReports } from './stored-reports.ts'
import { webApp } from './test-app.ts'

const hostile = hostileTexts(24, 5).map((title, at): FiledReport => {
  return { ref: { owner: 'acme', repo: 'hostile', number: at + 1 }, title: title.slice(0, 200), body: BODY }
})
/** Words of 10,000 letters, and a title with bidi controls. */
const longTitles = ['x'.repeat(10_000), `${'\u202e'.repeat(50)}${'ab'.repeat(5_000)}`].map((title, at): FiledReport => {
  return { ref: { owner: 'acme', repo: 'hostile', number: 100 + at }, title, body: BODY }
})
const stored = await openKeptReports([
  ...numbered('open', [1, 2, 3]),
  { ref: { owner: 'acme', repo: 'open', number: 4 }, title: 'Dark', body: 'The palette is purple.' },
  ...numbered('secret', [1, 2]),
  ...numbered('old-name', [1, 2]),
  ...hostile,
  ...longTitles,
])
const problem = { file: '.github/auth-triage.yml', line: 3, message: '`mode` is <wrong>.', hint: 'Write comment.' }
await stored.store.keepSettings(
  { owner: 'acme', repo: 'open' },
  { source: 'repository', textHash: 'x', settings: null, problems: [problem], checkedAt: 1 },
)
/** The day after the last report in `acme/open`. */
const NOW = Date.UTC(2026, 4, 5)
const DAY_MS = 24 * 60 * 60 * 1000
const ask = {
  decision: 'ask',
  reason: 'unsure',
  signature: null,
  confidence: 0.4,
  question: 'Which `scopes`?',
} as const
await stored.store.recordDecision({
  ref: { owner: 'acme', repo: 'open', number: 4 },
  ...{ ...ask, delivery: null, evidence: [], acts: [], pack: 'x', at: NOW - 2 * DAY_MS },
})
afterAll(() => stored.store.close())

/** A repository that is renamed during the tests. */
const moved = { from: 'old-name', to: 'old-name' }
const github: Pick<WebGitHub, 'findRepository' | 'readableId'> = {
  findRepository: async (owner, repo) => {
    if (repo !== moved.to && repo !== moved.from) return seenAs(owner, repo, repo !== 'secret')
    return repo === moved.to ? { ...seenAs(owner, moved.from), repo } : null
  },
  readableId: async () => null,
}
const { store, indexes } = stored

async function get(path: string) {
  const repositories = { access: createRepositoryAccess(github, { clock: () => 0, store }), store, indexes }
  const response = await webApp({ clock: () => NOW, repositories }).request(path)
  const text = await response.text()
  expect(Buffer.byteLength(text)).toBeLessThan(120_000)
  return { status: response.status, text }
}

describe('the overview of a repository', () => {
  test('says what is new, and links each number to the list that it counts', async () => {
    const { status, text } = await get('/acme/open')
    expect(status).toBe(200)
    const [, url = ''] = /<dt>Reports<\/dt><dd><a href="([^"]+)">/.exec(text) ?? []
    const [, count] = new RegExp(`${url.replaceAll('?', '\\?')}">(\\d+)<`).exec(text) ?? []
    expect((await get(url.replaceAll('&amp;', '&'))).text).toContain(`of ${count} issue`)
  })

  test('lists open questions with their wait', async () => {
    const { text } = await get('/acme/open')
    expect(text).toMatch(
      /Open questions[\s\S]*href="\/acme\/open\/issues\/4">Dark<\/a>[\s\S]*Which <code>scopes<\/code>\?[\s\S]*2 days/,
    )
  })

  test('lists growing clusters with the version with which they began', async () => {
    const { text } = await get('/acme/open')
    expect(text).toMatch(
      /Growing[\s\S]*href="\/acme\/open\/clusters\/1">Token is missing a required scope: user:mcp_servers, since 1\.2\.3 of Cowork in Claude Desktop<\/a>[\s\S]*3 reports<\/a> since <time[^>]*>1 May 2026/,
    )
  })

  test('links the reports of the last seven days in a growing cluster to exactly these', async () => {
    const { text } = await get('/acme/open')
    const [, url = '', count] = /<a href="([^"]+)"><strong>(\d+)<\/strong> in 7 days<\/a>/.exec(text) ?? []
    const list = await get(url.replaceAll('&amp;', '&'))
    expect(list.text).toContain(`of ${count} issue`)
    expect(list.text).toContain('Since 28 Apr 2026, 00:00 UTC')
  })

  test('says in one line what there is none of, without an empty box', async () => {
    const { text } = await get('/acme/open')
    expect(text).toMatch(
      /<p class="muted none">No credential[^<]*\. Nobody has rejected an answer\. No alarm[^<]*<\/p>/,
    )
    expect(text).not.toContain('id="rejected"')
  })

  test('of a repository without reports says how it fills', async () => {
    await claimAs(store, 'acme', 'blank')
    const { text } = await get('/acme/blank')
    expect(text).toContain('<code>auth-triage backfill acme/blank</code>')
    expect(text).not.toContain('Since Monday')
  })

  test('leads to its feeds and its badge', async () => {
    const { text } = await get('/acme/open')
    for (const file of ['feed.atom', 'feed.json', 'badge.svg']) expect(text).toContain(`<a href="/acme/open/${file}">`)
  })

  test('shows the errors in the settings', async () => {
    expect((await get('/acme/open')).text).toContain(
      '<code>.github/auth-triage.yml:3</code>: `mode` is &lt;wrong&gt;. Write comment.',
    )
  })

  test('says which packs are on', async () => {
    expect((await get('/acme/open')).text).toContain('All packs are on that need not be chosen')
  })

  test('announces its feeds', async () => {
    expect((await get('/acme/open')).text).toContain('type="application/atom+xml"')
  })
})

describe('the list of issues', () => {
  test.each([
    ['', 4],
    ['decision=ask', 1],
    ['signature=missing-scope&state=&product=', 3],
    ['signature=invalid-scope', 0],
    ['q=PALETTE', 0],
    ['q=dark', 1],
    ['version=1.2.3&product=cowork&state=open', 3],
    ['sort=beauty&dir=up&since=never&page=-1&cluster=x', 4],
    ['is=waiting&sort=waiting&dir=asc', 1],
    ['since=2026-05-01&until=2026-05-02', 1],
    ['until=2026-05-03', 2],
  ])('with the query %j has %i', async (query, count) => {
    const { status, text } = await get(`/acme/open/issues?${query}`)
    expect(status).toBe(200)
    expect(text.match(/<td class="title">/g)?.length ?? 0).toBe(count)
  })

  test('keeps the filters in every link and form', async () => {
    const { text } = await get('/acme/open/issues?version=1.2.3&sort=title&dir=asc')
    expect(text).toContain('<input type="hidden" name="version" value="1.2.3">')
    expect(text).toContain('href="/acme/open/issues?version=1.2.3&amp;sort=title&amp;dir=desc"')
    expect(text).toMatch(/<th scope="col" aria-sort="ascending">/)
    expect(text).toMatch(
      /href="\/acme\/open\/issues\?version=1\.2\.3&amp;sort=title&amp;dir=asc&amp;product=cowork"[^>]*><span>cowork<\/span> <span class="count">3</,
    )
  })

  test('escapes a filter', async () => {
    const { text } = await get('/acme/open/issues?version=%22%3E%3Cscript%3E&q=%3Cscript%3E')
    expect(text).toContain('value="&quot;&gt;&lt;script&gt;"')
    expect(text).not.toContain('<script>')
  })
})

describe('the list of clusters', () => {
  test('shows size, weeks and the version with which it began', async () => {
    const { text } = await get('/acme/open/clusters')
    expect(text).toContain('<td data-label="Reports" class="number"><strong>3</strong></td>')
    expect(text).toMatch(/<td data-label="Began with"[^>]*>1\.2\.3<\/td>/)
    expect(text).toMatch(
      /<svg class="spark" role="img"[^>]*><title>Reports per week from 27 Apr 2026, 0 in the last week; maximum 3\.<\/title>/,
    )
  })

  test.each([
    ['signature=missing-scope', 1],
    ['signature=invalid-scope', 0],
    ['since=2026-06-01', 0],
    ['began=1.2.3&version=1.2.3&product=cowork&state=open', 1],
    ['sort=beauty&since=never&page=-1', 1],
  ])('with the filters %s has %i', async (query, count) => {
    const { status, text } = await get(`/acme/open/clusters?${query}`)
    expect(status).toBe(200)
    expect(text.match(/<td class="title">/g)?.length ?? 0).toBe(count)
  })

  test('escapes markup in titles, and stays small', async () => {
    for (const path of [
      '/acme/hostile',
      '/acme/hostile/issues',
      '/acme/hostile/clusters',
      '/acme/hostile/clusters/1',
    ]) {
      const { status, text } = await get(path)
      expect(status).toBe(200)
      expect(text).not.toMatch(/<script(?![^>]*src="\/assets)|<img|href="javascript:/i)
      expect(text.replaceAll(/="[^"]*"/g, '=""')).not.toMatch(/<[a-z]+[^>]*\son\w+=/i)
    }
  })
})

describe('the home page', () => {
  test('lists only the repositories that the viewer may see', async () => {
    const { text } = await get('/')
    expect(text).toContain(
      ['hostile', 'old-name', 'open'].map((repo) => `<li><a href="/acme/${repo}">acme/${repo}</a></li>`).join(''),
    )
    expect(text).not.toContain('acme/secret')
  })
})

describe('a signature page', () => {
  test('counts feedback in public repositories, but not in private ones', async () => {
    for (const [at, ref] of [...numbered('open', [1, 2, 3]), ...numbered('secret', [1, 2])]
      .map((it) => it.ref)
      .entries()) {
      const decision = { decision: 'assert', reason: 'sure', signature: 'missing-scope', confidence: 1 } as const
      await store.recordDecision({ ref, delivery: null, ...decision, evidence: [], pack: 'x', acts: [], at })
      const spoken = { who: `ann-${at}`, rights: 'reporter', origin: 'command', at, other: null, detail: null } as const
      const signature = { id: 'missing-scope', version: 1 }
      await store.recordFeedback({ id: `said ${at}`, ref, kind: 'worked', signature, step: 2, ...spoken })
    }
    const { text } = await get('/signatures/missing-scope')
    expect(text).toContain('Asserted on 3 issues in public repositories; accepted on 3, rejected on 0.')
    expect(text).toContain('Correct according to feedback: 100\u00a0% (44\u00a0% to 100\u00a0%).')
    expect(text).toMatch(/Step 2 \([^)]+\): worked for 3, did not work for 0\./)
    expect(text).toMatch(/Measured on \d+ collected reports/)
  })
})

test('the pages of a renamed repository exist only under its new name', async () => {
  expect((await get('/acme/old-name/clusters/1')).status).toBe(200)
  moved.to = 'new-name'
  expect((await get('/acme/new-name/clusters/1')).text).toContain('https://github.com/acme/new-name/issues/1')
  expect((await get('/acme/old-name/clusters/1')).status).toBe(404)
  expect((await get('/acme/old-name')).text).not.toContain('clusters/1')
})

describe('a missing page', () => {
  test.each([
    '/acme/secret',
    '/acme/secret/issues',
    '/acme/secret/clusters',
    '/acme/secret/clusters/1',
    '/acme/secret/clusters/1.csv',
    '/acme/secret/issues/1',
    '/acme/secret/feed.atom',
    '/acme/secret/feed.json',
    '/acme/secret/badge.svg',
    '/acme/open/clusters/99',
    '/acme/open/clusters/0',
    '/acme/open/issues/99',
  ])('%s looks like every other missing page', async (path) => {
    expect(await get(path)).toEqual({ status: 404, text: (await get('/nobody/knows/this')).text })
  })
})

test('a private repository has no data on any page of another one', async () => {
  await claimAs(store, 'acme', 'fresh')
  expect((await get('/acme/fresh/issues')).text).toContain('There are no issues yet')
})
