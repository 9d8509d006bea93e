/** 👎, 😕 and hidden comments, from GitHub to what the bot says next. */
import { pino } from 'pino'
import { beforeEach, describe, expect, test } from 'vitest'
import { toDelivery } from '../../src/bot/deliveries.ts'
import { processDelivery } from '../../src/bot/process-delivery.ts'
import { sweepSigns } from '../../src/bot/sign-sweep.ts'
import { createRulesKeeper, type RulesKeeper } from '../../src/config/rules-keeper.ts'
import { createMemoryGitHub, type MemoryGitHub } from '../../src/github/memory-github.ts'
import type { IssueRef } from '../../src/issue-ref.ts'
import { createIndexKeeper } from '../../src/matching/index-keeper.ts'
import { type OpenedStore, openStore } from '../../src/store/open.ts'
import { twoSignaturePack } from '../helpers/packs.ts'
import { madeUpReader } from '../issue-report/made-up-world.ts'

const DAY_MS = 24 * 60 * 60 * 1000
const pack = twoSignaturePack()
let github: MemoryGitHub
let opened: OpenedStore
let rules: RulesKeeper
let now = 0

beforeEach(async () => {
  now = 1_795_000_000_000
  github = createMemoryGitHub(() => now)
  opened = await openStore({ path: ':memory:' })
  rules = createRulesKeeper({
    ...{ pack, store: opened.store, clock: () => now, mayLoosen: false },
    onProblems: (_, problems) => expect(problems).toEqual([]),
  })
  return () => opened.store.close()
})

async function workOff(): Promise<void> {
  const { store, inbox } = opened
  for (let taken = await inbox.claim(now); taken !== null; taken = await inbox.claim(now)) {
    await processDelivery(taken, {
      ...{ store, inbox, pack, rules, indexes: createIndexKeeper(store), clock: () => now },
      ...{ isStopped: false, backfillLimit: 0, site: 'https://github.com', log: pino({ level: 'silent' }) },
      ...{ githubFor: async () => github, readerFor: async () => madeUpReader({}) },
      fetchLogs: async () => ({ attachments: [] }),
    })
    await inbox.complete(taken.id, now)
  }
}

/** An issue that the bot answered; its comment's id. */
async function answered(): Promise<{ readonly ref: IssueRef; readonly comment: number }> {
  const ref = github.openIssue({ owner: 'acme', repo: 'gateway', title: 'OAuth login fails', body: 'lost-badge found' })
  const repository = { name: ref.repo, owner: { login: ref.owner } }
  const payload = { installation: { id: 1 }, repository, issue: { number: ref.number, user: { type: 'User' } } }
  const delivery = toDelivery(
    { id: `open-${ref.number}`, name: 'issues', payload: { action: 'opened', ...payload, sender: { type: 'User' } } },
    now,
  )
  if (delivery !== null) await opened.inbox.accept(delivery)
  await workOff()
  const [own] = await github.listComments(ref)
  expect(own?.body).toContain('This looks like')
  return { ref, comment: own?.id ?? 0 }
}

async function sweep(installation: number | null = 1): Promise<number> {
  const { store, inbox } = opened
  const found = await sweepSigns({
    store,
    inbox,
    now,
    installationOf: async () => installation,
    githubFor: async () => github,
  })
  await workOff()
  return found
}

const bodyOn = async (ref: IssueRef) => (await github.listComments(ref))[0]?.body ?? ''

describe('a 👎 on the comment', () => {
  test('of the reporter takes the answer back, once however often it is seen', async () => {
    const { ref, comment } = await answered()
    github.as('person').thumbDown(ref, comment, 'reporter')
    expect([await sweep(), await sweep()]).toEqual([1, 0])
    expect(await bodyOn(ref)).not.toContain('This looks like')
    expect(await opened.store.verdictsOn(ref)).toMatchObject([
      { kind: 'wrong-signature', origin: 'reaction', who: 'reporter', signature: { id: 'lost-badge' } },
    ])
  })

  test('of a maintainer counts as a maintainer’s word', async () => {
    const { ref, comment } = await answered()
    github.giveRole('keeper', 'triage')
    github.as('person').thumbDown(ref, comment, 'keeper')
    await sweep()
    expect(await opened.store.verdictsOn(ref)).toMatchObject([{ rights: 'maintainer', origin: 'reaction' }])
  })

  test('of somebody else says nothing', async () => {
    const { ref, comment } = await answered()
    github.as('person').thumbDown(ref, comment, 'passer-by')
    await sweep()
    expect(await opened.store.verdictsOn(ref)).toEqual([])
    expect(await bodyOn(ref)).toContain('This looks like')
  })
})

test('a comment that was hidden is taken back, as by a maintainer', async () => {
  const { ref, comment } = await answered()
  github.as('person').minimise(ref, comment)
  await sweep()
  expect(await opened.store.verdictsOn(ref)).toMatchObject([
    { kind: 'wrong-signature', origin: 'comment-minimised', rights: 'maintainer' },
  ])
})

describe('the sweep', () => {
  test('looks no further back than two weeks', async () => {
    const { ref, comment } = await answered()
    github.as('person').minimise(ref, comment)
    now += 15 * DAY_MS
    expect(await sweep()).toBe(0)
  })

  test('leaves out a repository where the App is no more', async () => {
    const { ref, comment } = await answered()
    github.as('person').minimise(ref, comment)
    expect(await sweep(null)).toBe(0)
  })

  test('goes on with the next repository when GitHub refuses one, and comes back to it', async () => {
    const { ref, comment } = await answered()
    github.as('person').minimise(ref, comment)
    github.refuseNext('listCommentSigns', 502)
    expect([await sweep(), await sweep()]).toEqual([0, 1])
  })
})
