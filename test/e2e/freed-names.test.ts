/** Tests a repository name that was freed and then taken by somebody else, using pages, the API, MCP and comments. */
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client'
import { beforeEach, describe, expect, test } from 'vitest'
import { createIndexCache } from '../../src/app/matching/index-cache.ts'
import type { IssueRef, RepositoryRef } from '../../src/core/issue-ref.ts'
import { openPack } from '../../src/entrypoints/cli/pack.ts'
import { createRepositoryAccess } from '../../src/entrypoints/web/access/repository-access.ts'
import { webApp } from '../entrypoints/web/test-app.ts'
import { about, type MadeUpBot, openMadeUpBot } from '../support/made-up-bot.ts'

const DESKTOP = { owner: 'acme', repo: 'desktop' }
const STUDIO = { owner: 'acme', repo: 'studio' }
const BODY = `The connectors show no tools in Cowork, version 1.2.3.

\`\`\`
2026-05-26T16:24:42.742Z [DEBUG] [claudeai-mcp] Missing user:mcp_servers scope (scopes=user:inference)
\`\`\`
`
/** A word in every issue title in the private repository. */
const SECRET = 'Nightjar'
const MINUTES = 60_000

const pack = await openPack()
let bot: MadeUpBot
/** The private repository's id on GitHub. */
let id: number

beforeEach(async () => {
  bot = await openMadeUpBot(pack)
  bot.github.makePrivate(DESKTOP)
  bot.configure(DESKTOP, 'duplicates: { canonical-comment: true, across-repositories: true }')
  for (const title of [`No tools in ${SECRET}`, `${SECRET} has no tools`]) await file(title, DESKTOP)
  id = (await bot.github.readRepository(DESKTOP))?.id ?? 0
  return () => bot.store.close()
})

async function file(title: string, repository: RepositoryRef): Promise<IssueRef> {
  bot.wait(30 * 60 * MINUTES)
  return bot.open({ ...repository, title, body: BODY, author: `reporter-${bot.now()}` })
}

/**
 * Creates the bot's website. The App is installed everywhere. Ann may read every repository, Bob only the public ones.
 * Access is cached for a few minutes.
 */
function site() {
  const called = async (owner: string, repo: string) => {
    const seen = await bot.github.readRepository({ owner, repo })
    return seen?.owner === owner && seen.repo === repo ? seen : null
  }
  const readableId = async (token: string, owner: string, repo: string) => {
    const seen = await called(owner, repo)
    return seen !== null && (token === 'of-ann' || seen.isPublic) ? seen.id : null
  }
  const access = createRepositoryAccess({ findRepository: called, readableId }, { clock: bot.now, store: bot.store })
  const repositories = { access, store: bot.store, indexes: createIndexCache(bot.store.as([])) }
  // Each request uses a new IP address block, so that no rate limit applies.
  let asked = 0
  const blockOf = () => String(++asked)
  return webApp({ clock: bot.now, repositories, blockOf })
}

type Site = ReturnType<typeof site>

const TOKENS = [null, 'of-ann', 'of-bob'] as const

function headersOf(token: string | null): Record<string, string> {
  return token === null ? {} : { authorization: `Bearer ${token}` }
}

/** Returns the lines on the site that contain the private repository's secret word, as shown to any of these users. */
async function secretsOf(app: Site, repository: RepositoryRef, tokens: readonly (string | null)[] = TOKENS) {
  const lines = (await everythingOn(app, repository, tokens)).split('\n')
  return lines.filter((line) => line.includes(SECRET)).map((line) => line.slice(0, 200))
}

/** Returns everything that the site shows about a repository, as one text. */
async function everythingOn(app: Site, { owner, repo }: RepositoryRef, tokens: readonly (string | null)[] = TOKENS) {
  const name = `${owner}/${repo}`
  const texts: string[] = []
  const api = `/api/v1/repositories/${name}`
  const paths = [
    '/',
    `/${name}`,
    `/${name}/clusters/1`,
    `/${name}/issues/1`,
    `/${name}/issues/2`,
    `${api}/clusters`,
    `${api}/clusters/1`,
    `${api}/issues/2/duplicates`,
    `${api}/feedback`,
    '/signatures/missing-scope',
  ]
  for (const token of tokens) {
    const headers = headersOf(token)
    for (const path of paths) texts.push(await (await app.request(path, { headers })).text())
    const body = JSON.stringify({ title: 'No tools', body: BODY })
    texts.push(await (await app.request(`${api}/duplicates`, { method: 'POST', headers, body })).text())
    texts.push(await callTool(app, token, ['clusters', { repository: name }]))
    texts.push(await callTool(app, token, ['find_duplicates', { repository: name, number: 2 }]))
    texts.push(await callTool(app, token, ['find_duplicates', { repository: name, title: 'No tools', body: BODY }]))
  }
  return texts.join('\n')
}

async function callTool(
  app: Site,
  token: string | null,
  [name, input]: readonly [string, Record<string, unknown>],
): Promise<string> {
  const fetch = (input: string | URL | Request, init?: RequestInit) => Promise.resolve(app.request(String(input), init))
  const client = new Client({ name: 'test', version: '1' })
  const requestInit = { headers: headersOf(token) }
  await client.connect(new StreamableHTTPClientTransport(new URL('http://localhost/mcp'), { fetch, requestInit }))
  const answer = await client.callTool({ name, arguments: input })
  await client.close()
  return JSON.stringify(answer)
}

test('a private repository is shown only to its readers', async () => {
  expect(await secretsOf(site(), DESKTOP, ['of-ann'])).not.toEqual([])
  expect(await secretsOf(site(), DESKTOP, [null, 'of-bob'])).toEqual([])
})

describe('a private repository that was renamed without a webhook, and whose old name another user took', () => {
  let app: Site

  beforeEach(async () => {
    app = site()
    await everythingOn(app, DESKTOP)
    bot.github.renameRepository(DESKTOP, STUDIO)
    bot.github.createRepository(DESKTOP)
    bot.wait(5 * MINUTES)
  })

  test('is not shown to anybody under its old name', async () => {
    expect(await secretsOf(app, DESKTOP)).toEqual([])
    const notFound = await (await app.request('/acme/no-such')).text()
    for (const path of ['', '/clusters/1', '/issues/1']) {
      const answer = await app.request(`/acme/desktop${path}`, { headers: headersOf('of-ann') })
      expect([answer.status, await answer.text()]).toEqual([404, notFound])
    }
    expect(await (await app.request('/signatures/missing-scope')).text()).not.toMatch(/Asserted on [1-9]/)
  })

  test('is shown to its readers under its new name', async () => {
    expect(await secretsOf(app, STUDIO, ['of-ann'])).not.toEqual([])
    expect(await secretsOf(app, STUDIO, [null, 'of-bob'])).toEqual([])
    expect(await secretsOf(app, DESKTOP)).toEqual([])
  })

  test('is not mentioned in the new repository with that name, which starts without data', async () => {
    const ref = await file('Cowork has no tools here either', DESKTOP)
    for (const command of ['/triage duplicates', '/triage cluster']) await bot.say(ref, command)
    expect(await bot.commentOn(ref)).toContain('This is the only known report of this cause.')
    expect(await bot.commentOn(ref)).not.toContain(SECRET)
    expect(await secretsOf(app, DESKTOP)).toEqual([])
    const counted = await (await app.request('/signatures/missing-scope')).text()
    expect(counted).toContain('Asserted on 1 issues in public repositories')
  })

  test('has its data again from the first event under its new name', async () => {
    const ref = await file('Tools are missing', STUDIO)
    expect(await bot.commentOn(ref)).toContain(SECRET)
    expect(await secretsOf(app, DESKTOP)).toEqual([])
  })

  test("has late deliveries under its old name ignored, and nothing is written to the new owner's issues", async () => {
    const theirs = bot.github.openIssue({ ...DESKTOP, title: 'Mine', body: BODY })
    bot.github.openIssue({ ...DESKTOP, title: 'Mine, too', body: BODY })
    const before = [...bot.github.writes]
    for (const number of [1, 2, 3]) {
      await bot.hear('issues', { action: 'edited', ...about({ ...DESKTOP, number }, id) })
      await bot.hear('issues', { action: 'closed', ...about({ ...DESKTOP, number }, id) })
    }
    expect(bot.github.writes).toEqual(before)
    expect(await bot.commentOn(theirs)).toBe('')
  })

  test('has late deliveries processed under its new name once the rename webhook has arrived', async () => {
    await bot.hear('repository', {
      action: 'renamed',
      repository: { id, name: STUDIO.repo, owner: { login: STUDIO.owner, id: 8_100_010 } },
    })
    bot.github.as('person').edit({ ...STUDIO, number: 2 }, { body: 'The palette is purple.' })
    await bot.hear('issues', { action: 'edited', ...about({ ...DESKTOP, number: 2 }, id) })
    expect((await bot.store.decisions({ ...STUDIO, number: 2 })).at(-1)).toMatchObject({ decision: 'silent' })
  })

  test("leaves the new owner's data alone when it is deleted", async () => {
    const ref = await file('Cowork has no tools here either', DESKTOP)
    const repository = { id, name: 'desktop', owner: { login: 'acme' } }
    await bot.hear('repository', { action: 'deleted', repository })
    expect(await bot.store.repositoryNumbered(id)).toBeNull()
    expect(await bot.store.decisions(ref)).toHaveLength(1)
  })
})

test('a reader of the current repository is not shown the previous repository with that name', async () => {
  const app = site()
  await everythingOn(app, DESKTOP, [null, 'of-ann'])
  bot.github.renameRepository(DESKTOP, STUDIO)
  bot.github.createRepository(DESKTOP)
  expect(await secretsOf(app, DESKTOP, [null, 'of-bob'])).toEqual([])
})

test('a reader of the previous repository is not shown the current repository with that name', async () => {
  const app = site()
  await everythingOn(app, DESKTOP, ['of-ann'])
  bot.github.renameRepository(DESKTOP, STUDIO)
  bot.github.createRepository(DESKTOP)
  bot.github.makePrivate(DESKTOP)
  const now = bot.now()
  for (const title of ['Kestrel has no tools', 'No tools in Kestrel']) await file(title, DESKTOP)
  bot.wait(now - bot.now())
  expect(await everythingOn(app, DESKTOP, ['of-ann'])).not.toContain('Kestrel')
})

describe('a private repository that was deleted and created again as public', () => {
  test('shows none of its earlier data', async () => {
    const app = site()
    await everythingOn(app, DESKTOP)
    bot.github.removeRepository(DESKTOP)
    bot.github.createRepository(DESKTOP)
    bot.wait(5 * MINUTES)
    expect(await secretsOf(app, DESKTOP)).toEqual([])
    await file('Cowork has no tools', DESKTOP)
    expect(await secretsOf(app, DESKTOP)).toEqual([])
  })
})

describe('a renamed account', () => {
  const THERE = { owner: 'initech', repo: 'desktop' }

  test('has its repositories under the new login, and the new owner of the old login does not see them', async () => {
    bot.github.renameRepository(DESKTOP, THERE)
    const account = { id: 8_100_010, login: 'initech' }
    await bot.hear('installation_target', { action: 'renamed', account, changes: { login: { from: 'acme' } } })
    expect(await bot.store.identify(THERE)).toMatchObject({ id })
    bot.github.createRepository(DESKTOP)
    const app = site()
    expect(await secretsOf(app, THERE, ['of-ann'])).not.toEqual([])
    expect(await secretsOf(app, DESKTOP)).toEqual([])
  })
})

describe("a repository that counts its neighbours' reports", () => {
  test('does not count the reports of a neighbour that has lost its name', async () => {
    const cli = { owner: 'acme', repo: 'cli' }
    bot.github.renameRepository(DESKTOP, STUDIO)
    bot.github.createRepository(DESKTOP)
    bot.configure(cli, 'duplicates: { across-repositories: true }')
    await file('No tools', cli)
    const ref = await file('No tools at all', cli)
    await bot.say(ref, '/triage cluster')
    expect(await bot.commentOn(ref)).not.toMatch(/Elsewhere|desktop|studio/)
    expect(await secretsOf(site(), cli)).toEqual([])
    expect((await everythingOn(site(), cli)).match(/acme.(?:desktop|studio)/g)).toBeNull()
  })
})
