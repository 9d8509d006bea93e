/** The ends of threads, from the webhook to the stored grade, and what a contradicted signature does next. */
import { beforeEach, describe, expect, test } from 'vitest'
import type { IssueRef } from '../../../src/core/issue-ref.ts'
import { pollOutcomes } from '../../../src/entrypoints/server/outcome-poller.ts'
import { about, type MadeUpBot, openMadeUpBot } from '../../support/made-up-bot.ts'
import { twoSignaturePack } from '../../support/packs.ts'

const DAY_MS = 24 * 60 * 60 * 1000
const REPOSITORY = { owner: 'acme', repo: 'gateway' }
const OTHER = 'The OAuth login failed because torn-ticket found. Login error solved.'
const pack = twoSignaturePack()
let bot: MadeUpBot

beforeEach(async () => {
  bot = await openMadeUpBot(pack)
  return () => bot.store.close()
})

/** Opens an issue that the bot answers with `lost-badge`. */
const answered = (author = 'reporter') =>
  bot.open({ ...REPOSITORY, title: 'OAuth login fails', body: 'lost-badge found', author })

async function close(ref: IssueRef): Promise<void> {
  bot.github.as('person').close(ref)
  const fields = about(ref, (await bot.github.readRepository(ref))?.id)
  const issue = { ...fields.issue, state_reason: 'completed' }
  await bot.hear('issues', { action: 'closed', ...fields, issue })
}

const outcomes = () => bot.store.outcomesIn(REPOSITORY)

async function poll(installation: number | null = 1): Promise<number> {
  const { store, queue } = bot
  const queued = await pollOutcomes({ store, queue, now: bot.now(), installationOf: async () => installation })
  await bot.workOff()
  return queued
}

describe('when an issue is closed', () => {
  test("the reporter's own words grade the answer, and none of them are stored", async () => {
    const ref = await answered()
    bot.wait(1000)
    await bot.say(ref, `${OTHER} Zanzibar.`)
    await close(ref)
    expect(await outcomes()).toMatchObject([
      {
        ref,
        signature: 'lost-badge',
        grade: 'contradicted',
        cause: 'torn-ticket',
        who: 'reporter',
        reporter: 'reporter',
      },
    ])
    expect(JSON.stringify(await outcomes())).not.toMatch(/Zanzibar/i)
  })

  test('a maintainer counts, a bystander and another bot do not', async () => {
    bot.github.giveRole('keeper', 'triage')
    const refs = []
    for (const by of ['keeper', 'passer-by', 'helper[bot]']) {
      const ref = await answered()
      bot.wait(1000)
      await bot.say(ref, OTHER, by)
      await close(ref)
      refs.push(ref)
    }
    expect((await outcomes()).map(({ grade }) => grade)).toEqual(['contradicted', 'no-evidence', 'no-evidence'])
  })

  test('words from before the answer do not count', async () => {
    bot.github.giveRole('keeper', 'triage')
    const ref = bot.github.openIssue({ ...REPOSITORY, title: 'OAuth login fails', body: 'lost-badge found' })
    bot.github.as('person').comment(ref, OTHER, 'keeper')
    bot.wait(1000)
    await bot.hear('issues', { action: 'edited', ...about(ref, (await bot.github.readRepository(ref))?.id) })
    await close(ref)
    expect(await outcomes()).toMatchObject([{ signature: 'lost-badge', grade: 'no-evidence' }])
  })

  test('an issue that the bot did not answer is not read', async () => {
    const ref = await bot.open({ ...REPOSITORY, title: 'A nicer palette', body: 'Please.' })
    await close(ref)
    expect(await outcomes()).toEqual([])
  })

  test("a maintainer's command and label count as their words", async () => {
    bot.github.giveRole('keeper', 'triage')
    const named = await answered()
    bot.wait(1000)
    await bot.say(named, '/triage is torn-ticket', 'keeper')
    await close(named)
    const labelled = await answered()
    bot.wait(1000)
    bot.github.as('person').addLabel(labelled, 'auth: torn ticket')
    await close(labelled)
    expect(await outcomes()).toMatchObject([
      { grade: 'contradicted', cause: 'torn-ticket', who: 'keeper' },
      { grade: 'contradicted', cause: 'torn-ticket', who: null },
    ])
  })

  test('nothing is written to GitHub for it', async () => {
    const ref = await answered()
    const before = bot.github.writes.length
    await close(ref)
    expect(await outcomes()).toHaveLength(1)
    expect(bot.github.writes).toHaveLength(before)
  })
})

describe('an issue that stays open', () => {
  test('is read 7 and 30 days after the answer, each once', async () => {
    const ref = await answered()
    expect(await poll()).toBe(0)
    bot.wait(7 * DAY_MS)
    expect([await poll(), await poll()]).toEqual([1, 0])
    expect(await outcomes()).toMatchObject([{ grade: 'no-evidence' }])
    await bot.say(ref, OTHER)
    bot.wait(23 * DAY_MS)
    expect(await poll()).toBe(1)
    expect(await outcomes()).toMatchObject([{ grade: 'contradicted' }])
  })

  test('is read, while a discussion with an answer is not', async () => {
    bot.configure(REPOSITORY, 'discussions: true')
    const ref = await bot.discuss({ ...REPOSITORY, title: 'OAuth login fails', body: 'lost-badge found' })
    expect(await bot.commentOn(ref)).toContain('This looks like')
    bot.wait(7 * DAY_MS)
    expect(await poll()).toBe(0)
    await answered()
    bot.wait(7 * DAY_MS)
    expect(await poll()).toBe(1)
  })

  test('is not read where the App is no longer installed', async () => {
    await answered()
    bot.wait(7 * DAY_MS)
    expect(await poll(null)).toBe(0)
    expect(await outcomes()).toEqual([])
  })
})

describe('a signature that threads contradict beyond chance', () => {
  async function contradictBy(...people: readonly string[]): Promise<void> {
    for (const author of people) {
      const ref = await answered(author)
      bot.wait(1000)
      await bot.say(ref, OTHER, author)
      await close(ref)
    }
  }

  test('asks in that repository until a maintainer says otherwise', async () => {
    await contradictBy('a', 'b', 'c', 'd', 'e')
    const muted = await bot.commentOn(await answered('f'))
    expect(muted).not.toContain('This looks like')
    expect(muted).toContain('contradicted by 5 of the 5 threads here')
    bot.github.giveRole('keeper', 'triage')
    bot.wait(1000)
    await bot.say(await answered('g'), '/triage unmute lost-badge', 'keeper')
    bot.wait(1000)
    expect(await bot.commentOn(await answered('h'))).toContain('This looks like')
  })

  test('is not muted by four people, or by one person with five threads', async () => {
    await contradictBy('a', 'b', 'c', 'd', 'd')
    expect(await bot.commentOn(await answered('f'))).toContain('This looks like')
  })

  test('keeps asserting in other repositories', async () => {
    await contradictBy('a', 'b', 'c', 'd', 'e')
    const elsewhere = { owner: 'acme', repo: 'other', title: 'OAuth login fails', body: 'lost-badge found' }
    expect(await bot.commentOn(await bot.open(elsewhere))).toContain('This looks like')
  })
})
