/** Incidents, from new issues to the answer, the store and the repository's alarm issue. */
import { beforeEach, describe, expect, test } from 'vitest'
import { ALARM_MARKER } from '../../../src/core/comments/alarm-comment.ts'
import type { IssueRef } from '../../../src/core/issue-ref.ts'
import { about, type MadeUpBot, openMadeUpBot } from '../../support/made-up-bot.ts'
import { twoSignaturePack } from '../../support/packs.ts'

const MINUTE_MS = 60 * 1000
const DAY_MS = 24 * 60 * MINUTE_MS
const ACME = { owner: 'acme', repo: 'gateway' }
const pack = twoSignaturePack()
let bot: MadeUpBot

beforeEach(async () => {
  bot = await openMadeUpBot(pack)
  return () => bot.store.close()
})

const report = (author: string) => bot.open({ ...ACME, title: 'OAuth login fails', body: 'lost-badge found', author })

/** A quiet issue ten days ago, and then reports by these people, five minutes apart. */
async function burst(...people: readonly string[]): Promise<readonly IssueRef[]> {
  const refs = [await bot.open({ ...ACME, title: 'A nicer palette', body: 'Please.', author: 'somebody' })]
  bot.wait(10 * DAY_MS)
  for (const author of people) {
    bot.wait(5 * MINUTE_MS)
    refs.push(await report(author))
  }
  return refs
}

const alarms = () => bot.store.alarmsIn(ACME)

describe('a burst of reports', () => {
  test('becomes one alarm, which later reports join', async () => {
    await burst('a', 'b', 'c', 'd', 'e')
    expect(await alarms()).toMatchObject([
      { kind: 'incident', cause: 'lost-badge', people: 5, reports: [2, 3, 4, 5, 6], follows: 'clock' },
    ])
  })

  test('by one person is none', async () => {
    await burst('a', 'a', 'a', 'a', 'a', 'a')
    expect(await alarms()).toEqual([])
  })

  test('changes nothing on GitHub unless the repository wants it', async () => {
    const refs = await burst('a', 'b', 'c', 'd')
    for (const ref of refs.slice(1)) expect(await bot.commentOn(ref)).toContain('**Check first**')
    expect(await bot.commentOn(refs[0] as IssueRef)).toBe('')
  })

  test('that is over is no alarm for the next report', async () => {
    bot.configure(ACME, 'alarms: { answer: true }')
    await burst('a', 'b', 'c', 'd')
    bot.wait(2 * DAY_MS)
    expect(await bot.commentOn(await report('e'))).toContain('**Check first**')
    expect(await alarms()).toMatchObject([{ people: 4 }])
  })
})

describe('a repository that wants it', () => {
  test('gets "others see this" instead of a checklist', async () => {
    bot.configure(ACME, 'alarms: { answer: true }')
    const refs = await burst('a', 'b', 'c', 'd')
    const comment = await bot.commentOn(refs.at(-1) as IssueRef)
    expect(comment).toMatch(/Others see this since \d\d:\d\d UTC\*\* \(\d{4}-\d\d-\d\d; 4 people so far\)/)
    expect(comment).toContain('The lost badge')
    expect(comment).not.toContain('**Check first**')
  })

  test('gets one comment on its alarm issue, edited in place', async () => {
    bot.configure(ACME, 'alarms: { issue: 1 }')
    const [first] = await burst('a', 'b', 'c', 'd')
    const before = await bot.commentOn(first as IssueRef)
    expect(before.startsWith(ALARM_MARKER)).toBe(true)
    await report('e')
    const after = await bot.commentOn(first as IssueRef)
    expect(after).toContain('5 people')
    expect(after).not.toBe(before)
  })

  test('gets nothing while the bot is stopped', async () => {
    bot.configure(ACME, 'alarms: { issue: 1 }')
    bot.stopByEnvironment()
    const [first] = await burst('a', 'b', 'c', 'd')
    expect(await alarms()).toHaveLength(1)
    expect(await bot.commentOn(first as IssueRef)).toBe('')
  })
})

describe('a report that is gone', () => {
  test.each(['deleted', 'transferred'] as const)('because it was %s leaves its alarm', async (action) => {
    const gone = (await burst('a', 'b', 'c', 'd')).at(-1) as IssueRef
    if (action === 'deleted') bot.github.as('person').delete(gone)
    else bot.github.as('person').transfer(gone)
    const repository = await bot.github.readRepository(gone)
    await bot.hear('issues', { action, ...about(gone, repository?.id) })
    expect(await alarms()).toMatchObject([{ people: 3, reports: [2, 3, 4] }])
  })

  test('with its repository leaves no alarm', async () => {
    await burst('a', 'b', 'c')
    const repositories = [{ id: (await bot.github.readRepository(ACME))?.id, full_name: 'acme/gateway' }]
    await bot.hear('installation', { action: 'deleted', repositories })
    expect(await alarms()).toEqual([])
  })
})
