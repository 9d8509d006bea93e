import { setTimeout } from 'node:timers/promises'
import { afterEach, describe, expect, test } from 'vitest'
import type { Store } from '../../../src/adapters/store/store.ts'
import type { DecisionRecord } from '../../../src/adapters/store/stored-decisions.ts'
import type { Overview } from '../../../src/app/overview/overview.ts'
import { createOverviewCache } from '../../../src/app/overview/overview-cache.ts'
import { openPack } from '../../../src/entrypoints/cli/pack.ts'
import { numbered, openKeptReports } from '../../entrypoints/web/stored-reports.ts'
import { verdictOf } from '../../support/feedback-events.ts'
import { claimAs } from '../../support/seen-repository.ts'

const pack = await openPack()

const DECISION = {
  delivery: null,
  decision: 'assert',
  reason: 'sure',
  signature: 'missing-scope',
  confidence: 0.97,
  evidence: [],
  pack: 'abc',
  acts: [],
} as const

let store: Store
afterEach(() => store.close())

async function openAcme(numbers: readonly number[], large?: number) {
  const opened = await openKeptReports(numbered('open', numbers))
  store = opened.store
  const repository = await store.identify({ owner: 'acme', repo: 'open' })
  if (repository === null) throw new Error('acme/open is unknown')
  const cache = createOverviewCache(pack, large)
  const decide = (number: number, changes: Partial<DecisionRecord> = {}) =>
    store.recordDecision({ ...DECISION, ref: { ...repository, number }, at: 1_000 * number, ...changes })
  return { repository, decide, now: opened.now, read: (now = opened.now) => cache.of(repository, store, now) }
}

describe('an overview', () => {
  test('lists issues newest first and clusters with their members', async () => {
    const { read } = await openAcme([1, 2, 3])
    const { issues, clusters, versions } = await read()
    expect(issues.map(({ number, cluster, signature }) => [number, cluster, signature])).toEqual([
      [3, 1, 'missing-scope'],
      [2, 1, 'missing-scope'],
      [1, 1, 'missing-scope'],
    ])
    expect(clusters.map(({ members, began }) => [members, began])).toEqual([[[1, 2, 3], '1.2.3']])
    expect(versions).toMatchObject([{ version: '1.2.3', count: 3 }])
  })

  test('is reused until something changes', async () => {
    const { read } = await openAcme([1, 2])
    expect(await read()).toBe(await read())
  })

  test('shows a decision, a report and feedback as soon as they are stored', async () => {
    const { read, decide, repository } = await openAcme([1, 2, 3])
    await read()
    await decide(2, { decision: 'ask', signature: null, reason: 'unsure', question: 'Which scopes?' })
    expect((await read()).byNumber.get(2)?.decided).toMatchObject({ decision: 'ask', question: 'Which scopes?' })
    await store.dropReport({ ...repository, number: 3 })
    expect((await read()).issues.map(({ number }) => number)).toEqual([2, 1])
    const split = verdictOf({ ref: { ...repository, number: 2 }, kind: 'split', other: { ...repository, number: 1 } })
    await store.recordFeedback({ ...split, rights: 'maintainer' })
    expect((await read()).clusters).toEqual([])
  })

  test('shows a report as a regression as soon as a release alone claims the fix', async () => {
    const { read, repository } = await openAcme([1, 2])
    expect((await read()).clusters[0]?.regression).toBeNull()
    const released = { kind: 'released', version: '1.2.2', who: null, comment: null, url: null, at: 1 } as const
    await store.keepFixSignals({ ...repository, number: 1 }, 'release-7', [released])
    expect((await read()).clusters[0]?.regression).toMatchObject({ version: '1.2.3' })
  })

  test('waits since the first decision of its kind, not since the last', async () => {
    const { read, decide } = await openAcme([1])
    const ask = { decision: 'ask', signature: null, question: 'Which scopes?' } as const
    await decide(1, { ...ask, at: 10 })
    await decide(1, { ...ask, at: 20 })
    expect((await read()).byNumber.get(1)?.decided?.since).toBe(10)
    await decide(1, { ...ask, question: 'Which client?', at: 30 })
    expect((await read()).byNumber.get(1)?.decided?.since).toBe(30)
  })

  test('knows which issues still have the label that warns of a credential', async () => {
    const { read, decide } = await openAcme([1, 2])
    await decide(1, { acts: ['label added: security: leaked credential'], at: 5 })
    await decide(2, { acts: ['label added: security: leaked credential'], at: 6 })
    await decide(2, { acts: ['label removed: security: leaked credential'], at: 7 })
    const { byNumber } = await read()
    expect([1, 2].map((number) => byNumber.get(number)?.decided?.credentialSince)).toEqual([5, null])
  })

  test('starts again when the repository was forgotten', async () => {
    const { read, decide, repository } = await openAcme([1, 2])
    await decide(1)
    await read()
    await store.forgetRepository(repository.id)
    await store.claimRepository({ ...repository, ownerId: null, at: 1 })
    expect(await read()).toMatchObject({ issues: [], clusters: [], feedbackEvents: [] })
  })

  test('counts the precision of the signatures that this pack asserted', async () => {
    const { read, decide, repository } = await openAcme([1, 2])
    await decide(1)
    await decide(2, { pack: 'older' })
    const wrong = { kind: 'wrong-signature', signature: { id: 'missing-scope', version: 1 } } as const
    await store.recordFeedback(verdictOf({ ref: { ...repository, number: 1 }, ...wrong }))
    const overview = await read()
    expect(overview.precision('abc')).toMatchObject([{ signature: 'missing-scope', asserted: 1, rejected: 1 }])
    expect(overview.byNumber.get(1)?.rejected?.kind).toBe('wrong-signature')
  })
})

describe('the overview of a large repository', () => {
  const LARGE = 3
  const LATER = 20_000
  const numbersIn = ({ issues }: Overview) => issues.map(({ number }) => number)
  const settled = () => setTimeout(200)

  async function openLarge() {
    const opened = await openAcme([1, 2, 3], LARGE)
    const before = await opened.read()
    const { owner, repo } = opened.repository
    const another = async () => {
      const kept = await store.reportsNumbered({ owner, repo }, [3])
      await store.keepReports(
        opened.repository,
        kept.map((it) => ({ ...it, number: 4 })),
      )
    }
    return { ...opened, before, another }
  }

  test('is built again in the background, while pages show the one before', async () => {
    const { read, now, before, another } = await openLarge()
    await another()
    expect(await read(now + LATER)).toBe(before)
    await settled()
    expect(numbersIn(await read(now + LATER))).toEqual([4, 3, 2, 1])
  })

  test('is not built again for every report', async () => {
    const { read, now, before, another } = await openLarge()
    await another()
    await read(now + 1_000)
    await settled()
    expect(await read(now + 1_000)).toBe(before)
  })

  test('shows at once what people say, and no report that was taken away', async () => {
    const { read, repository } = await openLarge()
    const split = verdictOf({ ref: { ...repository, number: 3 }, kind: 'split', other: { ...repository, number: 1 } })
    await store.recordFeedback({ ...split, rights: 'maintainer' })
    expect((await read()).feedbackEvents).toHaveLength(1)
    await store.dropReport({ ...repository, number: 3 })
    expect(numbersIn(await read())).toEqual([2, 1])
  })

  test('does not change with what people say in another repository', async () => {
    const { read, before } = await openLarge()
    await claimAs(store, 'acme', 'other')
    await store.recordFeedback(verdictOf({ ref: { owner: 'acme', repo: 'other', number: 1 }, kind: 'worked' }))
    expect(await read()).toBe(before)
  })

  test('that cannot be built in the background is built for the next page', async () => {
    const { read, now, another } = await openLarge()
    await another()
    const { pairsIn } = store
    store.pairsIn = () => Promise.reject(new Error('the disk is full'))
    await read(now + LATER)
    await settled()
    await expect(read(now + LATER)).rejects.toThrow('the disk is full')
    store.pairsIn = pairsIn
    expect(numbersIn(await read(now + LATER))).toEqual([4, 3, 2, 1])
  })
})
