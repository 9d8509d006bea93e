import { afterAll, describe, expect, test } from 'vitest'
import { createRepositoryAccess } from '../../../../src/entrypoints/web/access/repository-access.ts'
import type { WebGitHub } from '../../../../src/entrypoints/web/access/web-github.ts'
import { OPERATIONS } from '../../../../src/entrypoints/web/api/operations.ts'
import { seenAs } from '../../../support/seen-repository.ts'
import { BODY, LOG_LINE, numbered, openKeptReports } from '../stored-reports.ts'
import { webApp } from '../test-app.ts'

const other = { title: 'Purple', body: 'The palette is purple, everywhere.' }
const stored = await openKeptReports([
  ...numbered('open', [1, 2, 3]),
  { ref: { owner: 'acme', repo: 'open', number: 4 }, ...other },
  ...numbered('secret', [1, 2]),
])
afterAll(() => stored.store.close())

/** `acme/open` is public; `acme/secret` is readable with the token `of-ann`. */
const github: Pick<WebGitHub, 'findRepository' | 'readableId'> = {
  findRepository: async (owner, repo) =>
    ['open', 'secret'].includes(repo) ? seenAs(owner, repo, repo === 'open') : null,
  readableId: async (token, owner, repo) => (token === 'of-ann' ? seenAs(owner, repo).id : null),
}

async function ask(path: string, init?: RequestInit) {
  const { store, indexes, now } = stored
  const access = createRepositoryAccess(github, { clock: () => 0, store })
  const app = webApp({ clock: () => now, repositories: { access, store, indexes } })
  const response = await app.request(`/api/v1/repositories/acme${path}`, init)
  const body = JSON.parse(await response.text())
  const schema = OPERATIONS.find((it) => matches(it.path, `/repositories/acme${path.split('?')[0]}`))?.answer
  if (response.status === 200) expect(schema?.safeParse(body).error).toBeUndefined()
  return { status: response.status, body }
}

function matches(pattern: string, path: string): boolean {
  return new RegExp(`^${pattern.replaceAll(/\{\w+\}/g, '[^/]+')}$`).test(path)
}

const ANN = { headers: { authorization: 'Bearer of-ann' } }
const sent = (body: object) => ({
  method: 'POST',
  body: JSON.stringify(body),
  headers: { 'content-type': 'application/json' },
})

describe('the clusters of a repository', () => {
  test('are listed with all their facts', async () => {
    expect(await ask('/open/clusters')).toMatchObject({
      status: 200,
      body: {
        items: [{ id: 1, count: 3, signature: 'missing-scope', canonical: { number: 1 }, newest: { number: 3 } }],
        next: null,
      },
    })
  })

  test.each([
    ['signature=missing-scope', 1],
    ['signature=invalid-scope', 0],
    ['product=cowork&version=1.2.3&state=open&since=2026-05-01&sort=recent', 1],
    ['since=2026-05-20', 0],
  ])('that match %s: %i', async (query, count) => {
    const { body } = await ask(`/open/clusters?${query}`)
    expect(body.items).toHaveLength(count)
  })

  test.each(['state=ajar', 'sort=beauty', 'since=yesterday', 'cursor=MTIz', 'colour=red', 'Signature=x'])(
    'are not listed for an invalid query: %s',
    async (query) => {
      expect(await ask(`/open/clusters?${query}`)).toMatchObject({
        status: 400,
        body: { error: { code: 'malformed' } },
      })
    },
  )

  test('have times as ISO dates in UTC', async () => {
    const { body } = await ask('/open/clusters')
    expect(body.items[0]).toMatchObject({
      firstSeen: '2026-05-01T00:00:00.000Z',
      weeks: expect.arrayContaining([{ from: '2026-04-27T00:00:00.000Z', count: 3 }]),
    })
  })

  test('can be read one by one, with their reports', async () => {
    const { body } = await ask('/open/clusters/1')
    expect(body.members[0].createdAt).toBe('2026-05-01T00:00:00.000Z')
    expect(body.members.map(({ number }: { number: number }) => number)).toEqual([1, 2, 3])
    expect(await ask('/open/clusters/2')).toMatchObject({ status: 404 })
  })
})

describe('duplicates', () => {
  test('of a stored issue are returned with the reasons and both lines', async () => {
    const { body } = await ask('/open/issues/3/duplicates')
    expect(body.links).toMatchObject([{ number: 1, line: { here: LOG_LINE, there: LOG_LINE } }])
    expect(await ask('/open/issues/4/duplicates')).toEqual({ status: 200, body: { links: [] } })
    expect(await ask('/open/issues/9/duplicates')).toMatchObject({ status: 404 })
  })

  test('of a text are returned, and the text is not stored', async () => {
    const { body } = await ask('/open/duplicates', sent({ title: 'No tools', body: BODY }))
    expect(body.links).toMatchObject([
      { number: 1, reasons: expect.arrayContaining(['same failure (scope user:mcp_servers)']) },
    ])
    expect(await stored.store.countReports({ owner: 'acme', repo: 'open' })).toBe(4)
    expect(await ask('/open/duplicates', sent({ title: ' ' }))).toMatchObject({ status: 400 })
  })
})

test('feedback is empty without feedback events', async () => {
  expect(await ask('/open/feedback')).toEqual({ status: 200, body: { signatures: [] } })
})

describe('a private repository', () => {
  const PATHS = ['/clusters', '/clusters/1', '/issues/2/duplicates', '/feedback']

  test.each(PATHS)('returns %s to a caller who can read it', async (path) => {
    expect((await ask(`/secret${path}`, ANN)).status).toBe(200)
  })

  test.each(PATHS)('looks like a missing one to everybody else: %s', async (path) => {
    const nowhere = await ask(`/no-such${path}`)
    expect(nowhere.status).toBe(404)
    for (const authorization of ['Bearer of-bob', 'Bearer ', 'Basic b2YtYW5u', 'of-ann']) {
      expect(await ask(`/secret${path}`, { headers: { authorization } })).toEqual(nowhere)
    }
    expect(await ask(`/secret${path}`)).toEqual(nowhere)
  })
})
