import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createMemoryGitHub, type MemoryGitHub } from '../../../src/adapters/github/memory/memory-github.ts'
import type { NewIssue } from '../../../src/adapters/github/memory/memory-issues.ts'
import { type OpenedStore, openStore } from '../../../src/adapters/store/open.ts'
import { createInProcessAnalysis } from '../../../src/app/analysis/in-process.ts'
import { type BackfillDeps, backfillStep } from '../../../src/app/backfill/backfill.ts'
import type { BackfillLimits, BackfillProgress } from '../../../src/app/backfill/progress.ts'
import { clustersOf } from '../../../src/app/matching/clusters-of.ts'
import { createIndexCache } from '../../../src/app/matching/index-cache.ts'
import { toIndexedReport } from '../../../src/app/matching/stored-report.ts'
import type { IssueRef } from '../../../src/core/issue-ref.ts'
import { plainRules } from '../../../src/core/settings/plain-rules.ts'
import { openPack } from '../../../src/entrypoints/cli/pack.ts'

const pack = await openPack()
const ACME = { owner: 'acme', repo: 'desktop' }
const BODY = `The connectors show no tools in Cowork.

\`\`\`
2026-05-26T16:24:42.742Z [DEBUG] [claudeai-mcp] Missing user:mcp_servers scope (scopes=user:inference)
\`\`\`
`
const ALL: BackfillLimits = { createdSince: null, most: 1_000 }
const HOUR_MS = 60 * 60 * 1000
const START = 1_795_000_000_000

let opened: OpenedStore
let github: MemoryGitHub
let asked: (number | null)[]
let now = START

beforeEach(async () => {
  opened = await openStore({ path: ':memory:' })
  now = START
  github = createMemoryGitHub(() => now, 2)
  asked = []
})

afterEach(() => opened.store.close())

function file(issue: Partial<NewIssue> = {}): IssueRef {
  now += HOUR_MS
  return github.openIssue({ ...ACME, title: 'No connector tools', body: BODY, author: `reporter-${now}`, ...issue })
}

/** Runs one step as a new process would, sharing only the store with the previous step. */
function step(limits: BackfillLimits = ALL): Promise<BackfillProgress | 'absent'> {
  const listed: BackfillDeps['github'] = {
    ...github,
    async listIssues(query) {
      const page = await github.listIssues(query)
      asked.push(typeof page === 'string' ? null : page.issues.length)
      return page
    },
  }
  const { store } = opened
  const rules = plainRules(pack)
  return backfillStep(ACME, limits, {
    github: listed,
    store,
    indexes: createIndexCache(store),
    analysis: createInProcessAnalysis(pack),
    rules,
    clock: () => now,
  })
}

async function run(limits: BackfillLimits = ALL): Promise<BackfillProgress> {
  for (let steps = 0; steps < 100; steps += 1) {
    const progress = await step(limits)
    if (progress === 'absent') expect.fail('The repository exists.')
    if (progress.phase === 'done') return progress
  }
  return expect.fail('The backfill does not end.')
}

async function keptNumbers(): Promise<readonly number[]> {
  return (await opened.store.oldestReports(ACME, 1_000)).map(({ number }) => number)
}

describe('a backfill', () => {
  test('stores every issue that a person opened, newest first, and writes nothing to GitHub', async () => {
    for (let count = 0; count < 3; count += 1) file()
    file({ isPullRequest: true })
    file({ author: 'renovate[bot]' })
    const first = await step()
    expect(first).toMatchObject({ phase: 'list', newest: 5, oldest: 4, read: 0 })
    expect(await run()).toMatchObject({ read: 3, oldest: 1 })
    expect(await keptNumbers()).toEqual([1, 2, 3])
    expect(github.writes).toEqual([])
  })

  test('joins reports with the same cause, in any order', async () => {
    for (let count = 0; count < 5; count += 1) file()
    await run()
    expect((await clustersOf(ACME, opened.store)).list).toEqual([{ id: 1, members: [1, 2, 3, 4, 5] }])
  })

  test('stores no issue text and no secrets', async () => {
    const token = `ghp_${'A1b2C3d4E5f6'.repeat(3)}`
    file({ title: `Fails with ${token}`, body: `The token ${token} is refused.` })
    await run()
    expect(JSON.stringify(await opened.store.oldestReports(ACME, 10))).not.toContain('A1b2C3d4')
  })

  test('does not read issues older than the limit', async () => {
    for (let count = 0; count < 9; count += 1) file()
    await run({ createdSince: START + 7 * HOUR_MS, most: 1_000 })
    expect(await keptNumbers()).toEqual([7, 8, 9])
    expect(asked).toEqual([2, 2])
  })

  test('does not read more reports than the limit', async () => {
    for (let count = 0; count < 9; count += 1) file()
    await run({ createdSince: null, most: 3 })
    expect(await keptNumbers()).toEqual([7, 8, 9])
  })

  test('starts again if the limits have been widened', async () => {
    for (let count = 0; count < 9; count += 1) file()
    await run({ createdSince: null, most: 3 })
    await run()
    expect(await keptNumbers()).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9])
  })

  test('stores every issue once, even if issues are opened while it runs', async () => {
    for (let count = 0; count < 5; count += 1) file()
    await step()
    file()
    await run()
    await run()
    expect(await keptNumbers()).toEqual([1, 2, 3, 4, 5, 6])
  })

  test('continues after GitHub refuses a call', async () => {
    for (let count = 0; count < 5; count += 1) file()
    await step()
    github.refuseNext('listIssues', 429, { 'retry-after': '60' })
    await expect(step()).rejects.toMatchObject({ code: 'github-refused' })
    await run()
    expect(asked).toEqual([2, 2, 1])
  })

  test('returns `absent` for a repository that GitHub does not show', async () => {
    const gone: BackfillDeps['github'] = { ...github, listIssues: async () => 'absent' }
    const { store } = opened
    const analysis = createInProcessAnalysis(pack)
    const deps = { github: gone, store, indexes: createIndexCache(store), rules: plainRules(pack), analysis }
    expect(await backfillStep(ACME, ALL, { ...deps, clock: () => now })).toBe('absent')
    expect(await store.keptBackfill(ACME)).toBeNull()
  })
})

describe('a backfill that follows a finished one', () => {
  test('reads only the issues that have changed since then', async () => {
    for (let count = 0; count < 5; count += 1) file()
    now += HOUR_MS
    await run()
    asked = []
    github.as('person').close(file())
    expect(await run()).toMatchObject({ read: 1, matched: 1 })
    expect(asked).toEqual([1])
  })

  test('reads new issues even if the clock was one year ahead during the earlier backfill', async () => {
    file()
    now += 365 * 24 * HOUR_MS
    await run()
    now = START + 2 * HOUR_MS
    file()
    await run()
    expect(await keptNumbers()).toEqual([1, 2])
  })

  test('does not count against the rate limit if nothing has changed', async () => {
    file()
    now += HOUR_MS
    await run()
    await run()
    asked = []
    await run()
    expect(asked).toEqual([null])
  })

  test('updates the state of a closed report, and keeps its digest', async () => {
    const ref = file()
    await run()
    const [before] = await opened.store.reportsNumbered(ACME, [1])
    const richer = { ...toIndexedReport(before as never).digest, cites: ['#99'] }
    await opened.store.keepReports(ACME, [{ ...(before as never as object), digest: JSON.stringify(richer) } as never])
    now += HOUR_MS
    github.as('person').close(ref)
    await run()
    const [after] = await opened.store.reportsNumbered(ACME, [1])
    expect(after).toMatchObject({ open: false, closedAs: 'completed' })
    expect(toIndexedReport(after as never).digest.cites).toEqual(['#99'])
  })
})

describe('issue templates', () => {
  const form =
    'body:\n  - type: textarea\n    attributes:\n      label: Which quaint telescope do you observe through\n'

  test('are read from the repository and stored redacted', async () => {
    github.writeFile(ACME, '.github/ISSUE_TEMPLATE/bug.yml', form)
    github.writeFile(ACME, '.github/ISSUE_TEMPLATE/config.yml', 'blank_issues_enabled: false\n')
    file()
    await run()
    expect(await opened.store.templatesOf(ACME)).toEqual([form])
  })

  test("are read from the owner's `.github` repository if the repository has none", async () => {
    github.writeFile({ ...ACME, repo: '.github' }, '.github/ISSUE_TEMPLATE/bug.md', '# Steps to reproduce')
    file()
    await run()
    expect(await opened.store.templatesOf(ACME)).toEqual(['# Steps to reproduce'])
  })
})
