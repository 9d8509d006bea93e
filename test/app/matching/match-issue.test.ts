import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createMemoryGitHub, type MemoryGitHub } from '../../../src/adapters/github/memory/memory-github.ts'
import { type OpenedStore, openStore } from '../../../src/adapters/store/open.ts'
import type { Store } from '../../../src/adapters/store/store.ts'
import { createInProcessAnalysis } from '../../../src/app/analysis/in-process.ts'
import { clustersOf } from '../../../src/app/matching/clusters-of.ts'
import { createIndexCache, type IndexCache } from '../../../src/app/matching/index-cache.ts'
import { matchIssue } from '../../../src/app/matching/match-issue.ts'
import type { FeedbackEvent } from '../../../src/core/feedback/feedback-event.ts'
import type { IssueRef } from '../../../src/core/issue-ref.ts'
import { DEFAULT_REPOSITORY_SETTINGS } from '../../../src/core/settings/default-settings.ts'
import { openPack } from '../../../src/entrypoints/cli/pack.ts'
import { forget } from '../../adapters/store/places.ts'

const ACME = { owner: 'acme', repo: 'desktop' }
const BODY = `The connectors show no tools in Cowork.

\`\`\`
2026-05-26T16:24:42.742Z [DEBUG] [claudeai-mcp] Missing user:mcp_servers scope (scopes=user:inference)
\`\`\`
`
const OTHER_BODY = BODY.replaceAll('user:mcp_servers', 'user:files')

const pack = await openPack()
let opened: OpenedStore
let github: MemoryGitHub
let indexes: IndexCache
let now = 0

beforeEach(async () => {
  opened = await openStore({ path: ':memory:' })
  now = 1_795_000_000_000
  github = createMemoryGitHub(() => now)
  indexes = createIndexCache(opened.store)
})

afterEach(() => opened.store.close())

function file(title: string, body: string = BODY): IssueRef {
  now += 3_600_000 * 5
  return github.openIssue({ ...ACME, title, body, author: `reporter-${now}` })
}

/** Returns the links that a comment on the issue would show. */
async function linksOn(ref: IssueRef, duplicates = DEFAULT_REPOSITORY_SETTINGS.duplicates) {
  const facts = await github.readIssue(ref)
  if (typeof facts === 'string') throw new Error(facts)
  const { title, body } = facts
  const issue = { title, body, attachments: [] }
  const { triage, digest } = await createInProcessAnalysis(pack).run('triage', { issue, files: [], rules: null })
  const { diagnosis } = triage
  const deps = { github, store: opened.store, indexes, pack, clock: () => now }
  return (await matchIssue(ref, { diagnosis, digest, facts, settings: { duplicates } }, deps)).links
}

const numbersOn = async (...given: Parameters<typeof linksOn>) => (await linksOn(...given)).map(({ number }) => number)

async function say(kind: FeedbackEvent['kind'], ref: IssueRef, other: IssueRef): Promise<void> {
  const nothing = { signature: null, step: null, detail: null }
  const by = { who: 'keeper', rights: 'maintainer', origin: 'command', at: ++now } as const
  await opened.store.recordFeedback({ id: `feedbackEvent ${now}`, ref, kind, other, ...nothing, ...by })
}

/** Counts the reports that are read with their digests, and forbids reading all of a repository's matches. */
function watchStore(): () => number {
  let digests = 0
  const { store } = opened
  const watched: Pick<Store, 'reportsNumbered' | 'pairsIn'> = {
    async reportsNumbered(repository, numbers) {
      const found = await store.reportsNumbered(repository, numbers)
      digests += found.length
      return found
    },
    pairsIn: () => Promise.reject(new Error('All matches of the repository were read.')),
  }
  opened = { ...opened, store: { ...store, ...watched } }
  return () => digests
}

describe('matching an issue', () => {
  test('in a large cluster reads only the digests of its matches, and only the matches of its cluster', async () => {
    for (let number = 1; number <= 30; number++) await linksOn(file('Cowork: connectors have no tools'))
    const digests = watchStore()
    const duplicates = { ...DEFAULT_REPOSITORY_SETTINGS.duplicates, 'canonical-comment': true }
    expect(await numbersOn(file('Cowork: connectors have no tools'), duplicates)).toEqual([1])
    expect(digests()).toBeLessThan(15)
  })

  test("links to the earlier report with the same cause, with the reasons and both reports' lines", async () => {
    const first = file('No connector tools in Cowork')
    const second = file('Cowork: connectors have no tools')
    expect(await linksOn(first)).toEqual([])
    const [link] = await linksOn(second)
    expect(link).toMatchObject({ number: 1, title: 'No connector tools in Cowork', fixedAt: null })
    expect(link?.reasons).toEqual(expect.arrayContaining(['same line', 'same failure (scope user:mcp_servers)']))
    expect(link?.line?.there).toContain('Missing user:mcp_servers scope')
  })

  test('names the version of the earlier report unless it is one of another product', async () => {
    const words = BODY.replace(' in Cowork', ' after the update of this morning; a second login changed nothing')
    const on = (environment: string) => file('The connectors show no tools', `${environment}\n\n${words}`)
    await linksOn(on('Claude Code version: 2.1.100'))
    const versionFor = async (environment: string) => (await linksOn(on(environment)))[0]?.version
    expect(await versionFor('Claude Code version: 2.1.99')).toBe('2.1.100')
    expect(await versionFor('It worked before.')).toBe('2.1.100')
    expect(await versionFor('Codex CLI version: 0.120.0')).toBeNull()
  })

  test('does not link to a later report when an issue is triaged again', async () => {
    const first = file('No connector tools in Cowork')
    await linksOn(file('Cowork: connectors have no tools'))
    expect(await numbersOn(first)).toEqual([])
  })

  test('does not link to a report about a different scope', async () => {
    await linksOn(file('No connector tools in Cowork', OTHER_BODY))
    expect(await numbersOn(file('Cowork: connectors have no tools'))).toEqual([])
  })

  test('links to the canonical report, not to its duplicates', async () => {
    const [first, second, third] = [file('No connector tools in Cowork'), file('Cowork has no tools'), file('No tools')]
    for (const ref of [first, second]) await linksOn(ref)
    expect(await numbersOn(third)).toEqual([1])
  })

  test('links to the canonical report that a maintainer chose', async () => {
    const [first, second] = [file('No connector tools in Cowork'), file('Cowork has no tools')]
    for (const ref of [first, second]) await linksOn(ref)
    await say('canonical', first, second)
    expect(await numbersOn(file('No tools'))).toEqual([2])
  })

  test('does not repeat a link that a maintainer rejected', async () => {
    const [first, second] = [file('No connector tools in Cowork'), file('Cowork has no tools')]
    await linksOn(first)
    await linksOn(second)
    await say('not-duplicate', second, first)
    expect(await numbersOn(second)).toEqual([])
    expect((await clustersOf(ACME, opened.store)).list).toEqual([])
  })

  test('does not link to a rejected report through a third report of its cluster', async () => {
    const first = file('No connector tools in Cowork')
    const second = file('Cowork has no tools')
    const third = file('Cowork: connectors have no tools')
    await linksOn(first)
    await linksOn(second)
    await say('duplicate-of', second, first)
    expect(await numbersOn(third)).toEqual([1])
    await say('not-duplicate', third, first)
    expect(await numbersOn(third)).not.toContain(1)
  })

  test('links to reports that feedback keeps apart only from other reports', async () => {
    const first = file('No connector tools in Cowork')
    const second = file('Cowork has no tools')
    const third = file('Cowork: connectors have no tools')
    await linksOn(first)
    await linksOn(second)
    await say('not-duplicate', second, first)
    expect(await numbersOn(third)).toContain(1)
  })

  test("returns a completed report's closing time, and does not link to a report closed as not planned", async () => {
    const first = file('No connector tools in Cowork')
    await linksOn(first)
    github.as('person').close(first, 'completed')
    const second = file('Cowork has no tools')
    expect(await linksOn(second)).toMatchObject([{ number: 1, fixedAt: expect.any(Number) }])
    github.as('person').reopen(first)
    github.as('person').close(first, 'not_planned')
    expect(await numbersOn(second)).toEqual([])
  })

  test('leaves out an issue that has since been deleted, and deletes its stored report', async () => {
    const first = file('No connector tools in Cowork')
    await linksOn(first)
    github.as('person').delete(first)
    expect(await numbersOn(file('Cowork has no tools'))).toEqual([])
    expect(await opened.store.reportsNumbered(ACME, [1])).toEqual([])
  })

  test('does not link an issue to itself, even if it cites itself and copies another report', async () => {
    await linksOn(file('No connector tools in Cowork'))
    const pasted = file('[BUG]', `See #2 and acme/desktop#2.\n\n${BODY}`)
    expect(await numbersOn(pasted)).not.toContain(2)
    expect(await opened.store.countReports(ACME)).toBe(2)
  })

  test("matches nothing and stores nothing if the repository's settings disable duplicates", async () => {
    await linksOn(file('No connector tools in Cowork'))
    const off = { ...DEFAULT_REPOSITORY_SETTINGS.duplicates, enabled: false }
    expect(await linksOn(file('Cowork has no tools'), off)).toEqual([])
    expect(await opened.store.countReports(ACME)).toBe(1)
  })

  test('includes reports that another process stored, and drops the reports of a deleted repository', async () => {
    await linksOn(file('No connector tools in Cowork'))
    const theirs = createIndexCache(opened.store)
    expect((await theirs.indexOf(ACME)).size).toBe(1)
    await linksOn(file('Cowork has no tools'))
    expect((await theirs.indexOf(ACME)).size).toBe(2)
    await forget(opened.store, { owner: 'acme', repo: 'desktop' })
    expect((await theirs.indexOf(ACME)).size).toBe(0)
  })

  test('drops the least recently used index when the limit is exceeded', async () => {
    await linksOn(file('No connector tools in Cowork'))
    const small = createIndexCache(opened.store, { most: 1 })
    const before = await small.indexOf(ACME)
    expect(await small.indexOf(ACME)).toBe(before)
    const [kept] = await opened.store.oldestReports(ACME, 1)
    await opened.store.keepReports({ ...ACME, repo: 'other' }, kept === undefined ? [] : [kept])
    await small.indexOf({ ...ACME, repo: 'other' })
    expect(await small.held()).toEqual({ repositories: 1, reports: 1 })
    expect(await small.indexOf(ACME)).not.toBe(before)
  })
})
