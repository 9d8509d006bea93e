/** The weekly work of a repository: drafts of signatures, kept as messages only, and the digest. */

import { beforeEach, describe, expect, test } from 'vitest'
import { createInProcessAnalysis } from '../../../src/app/analysis/in-process.ts'
import { draftsNow } from '../../../src/app/weekly/learn-weekly.ts'
import { weekOf } from '../../../src/app/weekly/weekly-delivery.ts'
import { DIGEST_MARKER } from '../../../src/core/comments/digest-comment.ts'
import type { IssueRef } from '../../../src/core/issue-ref.ts'
import { WEEK_MS } from '../../../src/core/time-units.ts'
import { pollWeekly } from '../../../src/entrypoints/server/weekly-poller.ts'
import { outcomeOf } from '../../adapters/store/contract-outcomes.ts'
import { about, type MadeUpBot, openMadeUpBot } from '../../support/made-up-bot.ts'
import { twoSignaturePack } from '../../support/packs.ts'

const ACME = { owner: 'acme', repo: 'gateway' }
const pack = twoSignaturePack()
const analysis = createInProcessAnalysis(pack)
let bot: MadeUpBot

beforeEach(async () => {
  bot = await openMadeUpBot(pack)
  return () => bot.store.close()
})

/** A report about authentication that no signature explains. */
function unexplained(author: string, line = 'Error: the badge reader refused a bent ticket'): Promise<IssueRef> {
  const body = `The OAuth login of ${author} ends with 401 unauthorized.\n\n\`\`\`\n${line}\n\`\`\`\n`
  return bot.open({ ...ACME, title: `OAuth login fails for ${author}`, body, author })
}

async function three(): Promise<readonly IssueRef[]> {
  return [await unexplained('ann'), await unexplained('ben'), await unexplained('carl')]
}

const drafts = async () => (await draftsNow(ACME, { store: bot.store, analysis }))?.drafts ?? null

describe('drafts of signatures', () => {
  test('are made once a week, and nothing is written on GitHub', async () => {
    const refs = await three()
    const before = await Promise.all(refs.map((ref) => bot.commentOn(ref)))
    expect(await drafts()).toBeNull()
    await bot.passWeek(ACME)
    expect(await drafts()).toMatchObject([{ reports: ['#1', '#2', '#3'], people: 3 }])
    expect((await drafts())?.[0]?.text).toContain('badge reader refused a bent ticket')
    expect(await Promise.all(refs.map((ref) => bot.commentOn(ref)))).toEqual(before)
  })

  test('are kept as messages and numbers, without a line of a report', async () => {
    await three()
    await bot.passWeek(ACME)
    const kept = JSON.stringify(await bot.store.draftsIn(ACME))
    expect(kept).toContain('badge reader refused a bent')
    for (const word of ['Error:', 'OAuth', 'ann']) expect(kept).not.toContain(word)
  })

  test('are not shown any more when one of three reporters takes the line out', async () => {
    const [first] = await three()
    await unexplained('dora')
    await bot.passWeek(ACME)
    bot.github.as('person').edit(first as IssueRef, { body: 'OAuth login ends with 401 unauthorized.' })
    const repository = await bot.github.readRepository(ACME)
    await bot.hear('issues', { action: 'edited', ...about(first as IssueRef, repository?.id) })
    expect(await drafts()).toMatchObject([{ reports: ['#2', '#3', '#4'] }])
    expect((await drafts())?.[0]?.text).not.toContain('#1')
  })

  test('are not shown any more when an issue that they need is deleted', async () => {
    const [first] = await three()
    await bot.passWeek(ACME)
    bot.github.as('person').delete(first as IssueRef)
    const repository = await bot.github.readRepository(ACME)
    await bot.hear('issues', { action: 'deleted', ...about(first as IssueRef, repository?.id) })
    expect(await drafts()).toEqual([])
    expect((await bot.store.draftsIn(ACME))?.drafts[0]?.reports).toEqual([2, 3])
  })
})

describe('the digest', () => {
  test('is one comment on the chosen issue, edited in place', async () => {
    bot.configure(ACME, 'alarms: { digest: 1 }')
    const [first] = await three()
    await bot.say(first as IssueRef, '/triage stop', 'ann')
    const chosen = await bot.open({ ...ACME, title: 'Digest', body: 'Here.', author: 'keeper' })
    bot.configure(ACME, `alarms: { digest: ${chosen.number} }`)
    bot.wait(10 * 60_000)
    await bot.passWeek(ACME)
    const before = await bot.commentOn(chosen)
    expect(before.startsWith(DIGEST_MARKER)).toBe(true)
    expect(before).toContain('without a known cause: 1.')
    const ref = { ...ACME, number: 1 }
    await bot.store.keepOutcome({ ...outcomeOf(1, { grade: 'confirmed' }), ref, readAt: bot.now() + WEEK_MS })
    await bot.passWeek(ACME)
    const after = await bot.commentOn(chosen)
    expect(after).toContain('`missing-scope`: 1 confirmed, 0 contradicted')
    expect(after).toContain('not the accuracy')
    expect(after).not.toContain('ann')
  })

  test('is not written unless the repository wants it, nor in a dry run', async () => {
    const [first] = await three()
    const before = await bot.commentOn(first as IssueRef)
    await bot.passWeek(ACME)
    bot.configure(ACME, 'mode: dry-run\nalarms: { digest: 1 }')
    bot.wait(10 * 60_000)
    await bot.passWeek(ACME)
    expect(await bot.commentOn(first as IssueRef)).toBe(before)
  })
})

describe('the weekly poll', () => {
  const poll = (now: number, asked = new Map<number, number>()) =>
    pollWeekly({ store: bot.store, queue: bot.queue, installationOf: async () => 1, now, asked })

  test('queues a repository once a week, also after a restart', async () => {
    await three()
    const now = bot.now()
    expect([await poll(now), await poll(now), await poll(now + WEEK_MS)]).toEqual([1, 0, 1])
  })

  test('asks GitHub about a repository once a week only', async () => {
    await three()
    let calls = 0
    const asked = new Map<number, number>()
    const installationOf = async () => {
      calls += 1
      return null
    }
    for (const now of [0, 1, 2]) {
      await pollWeekly({ store: bot.store, queue: bot.queue, installationOf, now: bot.now() + now, asked })
    }
    expect([calls, await bot.queue.backlog()]).toEqual([1, 0])
  })

  test('tries a repository again for which GitHub refused the call', async () => {
    await three()
    const asked = new Map<number, number>()
    const installationOf = () => Promise.reject(new Error('refused'))
    await pollWeekly({ store: bot.store, queue: bot.queue, installationOf, now: bot.now(), asked })
    expect(await poll(bot.now(), asked)).toBe(1)
  })

  test('spreads the repositories over the week', () => {
    const starts = new Set([1, 2, 30, 169].map((id) => weekOf({ id }, 100 * WEEK_MS + 20 * 60 * 60 * 1000)))
    expect(starts.size).toBe(2)
  })
})
