import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { RepositoryRole } from '../../../src/adapters/github/github.ts'
import type { WebGitHub } from '../../../src/entrypoints/web/access/web-github.ts'
import { seenAs } from '../../support/seen-repository.ts'
import { LOG_LINE, openKeptReports } from './stored-reports.ts'
import { webApp } from './test-app.ts'

const REPOSITORY = { owner: 'acme', repo: 'open' }
const log = (request: string) => `Version 1.2.${request}\n\n\`\`\`\n${LOG_LINE} request_id=${request}\n\`\`\`\n`
const OTHER = 'Version 1.2.9\n\n```\nsegmentation fault in the renderer process at 0x00\n```\n'

const stored = await openKeptReports([
  ...[1, 2, 3].map((number) => ({ ref: { ...REPOSITORY, number }, body: log(String(number)) })),
  { ref: { ...REPOSITORY, number: 4 }, title: 'The renderer | crashes @everyone #7 GH-8', body: OTHER },
  { ref: { ...REPOSITORY, number: 5 }, title: 'The renderer crashes at start', body: OTHER },
])
afterAll(() => stored.store.close())

/** One browser of Ann, whose role on GitHub the test can change at any time. */
function visit() {
  const roles = new Map<string, RepositoryRole>([['ann', 'write']])
  const logins = new Map([['token-ann', 'ann']])
  const github: WebGitHub = {
    authorizeUrl: 'https://github.com/login/oauth/authorize',
    clientId: 'client',
    exchangeCode: async (code) => ({ token: `token-${code}`, login: code }),
    currentLogin: async (token) => logins.get(token) ?? null,
    findRepository: async (owner, repo) => seenAs(owner, repo),
    readableId: async () => null,
  }
  const clock = () => stored.now
  const app = webApp({
    clock,
    signIn: { github, secret: 'secret', clock, callbackUrl: null },
    repositories: {
      access: { readable: async (owner, repo) => (repo === 'open' ? { ...seenAs(owner, repo), at: 1 } : null) },
      store: stored.store,
      indexes: stored.indexes,
      github: {
        readIssue: async () => null,
        readReleases: async () => [{ id: 1, tag: 'v1.2.2', notes: '', at: stored.now - 1, url: 'https://x.example' }],
        roleOf: async (_, login) => roles.get(login) ?? 'read',
      },
    },
  })
  const jar = new Map<string, string>()
  const send = async (path: string, init: RequestInit = {}) => {
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ')
    const response = await app.request(`https://bot.example${path}`, { ...init, headers: { ...init.headers, cookie } })
    for (const set of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(set) ?? []
      if (value === '') jar.delete(name)
      else jar.set(name, value)
    }
    return { status: response.status, headers: response.headers, text: await response.text() }
  }
  const signIn = async (login: string) => {
    const { headers } = await send('/login')
    const state = new URL(headers.get('location') ?? '').searchParams.get('state')
    await send(`/login/callback?code=${login}&state=${state}`)
  }
  const post = (path: string, fields: Record<string, string>, headers: Record<string, string> = {}) =>
    send(path, { method: 'POST', body: new URLSearchParams(fields), headers })
  /** The hidden fields of the forms on the page of the cluster that contains a report. */
  const open = async (number = 1) => {
    const list = await send(`/acme/open/clusters?q=%23${number}`)
    const path = /href="(\/acme\/open\/clusters\/\d+)"/.exec(list.text)?.[1] ?? ''
    const page = await send(path)
    const field = (name: string) => new RegExp(`name="${name}" value="([^"]*)"`).exec(page.text)?.[1] ?? ''
    return { path, page, hidden: { token: field('token'), click: field('click') } }
  }
  return { roles, logins, send, signIn, post, open }
}

describe('a cluster page', () => {
  test('says in one sentence what the cluster is', async () => {
    const { page } = await visit().open()
    expect(page.text).toMatch(
      /3 people reported “[^”]+insufficient_scope\)” since 1 May 2026, when it began with 1\.2\.1; all are open, and 3 came in the last seven days \(0 in the seven before\)\./,
    )
  })

  test('shows what its lines share once, and marks what varies', async () => {
    const { page } = await visit().open()
    expect(page.text).toContain(`${LOG_LINE} request_id=<mark class="varies" title="3 values">1 | 2 | 3</mark>`)
  })

  test('draws each report as a link with a name, outside of any image', async () => {
    const { page } = await visit().open()
    const [graph = ''] = /<svg class="graph[\s\S]*?<\/svg>/.exec(page.text) ?? []
    expect(graph).not.toContain('role="img"')
    expect(graph.match(/<a class="[^"]*" href="\/acme\/open\/issues\/\d" aria-label="#\d [^"]+"/g)).toHaveLength(3)
  })

  test('marks a release with its date on GitHub, and other versions when they were first reported', async () => {
    const { page } = await visit().open()
    expect(page.text).toContain('1.2.2 released')
    expect(page.text).toContain('1.2.1 first reported 1 May 2026')
  })

  test('shows what is known about a fix, and offers a supported one as a patch', async () => {
    const released = { kind: 'released', who: null, comment: null, at: stored.now } as const
    const url = 'https://github.com/acme/open/releases/tag/v1.3.0'
    const keep = (number: number, source: string, signal: Parameters<typeof stored.store.keepFixSignals>[2][number]) =>
      stored.store.keepFixSignals({ ...REPOSITORY, number }, source, [signal])
    expect((await visit().open()).page.text).not.toContain('<h2 id="fix">')
    await keep(1, 'release-7', { ...released, version: '1.3.0', url })
    const claimed = (await visit().open()).page.text
    expect(claimed).toContain('Claimed: 1.3.0, by a release on 2026-05-06; works for 0, still fails for 0.')
    expect(claimed).toContain(`<a href="${url}">Source</a>`)
    expect(claimed).not.toContain('+++ b/')
    for (const [number, who] of [
      [1, 'reporter-0'],
      [2, 'reporter-1'],
    ] as const) {
      const said = { kind: 'works', version: '1.3.0', who, comment: number, url: null, at: stored.now + 1 } as const
      await keep(number, `said-${who}`, said)
    }
    const { path, page } = await visit().open()
    expect(page.text).toContain('Supported: 1.3.0, by a release on 2026-05-06; works for 2, still fails for 0.')
    expect(page.text).toContain('+++ b/signatures/oauth/missing-scope.yaml')
    const { fix } = JSON.parse((await visit().send(`${path}.json`)).text)
    expect(fix).toMatchObject({ state: 'supported', works: ['reporter-0', 'reporter-1'] })
    for (const [number, source] of [
      [1, 'release-7'],
      [1, 'said-reporter-0'],
      [2, 'said-reporter-1'],
    ] as const) {
      await stored.store.keepFixSignals({ ...REPOSITORY, number }, source, [])
    }
  })

  test('stays small with 5,000 reports whose titles have to be escaped', async () => {
    const huge = await openKeptReports([{ ref: { ...REPOSITORY, number: 1 }, title: '"'.repeat(200) }])
    const [like] = await huge.store.oldestReports(REPOSITORY, 1)
    if (like === undefined) throw new Error('no report')
    const numbers = Array.from({ length: 5_000 }, (_, at) => at + 1)
    await huge.store.keepReports(
      REPOSITORY,
      numbers.map((number) => ({ ...like, number, createdAt: like.createdAt + number, author: `reporter-${number}` })),
    )
    const said = {
      kind: 'duplicate-of',
      signature: null,
      step: null,
      detail: null,
      who: 'ann',
      rights: 'maintainer',
    } as const
    for (const number of numbers.slice(1)) {
      const about = {
        ref: { ...REPOSITORY, number },
        other: { ...REPOSITORY, number: 1 },
        at: number,
        origin: 'command',
      } as const
      await huge.store.recordFeedback({ id: String(number), ...said, ...about })
    }
    const others = Array.from({ length: 59 }, (_, at) => 4_999 - at)
    await huge.store.keepMatches(
      { ...REPOSITORY, number: 5_000 },
      others.map((other) => ({ other, probability: 0.9, reasons: ['same line'] })),
    )
    const app = webApp({
      clock: () => huge.now,
      repositories: {
        access: { readable: async (owner, repo) => ({ ...seenAs(owner, repo), at: 1 }) },
        ...huge,
      },
    })
    const response = await app.request('/acme/open/clusters/1')
    const text = await response.text()
    expect(response.status).toBe(200)
    expect(text).toContain('4940 older reports not drawn')
    expect(Buffer.byteLength(text)).toBeLessThan(120_000)
    await huge.store.close()
  })
})

describe('a cluster as a file', () => {
  test('is CSV with one row for each report, without formulas', async () => {
    const { send, open } = visit()
    const { path } = await open()
    const { headers, text } = await send(`${path}.csv`)
    expect(headers.get('content-type')).toContain('text/csv')
    expect(text.split('\n')[0]).toBe('number,url,title,author,state,opened,product,version,decision,signature')
    expect(text.trim().split('\n')).toHaveLength(4)
  })

  test('is JSON with times as ISO dates', async () => {
    const { send, open } = visit()
    const { path } = await open()
    const document = JSON.parse((await send(`${path}.json`)).text)
    expect(document).toMatchObject({ count: 3, began: '1.2.1', firstSeen: '2026-05-01T00:00:00.000Z' })
    expect(document.reports.map(({ number }: { number: number }) => number)).toEqual([1, 2, 3])
  })

  test('is Markdown without mentions and table cells of strangers', async () => {
    const { send, open } = visit()
    const { path } = await open(4)
    const { text } = await send(`${path}.md`)
    expect(text).toContain('renderer')
    expect(text).not.toMatch(/(?<!`)@everyone/)
    // A backslash does not keep GitHub from linking a reference.
    expect(text).not.toMatch(/#7|GH-8/)
    expect(text.split('\n').filter((line) => line.startsWith('|'))).toHaveLength(4)
  })
})

describe('a maintainer', () => {
  const v = visit()
  beforeAll(() => v.signIn('ann'))

  test('splits a report off, sees who decided it, and undoes it', async () => {
    const { path, hidden } = await v.open()
    const split = await v.post(`${path}/split`, { ...hidden, number: '1', other: '#3' })
    expect(split.status).toBe(303)
    const after = await v.send(split.headers.get('location') ?? '')
    expect(after.text).toContain('The report is out of the cluster now.')
    expect(after.text).toContain('2 people reported')
    expect(after.text).toContain('<small>ann, on this page</small>')
    const undone = await v.post(`${path}/undo`, { ...hidden, click: 'undo-1', number: '1', other: '3' })
    expect((await v.send(undone.headers.get('location') ?? '')).text).toContain('3 people reported')
  })

  test('merges a report into a cluster and undoes it', async () => {
    const { path, hidden } = await v.open()
    const merged = await v.post(`${path}/merge`, { ...hidden, number: '4', other: '1' })
    expect((await v.send(merged.headers.get('location') ?? '')).text).toContain('5 people reported')
    await v.post(`${path}/undo`, { ...hidden, click: 'undo-2', number: '4', other: '1' })
    expect((await v.open()).page.text).toContain('3 people reported')
  })

  test('keeps two reports apart and undoes it', async () => {
    const { path, hidden } = await v.open()
    await v.post(`${path}/not-duplicate`, { ...hidden, number: '2', other: '3' })
    expect((await v.open()).page.text).toContain('2 people reported')
    await v.post(`${path}/undo`, { ...hidden, click: 'undo-3', number: '2', other: '3' })
    expect((await v.open()).page.text).toContain('3 people reported')
  })

  test('who sends a form twice decides once', async () => {
    const { path, hidden } = await v.open()
    const count = async () => (await stored.store.feedbackIn(REPOSITORY)).length
    await v.post(`${path}/split`, { ...hidden, click: 'same', number: '1', other: '3' })
    const once = await count()
    await v.post(`${path}/split`, { ...hidden, click: 'same', number: '1', other: '3' })
    expect(await count()).toBe(once)
    await v.post(`${path}/undo`, { ...hidden, click: 'undo-4', number: '1', other: '3' })
  })
})

describe('a form is refused and nothing is recorded', () => {
  const refused = async (
    change: (v: ReturnType<typeof visit>) => unknown,
    fields: Record<string, string> = {},
    headers: Record<string, string> = {},
  ) => {
    const v = visit()
    await v.signIn('ann')
    const { path, hidden } = await v.open()
    const before = (await stored.store.feedbackIn(REPOSITORY)).length
    await change(v)
    const { status, text } = await v.post(`${path}/split`, { ...hidden, number: '1', other: '2', ...fields }, headers)
    expect((await stored.store.feedbackIn(REPOSITORY)).length).toBe(before)
    return { status, text }
  }
  const nothing = () => {}

  test('if the person has lost the rights since the page was shown', async () => {
    const { status, text } = await refused((v) => v.roles.set('ann', 'read'))
    expect(status).toBe(403)
    expect(text).toContain('Only maintainers of this repository can do that. GitHub was asked just now.')
  })

  test('if GitHub no longer accepts the sign-in', async () => {
    expect((await refused((v) => v.logins.clear())).text).toContain('Your sign-in has ended.')
  })

  test('if the account has another name by now, whose rights count', async () => {
    expect((await refused((v) => v.logins.set('token-ann', 'renamed'))).status).toBe(403)
  })

  test.each([
    ['without a token', { token: '' }, {}],
    ['with a made-up token', { token: 'x' }, {}],
    ['from another site', {}, { 'sec-fetch-site': 'cross-site' }],
    ['from a subdomain', {}, { 'sec-fetch-site': 'same-site' }],
    ['that is not a form', {}, { 'content-type': 'text/plain' }],
    ['that is too large', { other: '2'.repeat(5_000) }, {}],
  ])('%s', async (_, fields, headers) => {
    const { status, text } = await refused(nothing, fields, headers)
    expect(status).toBe(403)
    expect(text).toContain('was not sent from our page')
  })

  test("with another session's token", async () => {
    const other = visit()
    await other.signIn('bob')
    const { hidden } = await other.open()
    expect((await refused(nothing, { token: hidden.token })).status).toBe(403)
  })

  test.each([
    ['about one report', { other: '1' }, 'Choose two different reports.'],
    ['about a report that is not stored', { other: '77' }, 'There is no stored report #77'],
    ['without a number', { other: 'x' }, 'There is no stored report #0'],
  ])('%s', async (_, fields, sentence) => {
    expect((await refused(nothing, fields)).text).toContain(sentence)
  })

  test('without a sign-in, like a page that does not exist', async () => {
    const v = visit()
    const { path, page } = await v.open()
    expect(page.text).toContain(
      `<a href="/login?${new URLSearchParams({ to: path })}">Sign in</a> to merge or split reports.`,
    )
    expect((await v.post(`${path}/split`, { number: '1', other: '2' })).status).toBe(404)
  })
})
