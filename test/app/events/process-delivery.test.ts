import { pino } from 'pino'
import { beforeEach, describe, expect, test } from 'vitest'
import { createMemoryGitHub, type MemoryGitHub } from '../../../src/adapters/github/memory/memory-github.ts'
import { type Delivery, KEEP_DONE_MS } from '../../../src/adapters/queue/queue.ts'
import type { SavedIndexes } from '../../../src/adapters/saved-indexes/saved-indexes.ts'
import { type OpenedStore, openStore } from '../../../src/adapters/store/open.ts'
import type { Store } from '../../../src/adapters/store/store.ts'
import { createInProcessAnalysis } from '../../../src/app/analysis/in-process.ts'
import { firstBackfillPage } from '../../../src/app/events/handlers/backfill.ts'
import { processDelivery } from '../../../src/app/events/process-delivery.ts'
import { createIndexCache } from '../../../src/app/matching/index-cache.ts'
import { createRulesCache, type RulesCache } from '../../../src/app/settings-loader/rules-cache.ts'
import { toDelivery } from '../../../src/app/webhooks/events.ts'
import type { IssueRef } from '../../../src/core/issue-ref.ts'
import { compileInProcess } from '../../../src/core/settings/rule-compiler.ts'
import type { Pack } from '../../../src/core/signatures/pack.ts'
import { twoSignaturePack } from '../../support/packs.ts'
import { loadWebhook } from '../../support/webhooks.ts'

const pack: Pack = twoSignaturePack()
let github: MemoryGitHub
let opened: OpenedStore
let logged: string
let problems: (readonly string[])[]
let rulesCache: RulesCache

beforeEach(async () => {
  removed.length = 0
  github = createMemoryGitHub()
  opened = await openStore({ path: ':memory:' })
  logged = ''
  problems = []
  rulesCache = createRulesCache({
    compiler: compileInProcess(pack, false),
    store: opened.store.as([]),
    clock: () => 2000,
    mayLoosen: false,
    onProblems: (_, found) => void problems.push(found),
  })
  return () => opened.store.close()
})

function delivery(name: string, payload: unknown, id = 'guid-1'): Delivery {
  const made = toDelivery({ id, name, payload }, 1000)
  if (made === null) throw new Error('The bot ignores this webhook.')
  return made
}

function openedWebhook(ref: IssueRef) {
  const payload = loadWebhook('issues.opened')
  payload.issue.number = ref.number
  return delivery('issues', payload)
}

/** Ids of the repositories whose saved indexes were removed. */
const removed: number[] = []
const savedIndexes: SavedIndexes = {
  repositories: () => [],
  open: async () => null,
  save: async () => false,
  remove: (repository) => void removed.push(repository),
  removeUnfinished: () => undefined,
}

function process(taken: Delivery, githubFor: () => Promise<MemoryGitHub> = async () => github): Promise<void> {
  const write = (line: string) => {
    logged += line
  }
  const { store, queue } = opened
  const clock = () => 2000
  const log = pino({}, { write })
  const deps = {
    store: store.as([]),
    queue,
    pack,
    clock,
    log,
    rules: rulesCache,
    analysis: createInProcessAnalysis(pack),
    isStopped: false,
    backfillLimit: 100,
    site: 'https://github.com',
    readerFor: () => Promise.reject(new Error('The test has no reader.')),
    indexes: createIndexCache(store.as([]), { saved: savedIndexes }),
    githubFor,
    fetchLogs: async () => ({}),
  }
  return processDelivery({ ...taken, attempt: 1, suspicion: 0 }, deps)
}

const badge = (body = 'lost-badge found') =>
  github.openIssue({ owner: 'acme', repo: 'gateway', title: 'It fails', body })

test('a suppressed write is logged with its reason', async () => {
  const ref = badge()
  await opened.store.setStopped('a flood', 1000)
  const id = github.as('person').comment(ref, '/triage help', 'reporter')
  const payload = { ...loadWebhook('issue_comment.created'), comment: { id } }
  payload.issue.number = ref.number
  await process(delivery('issue_comment', payload))
  expect(logged).toContain('"what":"react on acme/gateway#1","why":"stopped by the operator","msg":"suppressed"')
})

test('each page of a backfill logs how far it is', async () => {
  badge()
  badge()
  const { id } = (await github.readRepository({ owner: 'acme', repo: 'gateway' })) ?? { id: null }
  const repository = { id, owner: 'acme', repo: 'gateway' }
  await process(firstBackfillPage({ installation: 1, repository }, 'guid-1', 1000))
  expect(JSON.parse(logged)).toMatchObject({
    ...{ msg: 'backfill', repository: 'acme/gateway', phase: 'match', read: 2, percent: 50 },
  })
})

describe('a delivery about an issue', () => {
  test('writes the comment and records the decision', async () => {
    const ref = badge()
    await process(openedWebhook(ref))
    expect(await github.listComments(ref)).toHaveLength(1)
    expect(await opened.store.decisions(ref)).toMatchObject([
      { delivery: 'guid-1', decision: 'assert', signature: 'lost-badge', at: 2000 },
    ])
  })

  test("is logged with the decision, but without the issue's text", async () => {
    await process(openedWebhook(badge('lost-badge found, hunter2')))
    expect(JSON.parse(logged)).toMatchObject({
      delivery: 'guid-1',
      issue: 'acme/gateway#1',
      decision: 'assert',
      signature: 'lost-badge',
    })
    expect(logged).not.toContain('hunter2')
  })

  test('for an issue that was deleted is logged as left alone', async () => {
    const ref = badge()
    github.as('person').delete(ref)
    await process(openedWebhook(ref))
    expect(JSON.parse(logged)).toMatchObject({ leftAlone: 'deleted' })
  })

  test.each([
    ['permanently', 403, {}, { permanent: true }],
    ['temporarily', 502, {}, { permanent: false, retryAfterMs: null }],
    ['and says how long to wait', 429, { 'retry-after': '90' }, { permanent: false, retryAfterMs: 90_000 }],
  ])('fails with details for the queue if GitHub refuses %s', async (_, status, headers, marks) => {
    const ref = badge()
    github.refuseNext('createComment', status, headers)
    await expect(process(openedWebhook(ref))).rejects.toMatchObject({ code: 'github-refused', ...marks })
  })

  test('fails temporarily if the error is not from GitHub', async () => {
    const ownCommentId = () => Promise.reject(new Error('disk full'))
    const failing: Store = { ...opened.store, ownCommentId, as: () => failing }
    opened = { ...opened, store: failing }
    await expect(process(openedWebhook(badge()))).rejects.toMatchObject({ message: 'disk full', permanent: false })
  })
})

describe('a push to the default branch', () => {
  const repository = { owner: 'acme', repo: 'gateway' }
  const push = (path: string, changes = {}) => {
    const named = { id: 730_000_001, name: 'gateway', owner: { login: 'acme' }, default_branch: 'main' }
    const commits = [{ added: [], modified: [path], removed: [] }]
    return { installation: { id: 1001 }, repository: named, ref: 'refs/heads/main', commits, ...changes }
  }
  const SETTINGS = '.github/auth-triage.yml'

  test('that changes the settings puts the new ones in force for the next issue', async () => {
    await process(openedWebhook(badge()))
    github.writeFile(repository, SETTINGS, 'mode: dry-run')
    await process(delivery('push', push(SETTINGS), 'guid-2'))
    const next = badge()
    await process({ ...openedWebhook(next), id: 'guid-3' })
    expect(await github.listComments(next)).toEqual([])
  })

  test('that changes an issue template stores it', async () => {
    const form = '.github/ISSUE_TEMPLATE/bug.md'
    github.writeFile(repository, form, '# What happened')
    await process(delivery('push', push(form)))
    expect(await opened.store.templatesOf(repository)).toEqual(['# What happened'])
  })

  test('that breaks the settings is reported immediately, and the last valid settings stay in force', async () => {
    github.writeFile(repository, SETTINGS, 'mode: dry-run')
    await process(delivery('push', push(SETTINGS)))
    github.writeFile(repository, SETTINGS, 'mode: loud')
    await process(delivery('push', push(SETTINGS), 'guid-2'))
    expect(problems).toEqual([[expect.stringContaining(`${SETTINGS}:1: \`mode\``)]])
    await process({ ...openedWebhook(badge()), id: 'guid-3' })
    expect(github.writes).toEqual([])
  })

  test.each([
    ['touches other files', push('src/main.ts')],
    ['is to another branch', push(SETTINGS, { ref: 'refs/heads/try' })],
    ['has no commits', push(SETTINGS, { commits: [] })],
  ])('is not stored if it %s', (_, payload) => {
    expect(toDelivery({ id: 'guid-1', name: 'push', payload }, 1000)).toBeNull()
  })

  test('is stored without the names of unrelated files', () => {
    const commits = [{ added: ['secret-plans.md', SETTINGS], modified: [], removed: [], message: 'hush' }]
    expect(delivery('push', push(SETTINGS, { commits })).payload).not.toMatch(/plans|hush/)
  })
})

describe('an installation of the App', () => {
  const GATEWAY = { owner: 'acme', repo: 'gateway' }
  const repositories = [{ id: 730_000_001, full_name: 'acme/gateway' }]
  const installed = { action: 'created', installation: { id: 1001 }, repositories }

  /** Processes all waiting deliveries, as the worker does. */
  async function processAll(): Promise<number> {
    for (let count = 0; ; count += 1) {
      const taken = await opened.queue.claim(3000)
      if (taken === null) return count
      await process(taken)
      await opened.queue.complete(taken.id, 3000)
    }
  }

  const keptNumbers = async () =>
    (await opened.store.oldestReports({ owner: 'acme', repo: 'gateway' }, 100)).map(({ number }) => number)

  test('reads the existing issues, and writes nothing', async () => {
    for (let count = 0; count < 3; count += 1) badge()
    await process(delivery('installation', installed))
    expect(await processAll()).toBe(2)
    expect(await keptNumbers()).toEqual([1, 2, 3])
    expect(github.writes).toEqual([])
  })

  test('does nothing twice if it is delivered again or a page is repeated', async () => {
    badge()
    await process(delivery('installation', installed))
    const step = await opened.queue.claim(3000)
    await process(step as Delivery)
    await process(step as Delivery)
    await opened.queue.complete(step?.id ?? '', 3000)
    await process(delivery('installation', installed))
    expect(await opened.queue.backlog()).toBe(1)
    await processAll()
    expect(await keptNumbers()).toEqual([1])
  })

  test("on additional repositories reads those repositories' issues", async () => {
    badge()
    const added = { ...installed, action: 'added', repositories: undefined, repositories_added: repositories }
    await process(delivery('installation_repositories', added))
    await processAll()
    expect(await keptNumbers()).toEqual([1])
  })

  test('reads no issues if the settings disable duplicates', async () => {
    badge()
    github.writeFile({ owner: 'acme', repo: 'gateway' }, '.github/auth-triage.yml', 'duplicates: { enabled: false }')
    await process(delivery('installation', installed))
    await processAll()
    expect(await keptNumbers()).toEqual([])
  })

  test.each([
    ['is deleted while its issues are being read leaves no data', () => github.removeRepository(GATEWAY), []],
    [
      'was renamed without a webhook, and whose old name was taken by another repository, keeps its data',
      () => {
        github.renameRepository(GATEWAY, { owner: 'acme', repo: 'proxy' })
        github.createRepository(GATEWAY)
      },
      [1],
    ],
  ])('on a repository that %s', async (_, happens, left) => {
    await process(openedWebhook(badge()))
    await process(delivery('installation', installed))
    happens()
    await processAll()
    const known = { ...GATEWAY, id: 730_000_001 }
    const kept = await opened.store.as([known]).oldestReports(known, 100)
    expect(kept.map(({ number }) => number)).toEqual(left)
    expect(removed).toEqual(left.length === 0 ? [730_000_001] : [])
  })

  test('that is removed while its issues are being read leaves no data', async () => {
    badge()
    await process(delivery('installation', installed))
    await process(delivery('installation', { action: 'deleted', repositories }, 'guid-2'))
    expect(await processAll()).toBe(0)
    expect(await keptNumbers()).toEqual([])
  })
})

describe('a delivery about removed repositories', () => {
  test('deletes their data and their waiting deliveries', async () => {
    const ref = badge()
    await process(openedWebhook(ref))
    await opened.queue.accept(delivery('issues', loadWebhook('issues.edited'), 'waiting'))
    const gone = { action: 'removed', repositories_removed: [{ id: 730_000_001, full_name: 'Acme/Gateway' }] }
    await process(delivery('installation_repositories', gone, 'guid-2'))
    expect(await opened.store.decisions(ref)).toEqual([])
    expect(await opened.queue.backlog()).toBe(0)
    expect(removed).toEqual([730_000_001])
  })

  test('deletes data that was stored under their names without an id', async () => {
    await opened.store.rememberComment({ owner: 'acme', repo: 'gateway', number: 1 }, 5)
    const gone = { action: 'deleted', repository: { id: 41, name: 'gateway', owner: { login: 'acme' } } }
    await process(delivery('repository', gone))
    expect(await opened.store.repositoriesCalled({ owner: 'acme', repo: 'gateway' })).toEqual([])
  })

  test('keeps the data of another repository that now has the same name', async () => {
    const ref = badge()
    await process(openedWebhook(ref))
    const gone = { action: 'removed', repositories_removed: [{ id: 41, full_name: 'acme/gateway' }] }
    await process(delivery('installation_repositories', gone, 'guid-2'))
    expect(await opened.store.decisions(ref)).toHaveLength(1)
  })

  test('without ids deletes all data under their names', async () => {
    const ref = badge()
    await process(openedWebhook(ref))
    const waiting = { ...delivery('issues', loadWebhook('issues.edited'), 'waiting'), key: 'acme/gateway#1' }
    await opened.queue.accept(waiting)
    const gone = { action: 'removed', repositories_removed: [{ full_name: 'Acme/Gateway' }] }
    await process(delivery('installation_repositories', gone, 'guid-2'))
    expect([await opened.store.decisions(ref), await opened.queue.backlog()]).toEqual([[], 0])
  })
})

describe('a delivery', () => {
  test('that arrives again after its id has been deleted changes nothing', async () => {
    const ref = badge()
    const first = openedWebhook(ref)
    for (const time of [1000, 1000 + 40 * 24 * 60 * 60 * 1000]) {
      expect(await opened.queue.accept(first)).toBe('accepted')
      const taken = await opened.queue.claim(time)
      await process(taken as Delivery)
      await opened.queue.complete(first.id, time)
      await opened.queue.forgetDone(time + 1 + KEEP_DONE_MS)
    }
    expect((await github.listComments(ref)).filter(({ own }) => own)).toHaveLength(1)
    expect(github.writes.filter((it) => /Comment|addLabels/.test(it))).toHaveLength(2)
  })

  test('from each of two installations on one repository leads to one comment and one label', async () => {
    const ref = badge()
    for (const installation of [1001, 2002]) {
      const payload = { ...loadWebhook('issues.opened'), installation: { id: installation } }
      payload.issue.number = ref.number
      await process(delivery('issues', payload, `guid-of-${installation}`))
    }
    expect((await github.listComments(ref)).filter(({ own }) => own)).toHaveLength(1)
    expect(github.writes.filter((it) => /Comment|addLabels/.test(it))).toHaveLength(2)
  })

  test('from a removed installation fails permanently', async () => {
    const gone = Object.assign(new Error('Not Found'), { status: 404, response: { headers: {} } })
    const processing = process(openedWebhook(badge()), () => Promise.reject(gone))
    await expect(processing).rejects.toMatchObject({ permanent: true })
  })
})

test('a delivery of an event that only a newer version knows does nothing', async () => {
  await process({ ...openedWebhook(badge()), event: 'issues.pondered' })
  expect(github.writes).toEqual([])
})
