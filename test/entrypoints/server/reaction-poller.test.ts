/** Feedback through 👎, 😕 and hidden comments, from GitHub to the bot's next answer. */
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

/** Opens an issue that the bot answers. @returns the issue and the id of the bot's comment */
async function answered(): Promise<{ readonly ref: IssueRef; readonly comment: number }> {
  const ref = await bot.open({ owner: 'acme', repo: 'gateway', title: 'OAuth login fails', body: 'lost-badge found' })
  const [own] = await bot.github.listComments(ref)
  expect(own?.body).toContain('This looks like')
  return { ref, comment: own?.id ?? 0 }
}

async function poll(installation: number | null = 1): Promise<number> {
  const { store, queue, github } = bot
  const found = await pollReactions({
    store,
    queue,
    now: bot.now(),
    installationOf: async () => installation,
    githubFor: async () => github,
  })
  await bot.workOff()
  return found
}

describe('a 👎 on the comment', () => {
  test('from the reporter withdraws the answer only once, even if it is seen again', async () => {
    const { ref, comment } = await answered()
    bot.github.as('person').thumbDown(ref, comment, 'reporter')
    expect([await poll(), await poll()]).toEqual([1, 0])
    expect(await bot.commentOn(ref)).not.toContain('This looks like')
    expect(await bot.store.feedbackOn(ref)).toMatchObject([
      { kind: 'wrong-signature', origin: 'reaction', who: 'reporter', signature: { id: 'lost-badge' } },
    ])
  })

  test('from a maintainer counts as maintainer feedback', async () => {
    const { ref, comment } = await answered()
    bot.github.giveRole('keeper', 'triage')
    bot.github.as('person').thumbDown(ref, comment, 'keeper')
    await poll()
    expect(await bot.store.feedbackOn(ref)).toMatchObject([{ rights: 'maintainer', origin: 'reaction' }])
  })

  test('from a person without a role is ignored', async () => {
    const { ref, comment } = await answered()
    bot.github.as('person').thumbDown(ref, comment, 'passer-by')
    await poll()
    expect(await bot.store.feedbackOn(ref)).toEqual([])
    expect(await bot.commentOn(ref)).toContain('This looks like')
  })
})

test('hiding the comment withdraws the answer, as maintainer feedback', async () => {
  const { ref, comment } = await answered()
  bot.github.as('person').minimise(ref, comment)
  await poll()
  expect(await bot.store.feedbackOn(ref)).toMatchObject([
    { kind: 'wrong-signature', origin: 'comment-minimised', rights: 'maintainer' },
  ])
})

test('a 👎 does not count for another repository that has since taken the name', async () => {
  const { ref, comment } = await answered()
  bot.github.as('person').thumbDown(ref, comment, 'reporter')
  const { store, queue, github } = bot
  const deps = { store, queue, installationOf: async () => 1, githubFor: async () => github }
  expect(await pollReactions({ ...deps, now: bot.now() })).toBe(1)
  bot.github.renameRepository(ref, { owner: 'acme', repo: 'proxy' })
  bot.github.createRepository(ref)
  const theirs = await answered()
  expect(theirs.ref).toEqual(ref)
  expect(await bot.commentOn(ref)).toContain('This looks like')
  expect(await bot.store.feedbackOn(ref)).toEqual([])
})

describe('pollReactions', () => {
  test('ignores answers older than two weeks', async () => {
    const { ref, comment } = await answered()
    bot.github.as('person').minimise(ref, comment)
    bot.wait(15 * DAY_MS)
    expect(await poll()).toBe(0)
  })

  test('asks nothing about discussions, which the query does not cover', async () => {
    bot.configure({ owner: 'acme', repo: 'gateway' }, 'discussions: true')
    const ref = await bot.discuss({
      owner: 'acme',
      repo: 'gateway',
      title: 'OAuth login fails',
      body: 'lost-badge found',
    })
    const [own] = await bot.github.listComments(ref)
    bot.github.as('person').minimise(ref, own?.id ?? 0)
    expect(await poll()).toBe(0)
  })

  test('polls the newest answers first, and those dated in the future last', async () => {
    const polled: number[] = []
    const repository = { id: 7, owner: 'acme', repo: 'gateway' }
    const assert = (number: number, at: number) => ({
      ref: { owner: 'acme', repo: 'gateway', number },
      repositoryId: repository.id,
      isDiscussion: false,
      signature: 'lost-badge',
      at,
    })
    const ahead = Array.from({ length: 500 }, (_, at) => assert(at + 1, 365 * DAY_MS))
    const store = { asserts: async () => [assert(501, 0), ...ahead] } as unknown as Store
    await pollReactions({
      store: { knownRepositories: async () => [repository], as: () => store },
      queue: bot.queue,
      now: 0,
      installationOf: async () => 1,
      githubFor: async () => ({
        listCommentReactions: async (_, numbers) => {
          polled.push(...numbers)
          return []
        },
      }),
    })
    expect(polled).toContain(501)
    expect(polled).toHaveLength(500)
  })

  test('skips a repository without an installation', async () => {
    const { ref, comment } = await answered()
    bot.github.as('person').minimise(ref, comment)
    expect(await poll(null)).toBe(0)
  })

  test('skips a repository for which GitHub refuses a call, and polls it next time', async () => {
    const { ref, comment } = await answered()
    bot.github.as('person').minimise(ref, comment)
    bot.github.refuseNext('listCommentReactions', 502)
    expect([await poll(), await poll()]).toEqual([0, 1])
  })
})
