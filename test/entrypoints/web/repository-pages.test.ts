import { afterAll, describe, expect, test } from 'vitest'
import { createRepositoryAccess } from '../../../src/entrypoints/web/access/repository-access.ts'
import type { WebGitHub } from '../../../src/entrypoints/web/access/web-github.ts'
import { clusterPage } from '../../../src/entrypoints/web/pages/cluster.ts'
import { hostileTexts } from '../../support/hostile-text.ts'
import { claimAs, seenAs } from '../../support/seen-repository.ts'
import { BODY, type FiledReport, LOG_LINE, numbered, openKeptReports } from './stored-reports.ts'
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
afterAll(() => stored.store.close())

/** A repository that is renamed during the tests. */
const moved = { from: 'old-name', to: 'old-name' }

async function get(path: string) {
  const github: Pick<WebGitHub, 'findRepository' | 'readableId'> = {
    findRepository: async (owner, repo) => {
      if (repo !== moved.to && repo !== moved.from) return seenAs(owner, repo, repo !== 'secret')
      return repo === moved.to ? { ...seenAs(owner, moved.from), repo } : null
    },
    readableId: async () => null,
  }
  const { store, indexes, now } = stored
  const repositories = { access: createRepositoryAccess(github, { clock: () => 0 }), store, indexes }
  const response = await webApp({ clock: () => now, repositories }).request(path)
  const text = await response.text()
  expect(Buffer.byteLength(text)).toBeLessThan(100_000)
  return { status: response.status, text }
}

describe('a repository page', () => {
  test('shows its clusters with size, weeks, versions and products', async () => {
    const { status, text } = await get('/acme/open')
    expect(status).toBe(200)
    expect(text).toContain('<a href="/acme/open/clusters/1">3</a>')
    expect(text).toContain('No tools in Cowork 1')
    expect(text).toMatch(
      /<svg role="img"[^>]*><title>Reports per week from 2026-04-27, 0 in the last week; maximum 3\.<\/title>/,
    )
    expect(text).toContain('1.2.3 (3)')
    expect(text).toContain('cowork (3)')
    expect(text).toContain('All packs are on that need not be chosen')
  })

  test.each([
    ['signature=missing-scope&state=&product=', 1],
    ['signature=invalid-scope', 0],
    ['since=2026-06-01', 0],
    ['version=1.2.3&product=cowork&state=open', 1],
    ['sort=beauty&state=ajar&since=never&page=-1', 1],
  ])('with the filters %s shows %i', async (query, count) => {
    const { status, text } = await get(`/acme/open?${query}`)
    expect(status).toBe(200)
    expect(text.match(/clusters\/\d/g)?.length ?? 0).toBe(count)
  })

  test('keeps the filters in its form', async () => {
    const { text } = await get('/acme/open?version=%22%3E%3Cscript%3E&sort=recent')
    expect(text).toContain('value="&quot;&gt;&lt;script&gt;"')
    expect(text).toContain('<option value="recent" selected>')
  })

  test('shows the errors in the settings', async () => {
    expect((await get('/acme/open')).text).toContain(
      '<code>.github/auth-triage.yml:3</code>: `mode` is &lt;wrong&gt;. Write comment.',
    )
  })
})

describe('a cluster page', () => {
  test('shows its graph around the canonical report, its timeline, and both lines of each pair', async () => {
    const { text } = await get('/acme/open/clusters/1')
    expect(text).toContain('<h1>3 reports: No tools in Cowork 1</h1>')
    expect(text).toContain('<title>3 reports around #1, joined by 3 links.</title>')
    expect(text).toContain('<circle class="canonical" cx="0" cy="0" r="16"/>')
    expect(text).toMatch(/<line class="same-line"[^>]*><title>#2 and #1: same line; same failure/)
    expect(text.split(`<code>${LOG_LINE}</code>`).length).toBe(7)
    expect(text).toMatch(/<ol><li><time>2026-05-01<\/time> <a href="https:\/\/github.com\/acme\/open\/issues\/1">/)
    expect(text).toContain('No feedback yet.')
  })

  test('escapes markup in titles', async () => {
    const { status, text } = await get('/acme/hostile/clusters/1')
    expect(status).toBe(200)
    expect(text).not.toMatch(/<script(?![^>]*src="\/assets)|<img|\son\w+=["']|javascript:/i)
  })
})

test('a cluster page stays small even if every character is escaped', () => {
  const title = '"'.repeat(10_000)
  const members = Array.from({ length: 5_000 }, (_, at) => ({ number: at + 1, title, open: true, createdAt: at }))
  const counted = [{ value: '1.2.3', count: 5_000 }]
  const times = { firstSeen: 0, lastSeen: 1, weeks: [{ from: 0, count: 5_000 }], growth: { lately: 0, before: 0 } }
  const canonical = { number: 1, title, open: true, closedAs: null, closedAt: null }
  const cluster = {
    id: 1,
    count: 5_000,
    open: 5_000,
    authors: 1,
    signature: null,
    members,
    canonical,
    ...times,
    versions: counted,
    products: counted,
    captures: {},
    newest: { number: 2, adds: [] },
    worked: [],
    signals: [],
  }
  const line = { there: title, here: title }
  const links = members
    .slice(1)
    .flatMap(({ number }) =>
      [1, 2, 3].map((back) => ({ number, other: Math.max(1, number - back), reasons: ['same line'], line })),
    )
  const page = String(
    clusterPage({ repository: { owner: 'acme', repo: 'open' }, cluster, links, site: 'https://github.com' }),
  )
  expect(Buffer.byteLength(page)).toBeLessThan(100_000)
  expect(page).toContain('4940 older reports not drawn')
})

test('a cluster page with 5,000 linked reports shows the newest', async () => {
  const huge = { owner: 'acme', repo: 'huge' }
  const numbers = Array.from({ length: 5_000 }, (_, at) => at + 1)
  await claimAs(stored.store, huge.owner, huge.repo)
  const [like] = await stored.store.oldestReports({ owner: 'acme', repo: 'open' }, 1)
  if (like === undefined) throw new Error('acme/open has no reports')
  await stored.store.keepReports(
    huge,
    numbers.map((number) => ({ ...like, number, createdAt: like.createdAt + number, author: `reporter-${number}` })),
  )
  for (const number of numbers.slice(1)) {
    const others = [number - 1, number - 2, number - 3, 1].filter((it) => it > 0)
    const matches = [...new Set(others)].map((other) => ({ other, probability: 0.9, reasons: ['same line'] }))
    await stored.store.keepMatches({ ...huge, number }, matches)
  }
  const { status, text } = await get('/acme/huge/clusters/1')
  expect(status).toBe(200)
  expect(text).toContain('<h1>5000 reports: No tools in Cowork 1</h1>')
  expect(text).toContain('4940 older reports not drawn')
  expect(text).toMatch(/<title>#5000 and #\d+: same line<\/title>/)
  expect(text.match(/<line /g)?.length).toBeGreaterThan(100)
})

describe('the home page', () => {
  test('lists only the repositories that the viewer may see', async () => {
    const { text } = await get('/')
    expect(text).toContain(
      ['hostile', 'huge', 'old-name', 'open']
        .map((repo) => `<li><a href="/acme/${repo}">acme/${repo}</a></li>`)
        .join(''),
    )
    expect(text).not.toContain('acme/secret')
  })
})

describe('a signature page', () => {
  test('counts feedback in public repositories, but not in private ones', async () => {
    const { store } = stored
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
    expect(text).toContain('Correct according to feedback: 100 % (44 % to 100 %).')
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
  test.each(['/acme/secret', '/acme/secret/clusters/1', '/acme/open/clusters/99', '/acme/open/clusters/0'])(
    '%s looks like every other missing page',
    async (path) => {
      expect(await get(path)).toEqual({ status: 404, text: (await get('/nobody/knows/this')).text })
    },
  )
})
