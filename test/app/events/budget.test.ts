import { beforeEach, describe, expect, test } from 'vitest'
import { MAX_RUNS } from '../../../src/app/events/deferred.ts'
import type { IssueRef } from '../../../src/core/issue-ref.ts'
import { about, type MadeUpBot, openMadeUpBot } from '../../support/made-up-bot.ts'
import { twoSignaturePack } from '../../support/packs.ts'

const ACME = { owner: 'acme', repo: 'gateway' }
const HOUR = 60 * 60 * 1000
let bot: MadeUpBot

beforeEach(async () => {
  bot = await openMadeUpBot(twoSignaturePack())
  bot.github.giveRole('keeper', 'triage')
  return () => bot.store.close()
})

const file = (author = 'reporter', body = 'lost-badge found') => bot.open({ ...ACME, title: 'It fails', body, author })
const decisionsOn = async (ref: IssueRef) => (await bot.store.decisions(ref)).length
const reactions = () => bot.github.reactions.length

async function edit(ref: IssueRef, body: string): Promise<void> {
  bot.github.as('person').edit(ref, { body })
  await bot.hear('issues', { action: 'edited', ...about(ref) })
}

describe('feedback', () => {
  test('from one person beyond the hourly budget is suppressed, and the audit lists it once', async () => {
    bot.configure(ACME, 'budget: { person: 3 }\n')
    const ref = await file()
    for (let at = 0; at < 6; at++) await bot.say(ref, '/triage help')
    expect(reactions()).toBe(3)
    const suppressed = (await bot.store.decisions(ref)).filter(({ reason }) => reason === 'enough-for-this-hour')
    expect(suppressed.map(({ acts }) => acts)).toEqual([['suppressed: hourly budget used up: /triage help']])
    bot.wait(HOUR)
    await bot.say(ref, '/triage help')
    expect(reactions()).toBe(4)
  })

  test('is counted across all issues in a repository, and logins are case-insensitive', async () => {
    bot.configure(ACME, 'budget: { person: 2 }\n')
    const refs = [await file(), await file(), await file()]
    for (const [at, ref] of refs.entries()) await bot.say(ref, '/triage help', at === 1 ? 'PASSER-BY' : 'passer-by')
    expect(reactions()).toBe(2)
  })

  test("with an unknown command does not add the command's text to the audit", async () => {
    bot.configure(ACME, 'budget: { person: 1 }\n')
    const ref = await file()
    await bot.say(ref, '/triage help\n/triage my-own-words are here')
    expect((await bot.store.decisions(ref)).flatMap(({ acts }) => acts)).toContain(
      'suppressed: hourly budget used up: an unknown command',
    )
  })

  test("from users without a role does not use the reporter's or the maintainers' budget", async () => {
    bot.configure(ACME, 'budget: { issue: 2 }\n')
    const ref = await file()
    for (const login of ['a', 'b', 'c', 'd']) await bot.say(ref, '/triage signal common', login)
    expect((await bot.store.feedbackOn(ref)).map(({ who }) => who)).toEqual(['a', 'b'])
    await bot.say(ref, '/triage signal worked')
    await bot.say(ref, '/triage signal flaky', 'keeper')
    expect((await bot.store.feedbackOn(ref)).map(({ who }) => who)).toEqual(['a', 'b', 'reporter', 'keeper'])
  })

  test('includes actions, such as closing the issue repeatedly', async () => {
    bot.configure(ACME, 'budget: { person: 2 }\n')
    const ref = await file()
    const sender = { type: 'User', login: 'reporter' }
    for (let at = 0; at < 5; at++) {
      const issue = { ...about(ref).issue, state_reason: 'completed' }
      await bot.hear('issues', { action: 'closed', ...about(ref), issue, sender })
    }
    expect(await bot.store.feedbackOn(ref)).toHaveLength(2)
  })

  test('from a maintainer has ten times the budget, and is handled in the next hour if it exceeds that', async () => {
    bot.configure(ACME, 'budget: { person: 1 }\n')
    const ref = await file()
    for (let at = 0; at < 10; at++) await bot.say(ref, '/triage help', 'keeper')
    await bot.say(ref, '/triage is torn-ticket', 'keeper')
    expect(await bot.labelsOf(ref)).toEqual(['auth: lost badge'])
    bot.wait(HOUR)
    await bot.workOff()
    expect(await bot.labelsOf(ref)).toEqual(['auth: torn ticket'])
    expect(reactions()).toBe(11)
    expect(await bot.queue.backlog()).toBe(0)
  })
})

describe('repeated runs on an issue', () => {
  test('caused by the reporter are limited, and one more run in the next hour reads everything else', async () => {
    const ref = await file('reporter', 'nothing')
    const before = await decisionsOn(ref)
    for (let at = 0; at < MAX_RUNS + 20; at++) await bot.say(ref, at === MAX_RUNS + 10 ? 'torn-ticket found' : 'Again.')
    expect((await decisionsOn(ref)) - before).toBe(MAX_RUNS)
    expect(await bot.queue.backlog()).toBe(1)
    bot.wait(HOUR)
    await bot.workOff()
    expect((await decisionsOn(ref)) - before).toBe(MAX_RUNS + 1)
    expect(await bot.labelsOf(ref)).toEqual(['auth: torn ticket'])
    expect(await bot.queue.backlog()).toBe(0)
  })

  test('count even if edits caused them', async () => {
    const ref = await file('reporter', 'nothing')
    const before = await decisionsOn(ref)
    for (let at = 0; at < MAX_RUNS + 5; at++) await edit(ref, `nothing ${at}`)
    expect((await decisionsOn(ref)) - before).toBe(MAX_RUNS)
  })

  test('caused by a maintainer are not limited, and other issues have their own limits', async () => {
    const ref = await file('reporter', 'nothing')
    for (let at = 0; at < MAX_RUNS + 5; at++) await bot.say(ref, 'Again.')
    await bot.say(ref, '/triage is torn-ticket', 'keeper')
    expect(await bot.labelsOf(ref)).toEqual(['auth: torn ticket'])
    const other = await file('reporter', 'nothing')
    await bot.say(other, 'lost-badge found')
    expect(await bot.labelsOf(other)).toEqual(['auth: lost badge'])
  })
})

describe('labels', () => {
  test('beyond the hourly budget are suppressed and listed in the audit, but the comment is written', async () => {
    bot.configure(ACME, 'budget: { labels: 4 }\n')
    const refs = []
    for (const author of ['a', 'b', 'c', 'd', 'e']) refs.push(await file(author))
    const labels = await Promise.all(refs.map((ref) => bot.labelsOf(ref)))
    expect(labels.map(({ length }) => length)).toEqual([1, 1, 1, 1, 0])
    const last = refs[4] as IssueRef
    expect(await bot.commentOn(last)).toContain('The lost badge')
    expect((await bot.store.decisions(last))[0]?.acts).toEqual([
      'comment created',
      'suppressed: hourly budget used up: add label auth: lost badge',
    ])
    expect(await bot.queue.backlog()).toBe(0)
    bot.wait(HOUR)
    await edit(last, 'lost-badge found, and more')
    expect(await bot.labelsOf(last)).toEqual(['auth: lost badge'])
  })

  test("on one reporter's issues use at most half of the budget", async () => {
    bot.configure(ACME, 'budget: { labels: 4 }\n')
    const refs = [await file('flood'), await file('flood'), await file('flood'), await file('ann')]
    const labels = await Promise.all(refs.map((ref) => bot.labelsOf(ref)))
    expect(labels.map(({ length }) => length)).toEqual([1, 1, 0, 1])
  })

  test('that change back and forth are counted each time', async () => {
    bot.configure(ACME, 'budget: { labels: 8 }\n')
    const ref = await file()
    for (let at = 0; at < 6; at++) {
      bot.wait(1000)
      await edit(ref, at % 2 === 0 ? 'torn-ticket found' : 'lost-badge found')
    }
    const changes = bot.github.writes.filter((it) => /^(?:addLabels|removeLabel) /.test(it))
    expect(changes).toHaveLength(3)
  })

  test('that a maintainer requests have a larger budget, and are set in the next hour if they exceed it', async () => {
    bot.configure(ACME, 'budget: { labels: 1 }\n')
    const ref = await file()
    expect(await bot.labelsOf(ref)).toEqual(['auth: lost badge'])
    await bot.say(ref, '/triage is torn-ticket', 'keeper')
    expect(await bot.labelsOf(ref)).toEqual(['auth: torn ticket'])
    bot.wait(1000)
    await bot.say(ref, '/triage is lost-badge', 'keeper')
    expect(await bot.labelsOf(ref)).toEqual(['auth: torn ticket'])
    bot.wait(HOUR)
    await bot.workOff()
    expect(await bot.labelsOf(ref)).toEqual(['auth: lost badge'])
    expect(await bot.queue.backlog()).toBe(0)
  })
})
