/** 👎, 😕 and hidden comments, from GitHub to what the bot says next. */

import { beforeEach, describe, expect, test } from 'vitest'
import type { Store } from '../../../src/adapters/store/store.ts'
import type { IssueRef } from '../../../src/core/issue-ref.ts'
import { pollReactions } from '../../../src/entrypoints/server/reaction-poller.ts'
import { type MadeUpBot, openMadeUpBot } from '../../support/made-up-bot.ts'
import { twoSignaturePack } from '../../support/packs.ts'

const DAY_MS = 24 * 60 * 60 * 1000
const pack = twoSignaturePack()
let bot: MadeUpBot

beforeEach(async () => {
  bot = await openMadeUpBot(pack)
  return () => bot.store.close()
})

/** An issue that the bot answered; its comment's id. */
async function answered(): Promise<{ readonly ref: IssueRef; readonly comment: number }> {
  const ref = await bot.open({ owner: 'acme', repo: 'gateway', title: 'OAuth login fails', body: 'lost-badge found' })
  const [own] = await bot.github.listComments(ref)
  expect(own?.body).toContain('This looks like')
  return { ref, comment: own?.id ?? 0 }
}

async function sweep(installation: number | null = 1): Promise<number> {
  const { store, queue, github } = bot
  const found = await pollReactions({
    ...{ store, queue, now: bot.now() },
    installationOf: async () => installation,
    githubFor: async () => github,
  })
  await bot.workOff()
  return found
}

describe('a 👎 on the comment', () => {
  test('of the reporter takes the answer back, once however often it is seen', async () => {
    const { ref, comment } = await answered()
    bot.github.as('person').thumbDown(ref, comment, 'reporter')
    expect([await sweep(), await sweep()]).toEqual([1, 0])
    expect(await bot.commentOn(ref)).not.toContain('This looks like')
    expect(await bot.store.feedbackOn(ref)).toMatchObject([
      { kind: 'wrong-signature', origin: 'reaction', who: 'reporter', signature: { id: 'lost-badge' } },
    ])
  })

  test('of a maintainer counts as a maintainer’s word', async () => {
    const { ref, comment } = await answered()
    bot.github.giveRole('keeper', 'triage')
    bot.github.as('person').thumbDown(ref, comment, 'keeper')
    await sweep()
    expect(await bot.store.feedbackOn(ref)).toMatchObject([{ rights: 'maintainer', origin: 'reaction' }])
  })

  test('of somebody else says nothing', async () => {
    const { ref, comment } = await answered()
    bot.github.as('person').thumbDown(ref, comment, 'passer-by')
    await sweep()
    expect(await bot.store.feedbackOn(ref)).toEqual([])
    expect(await bot.commentOn(ref)).toContain('This looks like')
  })
})

test('a comment that was hidden is taken back, as by a maintainer', async () => {
  const { ref, comment } = await answered()
  bot.github.as('person').minimise(ref, comment)
  await sweep()
  expect(await bot.store.feedbackOn(ref)).toMatchObject([
    { kind: 'wrong-signature', origin: 'comment-minimised', rights: 'maintainer' },
  ])
})

test('a 👎 is no word on the issue of who has taken the name when its turn comes', async () => {
  const { ref, comment } = await answered()
  bot.github.as('person').thumbDown(ref, comment, 'reporter')
  const { store, queue, github } = bot
  const world = { store, queue, installationOf: async () => 1, githubFor: async () => github }
  expect(await pollReactions({ ...world, now: bot.now() })).toBe(1)
  bot.github.renameRepository(ref, { owner: 'acme', repo: 'proxy' })
  bot.github.createRepository(ref)
  const theirs = await answered()
  expect(theirs.ref).toEqual(ref)
  expect(await bot.commentOn(ref)).toContain('This looks like')
  expect(await bot.store.feedbackOn(ref)).toEqual([])
})

describe('the sweep', () => {
  test('looks no further back than two weeks', async () => {
    const { ref, comment } = await answered()
    bot.github.as('person').minimise(ref, comment)
    bot.wait(15 * DAY_MS)
    expect(await sweep()).toBe(0)
  })

  test('looks at the newest answers first, and not at those that are dated in the future', async () => {
    const looked: number[] = []
    const repository = { id: 7, owner: 'acme', repo: 'gateway' }
    const assert = (number: number, at: number) => ({
      ref: { owner: 'acme', repo: 'gateway', number },
      repositoryId: repository.id,
      signature: 'lost-badge',
      at,
    })
    const ahead = Array.from({ length: 500 }, (_, at) => assert(at + 1, 365 * DAY_MS))
    const store = { asserts: async () => [assert(501, 0), ...ahead] } as unknown as Store
    await pollReactions({
      store: { knownRepositories: async () => [repository], as: () => store },
      ...{ queue: bot.queue, now: 0 },
      installationOf: async () => 1,
      githubFor: async () => ({
        listCommentReactions: async (_, numbers) => {
          looked.push(...numbers)
          return []
        },
      }),
    })
    expect(looked).toContain(501)
    expect(looked).toHaveLength(500)
  })

  test('leaves out a repository where the App is no more', async () => {
    const { ref, comment } = await answered()
    bot.github.as('person').minimise(ref, comment)
    expect(await sweep(null)).toBe(0)
  })

  test('goes on with the next repository when GitHub refuses one, and comes back to it', async () => {
    const { ref, comment } = await answered()
    bot.github.as('person').minimise(ref, comment)
    bot.github.refuseNext('listCommentReactions', 502)
    expect([await sweep(), await sweep()]).toEqual([0, 1])
  })
})
