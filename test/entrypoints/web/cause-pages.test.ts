/** Causes of several repositories: who takes part, and that what is private never feeds what is public. */
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { createRepositoryAccess } from '../../../src/entrypoints/web/access/repository-access.ts'
import { seenAs } from '../../support/seen-repository.ts'
import { BODY, numbered, openKeptReports } from './stored-reports.ts'
import { webApp } from './test-app.ts'

/** `secret` has the earliest reports, so it would show in every figure that it feeds. */
const stored = await openKeptReports([
  ...numbered('secret', [1, 2]),
  ...numbered('app', [1, 2]),
  { ref: { owner: 'acme', repo: 'sdk', number: 1 }, body: BODY },
  { ref: { owner: 'initech', repo: 'server', number: 1 }, body: BODY },
  ...numbered('shy', [1]),
])
const { store, indexes } = stored
afterAll(() => store.close())

const DAY = 24 * 60 * 60 * 1000
const START = Date.UTC(2026, 4, 1)
let isPrivate: Set<string>

const keep = (owner: string, repo: string, causes: object) =>
  store.keepSettings(
    { owner, repo },
    { source: 'repository', textHash: null, settings: JSON.stringify({ causes }), problems: [], checkedAt: 1 },
  )

beforeEach(async () => {
  isPrivate = new Set(['secret'])
  await keep('acme', 'secret', { public: true, role: 'provider' })
  await keep('acme', 'app', { public: true, role: 'client' })
  await keep('acme', 'sdk', { public: true, role: 'sdk' })
  await keep('initech', 'server', { public: true, role: 'server' })
  await keep('acme', 'shy', { public: false })
})

interface Visit {
  readonly signedInOnly?: boolean
  /** Owner and repository that somebody else has now. */
  readonly taken?: string
}

/** Visits as a person who cannot read `secret`, at a time at which nothing is cached. */
async function get(path: string, { signedInOnly = false, taken }: Visit = {}) {
  const github = {
    findRepository: async (owner: string, repo: string) => {
      const seen = seenAs(owner, repo, !isPrivate.has(repo))
      return repo === taken ? { ...seen, id: 4711 } : seen
    },
    readableId: async () => null,
  }
  const access = createRepositoryAccess(github, { clock: () => stored.now, store: stored.store, signedInOnly })
  const app = webApp({ clock: () => stored.now, repositories: { access, store, indexes } })
  const response = await app.request(`https://bot.example${path}`)
  return { status: response.status, headers: response.headers, text: await response.text() }
}

const repositoriesIn = async (path: string, visit: Visit = {}) => {
  const { causes } = JSON.parse((await get(path, visit)).text)
  return causes.map((it: { repositories: { repository: { owner: string; repo: string } }[] }) =>
    it.repositories.map(({ repository }) => `${repository.owner}/${repository.repo}`),
  )
}

describe('the causes of public repositories that chose to be listed', () => {
  test('are one entry with the role of each repository', async () => {
    const { causes } = JSON.parse((await get('/causes.json')).text)
    expect(causes).toMatchObject([
      {
        cause: 'missing-scope',
        reports: 4,
        firstSeen: new Date(START + 2 * DAY).toISOString(),
        repositories: [
          { repository: { owner: 'acme', repo: 'app' }, role: 'client', reports: 2, fix: null },
          { repository: { owner: 'acme', repo: 'sdk' }, role: 'sdk', reports: 1 },
          { repository: { owner: 'initech', repo: 'server' }, role: 'server', reports: 1 },
        ],
      },
    ])
  })

  test('are a page and a feed', async () => {
    expect((await get('/causes')).text).toMatch(/acme\/sdk<\/a>[\s\S]*<td data-label="Role">sdk<\/td>/)
    const { headers, text } = await get('/causes.atom')
    expect(headers.get('content-type')).toBe('application/atom+xml; charset=utf-8')
    expect(text).toContain('<title>missing-scope: in 3 repositories</title>')
    expect(text).toContain('acme/app (client), acme/sdk (sdk), initech/server (server)')
  })

  test.each(['/causes', '/causes.json', '/causes.atom', '/causes/acme', '/causes/acme.json', '/causes/acme.atom'])(
    'name no person and quote no report at %s',
    async (path) => {
      const { status, text } = await get(path)
      expect(status).toBe(200)
      expect(text).toContain('missing-scope')
      for (const words of ['reporter-', 'No tools in Cowork', 'mcp_servers', 'user:inference']) {
        expect(text).not.toContain(words)
      }
    },
  )
})

describe('a private repository', () => {
  test.each(['/causes', '/causes.json', '/causes.atom', '/causes/acme', '/causes/acme.json', '/causes/acme.atom'])(
    'that chose to be listed is in nothing at %s',
    async (path) => {
      const { text } = await get(path)
      expect(text).not.toContain('secret')
      expect(text).not.toContain('provider')
    },
  )

  test('changes no count and no time of what the public sees', async () => {
    const withIt = await get('/causes.json')
    await keep('acme', 'secret', { public: false })
    expect((await get('/causes.json')).text).toBe(withIt.text)
    expect(withIt.text).not.toContain(new Date(START).toISOString())
  })

  test('and one public repository are no entry', async () => {
    isPrivate = new Set(['secret', 'sdk', 'server'])
    expect(await repositoriesIn('/causes.json')).toEqual([])
  })

  test('that was public before is gone at once from what was listed', async () => {
    expect((await get('/causes')).text).toContain('acme/sdk')
    isPrivate.add('sdk')
    expect((await get('/causes')).text).not.toContain('acme/sdk')
  })

  test('of an owner whose other repositories are private too is not found', async () => {
    isPrivate = new Set(['secret', 'app', 'sdk', 'shy'])
    expect([(await get('/causes/acme')).status, (await get('/causes/nobody')).status]).toEqual([404, 404])
  })
})

describe('a public repository', () => {
  test('is not listed unless its settings say so', async () => {
    expect((await get('/causes.json')).text).not.toContain('shy')
    await store.keepSettings(
      { owner: 'acme', repo: 'app' },
      { source: 'none', textHash: null, settings: null, problems: [], checkedAt: 1 },
    )
    expect(await repositoriesIn('/causes.json')).toEqual([['acme/sdk', 'initech/server']])
  })

  test('is not listed under a name that somebody else has now', async () => {
    expect(await repositoriesIn('/causes.json', { taken: 'app' })).toEqual([['acme/sdk', 'initech/server']])
  })

  test('is not listed for everybody if only signed-in people may see pages', async () => {
    expect(await repositoriesIn('/causes.json', { signedInOnly: true })).toEqual([])
  })

  test('is listed among those of its owner without a choice', async () => {
    expect(await repositoriesIn('/causes/acme.json')).toEqual([['acme/app', 'acme/sdk', 'acme/shy']])
  })
})
