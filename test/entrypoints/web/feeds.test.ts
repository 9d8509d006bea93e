import { afterAll, describe, expect, test } from 'vitest'
import { toClusterFacts } from '../../../src/core/overview/cluster-facts.ts'
import { entriesOf } from '../../../src/entrypoints/web/feeds.ts'
import { reportAt, summary } from '../../core/overview/entries.ts'
import { seenAs } from '../../support/seen-repository.ts'
import { numbered, openKeptReports } from './stored-reports.ts'
import { webApp } from './test-app.ts'

/** Without an error line or a known failure, a cluster is named after its canonical report. */
const unknown = {
  title: `No <tools> & \u0007bells in the connector list`,
  body: 'The list of connectors is empty today.',
}
const stored = await openKeptReports([
  ...numbered('open', [1, 2, 3]),
  ...numbered('hostile', [1, 2]).map((it) => ({ ...it, ...unknown })),
])
afterAll(() => stored.store.close())

async function get(path: string) {
  const app = webApp({
    clock: () => stored.now,
    repositories: { access: { readable: async (owner, repo) => ({ ...seenAs(owner, repo), at: 1 }) }, ...stored },
  })
  const response = await app.request(`https://bot.example${path}`)
  return { headers: response.headers, text: await response.text() }
}

test('the Atom feed lists new clusters with links to this site', async () => {
  const { headers, text } = await get('/acme/open/feed.atom')
  expect(headers.get('content-type')).toBe('application/atom+xml; charset=utf-8')
  expect(text).toMatch(/^<\?xml version="1\.0" encoding="utf-8"\?>\n<feed xmlns="http:\/\/www\.w3\.org\/2005\/Atom">/)
  expect(text).toContain('<id>https://bot.example/acme/open/clusters/1#new</id>')
  expect(text).toContain('New cluster: Token is missing a required scope: user:mcp_servers, since 1.2.3')
})

test('the Atom feed escapes the text of reports', async () => {
  const { text } = await get('/acme/hostile/feed.atom')
  expect(text).toContain('Reported as “No &lt;tools&gt; &amp;')
  expect(text).not.toContain('\u0007')
})

test('the JSON feed has the same entries', async () => {
  const { headers, text } = await get('/acme/open/feed.json')
  expect(headers.get('content-type')).toContain('application/feed+json')
  expect(JSON.parse(text)).toMatchObject({
    version: 'https://jsonfeed.org/version/1.1',
    feed_url: 'https://bot.example/acme/open/feed.json',
    items: [{ url: 'https://bot.example/acme/open/clusters/1', date_published: '2026-05-02T00:00:00.000Z' }],
  })
})

test('the badge shows the number of open reports, and other sites may embed it', async () => {
  const { headers, text } = await get('/acme/open/badge.svg')
  expect(headers.get('content-type')).toContain('image/svg+xml')
  expect(headers.get('cross-origin-resource-policy')).toBe('cross-origin')
  expect(text).toContain('<title>auth reports: 3 open</title>')
})

describe('a regression', () => {
  test('is an entry of its own, with an id that stays the same', () => {
    const fixed = { open: false, closedAs: 'completed', closedAt: 5 } as const
    const cluster = toClusterFacts(summary({ id: 4 }), [
      reportAt(1, fixed),
      reportAt(3),
      reportAt(9, { version: '2.1.0' }),
    ])
    expect(entriesOf({ owner: 'acme', repo: 'open' }, [cluster])).toMatchObject([
      { id: '/acme/open/clusters/4#regression-9', title: 'Regression: Login page again after login', at: 9 },
      { id: '/acme/open/clusters/4#new', at: 3 },
    ])
  })
})
