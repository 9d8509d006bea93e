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

/** The promises of the store about a clock that jumped a year ahead and was set back, for one engine. */
export function describeClock(engine: Engine): void {
  describe(`a clock that was a year ahead for a while: ${engine.name}`, () => {
    let opened: OpenedStore
    let place: Place
    openBeforeEach(engine, (it, where) => {
      opened = it
      place = where
    })

    test('silences no comment for longer than the hour that its budget counts', async () => {
      const most = { repository: 2, author: 2 }
      const take = (number: number, at: number) =>
        opened.store.takeTurn({ ref: { ...ACME, number }, author: 'ann', at, windowMs: HOUR, most })
      for (const number of [1, 2]) expect(await take(number, NEXT_YEAR)).toBe(true)
      expect(await take(3, TODAY)).toBe(false)
      expect(await take(3, TODAY + HOUR - 1)).toBe(false)
      expect(await take(3, TODAY + HOUR)).toBe(true)
    })

    test('holds no call back that GitHub asked to hold then, and forgets no hold of now', async () => {
      let now = NEXT_YEAR
      const pace = createRateLimiter({ now: () => now, sleep: async () => {}, ledger: opened.store.rateLimitOf(1001) })
      await pace.hold(30_000)
      now = TODAY
      expect(await pace.heldFor()).toBe(0)
      await pace.hold(20_000)
      expect(await pace.heldFor()).toBe(20_000)
      await pace.hold(10_000)
      expect(await pace.heldFor()).toBe(20_000)
    })

    test('holds no call back for longer than the hour that GitHub may ask for', async () => {
      const pace = createRateLimiter({
        now: () => TODAY,
        sleep: async () => {},
        ledger: opened.store.rateLimitOf(1001),
      })
      await pace.hold(1e12)
      expect(await pace.heldFor()).toBe(HOUR)
    })

    test('leaves nobody the turn to write who did not give it back, and does not count what was written then', async () => {
      const pace = opened.store.rateLimitOf(1001)
      for (const at of [0, 1000, 2000]) {
        expect(await pace.take(NEXT_YEAR + at, RULES)).toBe(0)
        await pace.give(NEXT_YEAR + at, RULES)
      }
      expect(await pace.take(TODAY, RULES)).toBe(0)
      await pace.give(TODAY, RULES)
      expect(await pace.take(NEXT_YEAR + 3000, RULES)).toBe(0)
    })

    test.skipIf(engine.fleeting)('leaves a living process the turn to write no longer than any other', async () => {
      const other = await place.open()
      expect(await other.store.rateLimitOf(1001).take(NEXT_YEAR, RULES)).toBe(0)
      expect(await opened.store.rateLimitOf(1001).take(TODAY, RULES)).toBe(0)
      await other.store.close()
    })

    test('lets a delivery that failed then be tried again', async () => {
      const { queue } = opened
      await queue.accept(delivery('a', { receivedAt: NEXT_YEAR }))
      await queue.claim(NEXT_YEAR)
      await queue.retry('a', '502', NEXT_YEAR + 5000)
      expect(await queue.claim(TODAY)).toBeNull()
      await queue.takeOver(TODAY)
      expect([await queue.nextDueAt(), (await queue.claim(TODAY))?.attempt]).toEqual([TODAY, 2])
    })

    test('lets a delivery that waits its hours go on waiting', async () => {
      const { queue } = opened
      await queue.accept(delivery('a'))
      await queue.claim(TODAY)
      await queue.retry('a', '502', TODAY + 4 * HOUR)
      await queue.recover(TODAY)
      expect([await queue.claim(TODAY + 4 * HOUR - 1), (await queue.claim(TODAY + 4 * HOUR))?.id]).toEqual([null, 'a'])
    })

    test('keeps the id of a delivery that was done then for one month from now', async () => {
      const { queue } = opened
      await queue.accept(delivery('a'))
      await queue.claim(NEXT_YEAR)
      await queue.complete('a', NEXT_YEAR)
      expect(await queue.forgetDone(TODAY)).toBe(0)
      expect(await queue.forgetDone(TODAY + KEEP_DONE_MS)).toBe(0)
      expect(await queue.forgetDone(TODAY + KEEP_DONE_MS + 1)).toBe(1)
    })

    test('keeps a worker from nothing: what failed then is worked on as soon as it is set back', async () => {
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

    test('keeps nobody’s word from being heard: an undo of today takes back what was done then, for good', async () => {
      let now = NEXT_YEAR
      const github = createMemoryGitHub(() => now)
      const rules = resolveRules(pack, { settings: settingsOf(''), problems: [], mayLoosen: false })
      const walk = async (trigger: 'event' | 'again' = 'event') => {
        now += 1000
        const world = { github, store: opened.store, pack, clock: () => now, rulesFor: async () => rules }
        await triageIssue(ref, `guid-${now}`, { ...world, trigger })
      }
      const labels = async () => {
        const issue = await github.readIssue(ref)
        return typeof issue === 'string' ? [] : issue.labels
      }
      const ref = github.openIssue({ ...ACME, title: 'It fails', body: 'lost-badge found' })
      await walk()
      expect(await labels()).toEqual(['auth: lost badge'])
      now = TODAY
      await github.removeLabel(ref, 'auth: lost badge')
      await opened.store.recordFeedback(verdictOf({ id: 'undo-1', ref, kind: 'undo', rights: 'maintainer', at: now }))
      github.as('person').edit(ref, { body: 'torn-ticket found' })
      await walk()
      expect(await labels()).toEqual([])
      await walk('again')
      expect(await labels()).toEqual(['auth: torn ticket'])
    })

    test('keeps nobody’s word from being heard: an undo of then ends when somebody asks again today', async () => {
      let now = TODAY
      const github = createMemoryGitHub(() => now)
      const rules = resolveRules(pack, { settings: settingsOf(''), problems: [], mayLoosen: false })
      const ref = github.openIssue({ ...ACME, title: 'It fails', body: 'lost-badge found' })
      const undo = { id: 'undo-1', ref, kind: 'undo', rights: 'maintainer', at: NEXT_YEAR } as const
      await opened.store.recordFeedback(verdictOf(undo))
      for (const trigger of ['again', 'event'] as const) {
        now += 1000
        github.as('person').edit(ref, { body: trigger === 'again' ? 'lost-badge found' : 'torn-ticket found' })
        const world = { github, store: opened.store, pack, clock: () => now, rulesFor: async () => rules }
        await triageIssue(ref, `guid-${now}`, { ...world, trigger })
      }
      expect(await github.readIssue(ref)).toMatchObject({ labels: ['auth: torn ticket'] })
    })

    test('costs no issue of today its comment', async () => {
      let now = NEXT_YEAR
      const github = createMemoryGitHub(() => now)
      const settings = settingsOf('budget: { repository: 2, author: 2 }')
      const rules = resolveRules(pack, { settings, problems: [], mayLoosen: false })
      const file = async () => {
        now += 1000
        const ref = github.openIssue({ ...ACME, title: 'It fails', body: 'lost-badge found' })
        const world = { github, store: opened.store, pack, clock: () => now, rulesFor: async () => rules }
        await triageIssue(ref, `guid-${now}`, world)
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
