/** Alarms, ends of threads and drafts on a repository's pages, in its feeds and in the API. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openPack } from '../../../src/entrypoints/cli/pack.ts'
import { alarmOf } from '../../adapters/store/contract-alarms.ts'
import { outcomeOf } from '../../adapters/store/contract-outcomes.ts'
import { verdictOf } from '../../support/feedback-events.ts'
import { seenAs } from '../../support/seen-repository.ts'
import { numbered, openKeptReports } from './stored-reports.ts'
import { webApp } from './test-app.ts'

const OPEN = { owner: 'acme', repo: 'open' }
const SECRET = { owner: 'acme', repo: 'secret' }
const LINE = '{"message":"the badge reader refused a bent ticket"}'
const body = `Sign-in fails: OAuth login ends with 401 unauthorized for my account.\n\n\`\`\`\n${LINE}\n\`\`\`\n`
const stored = await openKeptReports([
  ...[1, 2, 3].map((number) => ({ ref: { ...OPEN, number }, title: `OAuth sign-in fails ${number}`, body })),
  ...numbered('secret', [1]),
])
const { store, indexes } = stored
const since = Date.UTC(2026, 4, 3, 14, 10)

beforeAll(async () => {
  await store.keepAlarm(OPEN, alarmOf({ follows: 'host', what: 'login.<b>', since, lastAt: since, reports: [1, 2, 3] }))
  await store.keepAlarm(SECRET, alarmOf({ cause: 'hidden-cause', since, lastAt: since }))
  for (const number of [1, 2]) {
    const grade = number === 1 ? 'confirmed' : 'contradicted'
    await store.keepOutcome(outcomeOf(number, { ref: { ...OPEN, number }, grade, cause: null }))
  }
  await store.keepOutcome(outcomeOf(1, { ref: { ...SECRET, number: 1 }, grade: 'confirmed' }))
  const ref = { ...OPEN, number: 1 }
  const decided = { decision: 'assert', reason: 'sure', signature: 'missing-scope', confidence: 0.9 } as const
  await store.recordDecision({ ref, delivery: null, ...decided, evidence: [], pack: 'x', acts: [], at: since })
  const fragments = ['reader refused a bent ticket']
  await store.keepDrafts(OPEN, {
    minedAt: since,
    unexplained: 3,
    others: 5,
    drafts: [{ fragments, reports: [1, 2, 3] }],
  })
})
afterAll(() => store.close())

async function get(path: string) {
  const readable = async (owner: string, repo: string) => (repo === 'secret' ? null : { ...seenAs(owner, repo), at: 1 })
  const app = webApp({ clock: () => stored.now, repositories: { access: { readable }, store, indexes } })
  const response = await app.request(`https://bot.example${path}`)
  return { status: response.status, headers: response.headers, text: await response.text() }
}

describe('the overview of a repository', () => {
  test('shows its alarms with their start, people and reports', async () => {
    const { text } = await get('/acme/open')
    expect(text).toContain('Incident: missing-scope at login.&lt;b&gt;')
    expect(text).toMatch(/since <time[^>]*>3 May 2026, 14:10 UTC<\/time> · <a href="\/acme\/open\/issues\/1">#1<\/a>/)
    expect(text).toContain('<strong>3</strong> people')
  })

  test('shows how answers ended beside the feedback, with the bias said aloud', async () => {
    const { text } = await get('/acme/open')
    expect(text).toMatch(/<td data-label="Confirmed at the end"><a [^>]+>1<\/a> <span class="muted">of <a [^>]+>2<\/a>/)
    expect(text).toContain('these counts are not the accuracy')
  })

  test.each([
    ['confirmed', 1],
    ['read', 2],
    ['contradicted', 1],
  ])('links the answers whose threads ended %s to their list', async (grade, count) => {
    const url = `/acme/open/issues?ended=${grade}+missing-scope`
    expect((await get('/acme/open')).text).toContain(`<a href="${url}">${count}</a>`)
    const list = await get(url)
    expect(list.text).toContain(`of ${count} issue`)
    expect(list.text).toContain(`Thread: ${grade} missing-scope`)
  })

  test('links the answers that people accepted to their list', async () => {
    const { fingerprint } = await openPack()
    const ref = { ...OPEN, number: 2 }
    const asserted = { decision: 'assert', reason: 'sure', signature: 'missing-scope', confidence: 0.9 } as const
    await store.recordDecision({
      ref,
      delivery: null,
      ...asserted,
      evidence: [],
      pack: fingerprint,
      acts: [],
      at: since,
    })
    const said = { kind: 'worked', signature: { id: 'missing-scope', version: 1 }, step: null } as const
    await store.recordFeedback(verdictOf({ ref, ...said }))
    expect((await get('/acme/open')).text).toContain(
      '<td data-label="Accepted"><a href="/acme/open/issues?signature=missing-scope&is=accepted">1</a></td>'.replaceAll(
        '&',
        '&amp;',
      ),
    )
    const { text } = await get('/acme/open/issues?signature=missing-scope&is=accepted')
    expect(text).toContain('1 to 1 of 1 issue')
    expect(text).toContain('answer accepted')
  })

  test('leads to the drafts', async () => {
    expect((await get('/acme/open')).text).toContain('<a href="/acme/open/drafts">1 draft</a>')
  })
})

test('the page of a signature counts the ends in public repositories only, with the bias said aloud', async () => {
  const { text } = await get('/signatures/missing-scope')
  expect(text).toContain('Ends of 2 threads: 1 confirmed the answer, 1 contradicted it.')
  expect(text).toContain('these counts are not the accuracy')
})

describe('the feeds', () => {
  test('have an entry for each alarm, with an id that stays the same', async () => {
    const { items } = JSON.parse((await get('/acme/open/feed.json')).text)
    expect(items).toContainEqual({
      id: `https://bot.example/acme/open#incident-missing-scope-login.%3Cb%3E-${since}`,
      url: 'https://bot.example/acme/open',
      title: 'Incident: missing-scope at login.<b>',
      content_text: '3 people since 3 May 2026, 14:10 UTC: #1, #2, #3.',
      date_published: new Date(since).toISOString(),
    })
    expect((await get('/acme/open/feed.atom')).text).toContain(
      '<title>Incident: missing-scope at login.&lt;b&gt;</title>',
    )
  })

  test('have none of another repository', async () => {
    expect((await get('/acme/open/feed.atom')).text).not.toContain('hidden-cause')
  })
})

describe('the drafts of signatures', () => {
  test('are a page with their reports and the file', async () => {
    const { status, text } = await get('/acme/open/drafts')
    expect(status).toBe(200)
    expect(text).toContain('<a href="/acme/open/issues/2">#2</a>')
    expect(text).toContain('badge reader refused a bent ticket')
  })

  test('are JSON, in the API too', async () => {
    const page = JSON.parse((await get('/acme/open/drafts.json')).text)
    expect(page).toMatchObject({ unexplained: 3, others: 5, drafts: [{ reports: [1, 2, 3], people: 3 }] })
    expect(JSON.parse((await get('/api/v1/repositories/acme/open/drafts')).text)).toEqual(page)
  })

  test('are files to download', async () => {
    const [{ id }] = JSON.parse((await get('/acme/open/drafts.json')).text).drafts
    const { headers, text } = await get(`/acme/open/drafts/${id}.yaml`)
    expect(headers.get('content-disposition')).toBe(`attachment; filename="${id}.yaml"`)
    expect(text).toContain('A draft from 3 reports by 3 people')
    expect((await get('/acme/open/drafts/other.yaml')).status).toBe(404)
  })

  test('say that nothing has been mined yet', async () => {
    expect((await get('/acme/other/drafts')).status).toBe(404)
  })
})

test('the API lists alarms and counts outcomes', async () => {
  expect(JSON.parse((await get('/api/v1/repositories/acme/open/alarms')).text)).toMatchObject({
    alarms: [{ cause: 'missing-scope', since: '2026-05-03T14:10:00.000Z', issues: [1, 2, 3] }],
  })
  expect(JSON.parse((await get('/api/v1/repositories/acme/open/outcomes')).text)).toMatchObject({
    bias: expect.stringContaining('not the accuracy'),
    signatures: [{ signature: 'missing-scope', read: 2, confirmed: 1, contradicted: 1 }],
  })
})

test.each(['', '/drafts', '/drafts.json', '/drafts/x.yaml', '/feed.atom'])(
  'a private repository shows nothing at %j to somebody who may not read it',
  async (path) => {
    const { status, text } = await get(`/acme/secret${path}`)
    expect(status).toBe(404)
    expect(text).not.toContain('hidden-cause')
  },
)

test.each(['alarms', 'outcomes', 'drafts'])('the API hides the %s of a private repository', async (path) => {
  expect((await get(`/api/v1/repositories/acme/secret/${path}`)).status).toBe(404)
})
