import { describe, expect, test, vi } from 'vitest'
import { createMemoryGitHub } from '../../../src/adapters/github/memory/memory-github.ts'
import { createRateLimiter } from '../../../src/adapters/github/rate-limiter.ts'
import { KEEP_DONE_MS } from '../../../src/adapters/queue/queue.ts'
import type { OpenedStore } from '../../../src/adapters/store/open.ts'
import { triageIssue } from '../../../src/app/triage.ts'
import { parseSettings } from '../../../src/core/settings/parse-settings.ts'
import { resolveRules } from '../../../src/core/settings/rules.ts'
import { verdictOf } from '../../support/feedback-events.ts'
import { twoSignaturePack } from '../../support/packs.ts'
import { delivery } from '../queue/contract.ts'
import { type Engine, openBeforeEach, type Place } from './places.ts'

const HOUR = 3_600_000
const TODAY = 1_795_000_000_000
const NEXT_YEAR = TODAY + 365 * 24 * HOUR
const RULES = { gapMs: 1000, limits: [{ most: 3, withinMs: 60_000 }] }

const pack = twoSignaturePack()
const ACME = { owner: 'acme', repo: 'gateway' }

/** Contract for the store on one engine, after the clock has jumped a year ahead and been set back. */
export function describeClock(engine: Engine): void {
  describe(`after a clock that was a year ahead: ${engine.name}`, () => {
    let opened: OpenedStore
    let place: Place
    openBeforeEach(engine, (newStore, newPlace) => {
      opened = newStore
      place = newPlace
    })

    test('blocks comments for no longer than their one-hour budget', async () => {
      const most = { repository: 2, author: 2 }
      const take = (number: number, at: number) =>
        opened.store.takeCommentSlot({ ref: { ...ACME, number }, author: 'ann', at, windowMs: HOUR, most })
      for (const number of [1, 2]) expect(await take(number, NEXT_YEAR)).toBe(true)
      expect(await take(3, TODAY)).toBe(false)
      expect(await take(3, TODAY + HOUR - 1)).toBe(false)
      expect(await take(3, TODAY + HOUR)).toBe(true)
    })

    test('drops a hold set at that time and applies a new one', async () => {
      let now = NEXT_YEAR
      const rateLimiter = createRateLimiter({
        now: () => now,
        sleep: async () => {},
        ledger: opened.store.rateLimitOf(1001),
      })
      await rateLimiter.hold(30_000)
      now = TODAY
      expect(await rateLimiter.heldFor()).toBe(0)
      await rateLimiter.hold(20_000)
      expect(await rateLimiter.heldFor()).toBe(20_000)
      await rateLimiter.hold(10_000)
      expect(await rateLimiter.heldFor()).toBe(20_000)
    })

    test('holds calls back for at most an hour, the longest that GitHub asks for', async () => {
      const rateLimiter = createRateLimiter({
        now: () => TODAY,
        sleep: async () => {},
        ledger: opened.store.rateLimitOf(1001),
      })
      await rateLimiter.hold(1e12)
      expect(await rateLimiter.heldFor()).toBe(HOUR)
    })

    test('expires a lease that was not given back, and does not count writes from that time', async () => {
      const rateLimiter = opened.store.rateLimitOf(1001)
      for (const at of [0, 1000, 2000]) {
        expect(await rateLimiter.take(NEXT_YEAR + at, RULES)).toBe(0)
        await rateLimiter.give(NEXT_YEAR + at, RULES)
      }
      expect(await rateLimiter.take(TODAY, RULES)).toBe(0)
      await rateLimiter.give(TODAY, RULES)
      expect(await rateLimiter.take(NEXT_YEAR + 3000, RULES)).toBe(0)
    })

    test.skipIf(engine.fleeting)('also expires a living process’s lease', async () => {
      const other = await place.open()
      expect(await other.store.rateLimitOf(1001).take(NEXT_YEAR, RULES)).toBe(0)
      expect(await opened.store.rateLimitOf(1001).take(TODAY, RULES)).toBe(0)
      await other.store.close()
    })

    test('retries a delivery that failed at that time', async () => {
      const { queue } = opened
      await queue.accept(delivery('a', { receivedAt: NEXT_YEAR }))
      await queue.claim(NEXT_YEAR)
      await queue.retry('a', '502', NEXT_YEAR + 5000)
      expect(await queue.claim(TODAY)).toBeNull()
      await queue.takeOver(TODAY)
      expect([await queue.nextDueAt(), (await queue.claim(TODAY))?.attempt]).toEqual([TODAY, 2])
    })

    test('keeps the wait for a delivery that is due in a few hours', async () => {
      const { queue } = opened
      await queue.accept(delivery('a'))
      await queue.claim(TODAY)
      await queue.retry('a', '502', TODAY + 4 * HOUR)
      await queue.recover(TODAY)
      expect([await queue.claim(TODAY + 4 * HOUR - 1), (await queue.claim(TODAY + 4 * HOUR))?.id]).toEqual([null, 'a'])
    })

    test('keeps the id of a delivery that was done at that time for 30 days from now', async () => {
      const { queue } = opened
      await queue.accept(delivery('a'))
      await queue.claim(NEXT_YEAR)
      await queue.complete('a', NEXT_YEAR)
      expect(await queue.forgetDone(TODAY)).toBe(0)
      expect(await queue.forgetDone(TODAY + KEEP_DONE_MS)).toBe(0)
      expect(await queue.forgetDone(TODAY + KEEP_DONE_MS + 1)).toBe(1)
    })

    test('lets a worker retry a delivery that failed at that time as soon as the clock is set back', async () => {
      const log = { info: vi.fn(), warn: vi.fn(), error: vi.fn() }
      let ahead = 365 * 24 * HOUR
      const tries: number[] = []
      const work = async ({ attempt }: { readonly attempt: number }) => {
        tries.push(attempt)
        if (attempt === 1) throw new Error('502')
      }
      const clock = () => Date.now() + ahead
      const worker = opened.createWorker({ queue: opened.queue, work, clock, random: () => 1, log })
      await opened.queue.accept(delivery('a', { receivedAt: Date.now() }))
      worker.start()
      await vi.waitUntil(() => tries.length === 1, { timeout: 15_000 })
      await vi.waitUntil(async () => (await opened.queue.nextDueAt()) !== null, { timeout: 15_000 })
      ahead = 0
      await vi.waitUntil(async () => (await opened.queue.backlog()) === 0, { timeout: 20_000, interval: 100 })
      await worker.stop()
      expect(tries).toEqual([1, 2])
    }, 40_000)

    test('permanently applies today’s undo to acts from that time', async () => {
      let now = NEXT_YEAR
      const github = createMemoryGitHub(() => now)
      const rules = resolveRules(pack, { settings: settingsOf(''), problems: [], mayLoosen: false })
      const triage = async (trigger: 'event' | 'again' = 'event') => {
        now += 1000
        const deps = { github, store: opened.store, pack, clock: () => now, rulesFor: async () => rules }
        await triageIssue(ref, `guid-${now}`, { ...deps, trigger })
      }
      const labels = async () => {
        const issue = await github.readIssue(ref)
        return typeof issue === 'string' ? [] : issue.labels
      }
      const ref = github.openIssue({ ...ACME, title: 'It fails', body: 'lost-badge found' })
      await triage()
      expect(await labels()).toEqual(['auth: lost badge'])
      now = TODAY
      await github.removeLabel(ref, 'auth: lost badge')
      await opened.store.recordFeedback(verdictOf({ id: 'undo-1', ref, kind: 'undo', rights: 'maintainer', at: now }))
      github.as('person').edit(ref, { body: 'torn-ticket found' })
      await triage()
      expect(await labels()).toEqual([])
      await triage('again')
      expect(await labels()).toEqual(['auth: torn ticket'])
    })

    test('ends an undo from that time when a person asks again today', async () => {
      let now = TODAY
      const github = createMemoryGitHub(() => now)
      const rules = resolveRules(pack, { settings: settingsOf(''), problems: [], mayLoosen: false })
      const ref = github.openIssue({ ...ACME, title: 'It fails', body: 'lost-badge found' })
      const undo = { id: 'undo-1', ref, kind: 'undo', rights: 'maintainer', at: NEXT_YEAR } as const
      await opened.store.recordFeedback(verdictOf(undo))
      for (const trigger of ['again', 'event'] as const) {
        now += 1000
        github.as('person').edit(ref, { body: trigger === 'again' ? 'lost-badge found' : 'torn-ticket found' })
        const deps = { github, store: opened.store, pack, clock: () => now, rulesFor: async () => rules }
        await triageIssue(ref, `guid-${now}`, { ...deps, trigger })
      }
      expect(await github.readIssue(ref)).toMatchObject({ labels: ['auth: torn ticket'] })
    })

    test('does not use up today’s comment budget', async () => {
      let now = NEXT_YEAR
      const github = createMemoryGitHub(() => now)
      const settings = settingsOf('budget: { repository: 2, author: 2 }')
      const rules = resolveRules(pack, { settings, problems: [], mayLoosen: false })
      const file = async () => {
        now += 1000
        const ref = github.openIssue({ ...ACME, title: 'It fails', body: 'lost-badge found' })
        const deps = { github, store: opened.store, pack, clock: () => now, rulesFor: async () => rules }
        await triageIssue(ref, `guid-${now}`, deps)
        return (await github.listComments(ref)).length
      }
      expect([await file(), await file(), await file()]).toEqual([1, 1, 0])
      now = TODAY
      expect(await file()).toBe(0)
      now = TODAY + 2 * HOUR
      expect(await file()).toBe(1)
    })
  })
}

function settingsOf(text: string) {
  const { settings } = parseSettings(text)
  if (settings === null) throw new Error(text)
  return settings
}
