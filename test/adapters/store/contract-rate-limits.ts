import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { RateLimitLedger } from '../../../src/adapters/store/budgets.ts'
import type { OpenedStore } from '../../../src/adapters/store/open.ts'
import type { Engine, Place } from './places.ts'

const RULES = { gapMs: 1000, limits: [{ most: 3, withinMs: 60_000 }] }
const NOON = 1_795_000_000_000

/** Contract for the shared rate limit on one engine. */
export function describePaces(engine: Engine): void {
  describe(`rate limit: ${engine.name}`, () => {
    let place: Place
    let opened: OpenedStore
    let rateLimit: RateLimitLedger

    beforeEach(async () => {
      place = await engine.place()
      opened = await place.open()
      rateLimit = opened.store.rateLimitOf(1001)
    })

    afterEach(async () => {
      await opened.store.close()
      await place.remove()
    })

    async function write(at: number): Promise<void> {
      expect(await rateLimit.take(at, RULES)).toBe(0)
      await rateLimit.give(at, RULES)
    }

    test('leaves the gap after a write', async () => {
      await write(NOON)
      expect(await rateLimit.take(NOON + 400, RULES)).toBe(600)
      expect(await rateLimit.take(NOON + 1000, RULES)).toBe(0)
    })

    test('waits until the oldest of the allowed writes has left the window', async () => {
      for (const at of [0, 1000, 2000]) await write(NOON + at)
      expect(await rateLimit.take(NOON + 10_000, RULES)).toBe(50_000)
      expect(await rateLimit.take(NOON + 60_000, RULES)).toBe(0)
    })

    test('does not make installations wait for each other', async () => {
      await write(NOON)
      expect(await opened.store.rateLimitOf(1002).take(NOON, RULES)).toBe(0)
    })

    test('does not wait when the clock has been set back', async () => {
      await write(NOON)
      expect(await rateLimit.take(NOON - 3_600_000, RULES)).toBe(0)
    })

    test('leaves the gap after a write that ended while the call waited for the store', async () => {
      await write(NOON)
      expect(await rateLimit.take(NOON - 5, RULES)).toBe(1000)
      expect(await rateLimit.take(NOON + 995, RULES)).toBe(5)
    })

    test('keeps the longest hold', async () => {
      expect(await rateLimit.heldUntil()).toBe(0)
      await rateLimit.hold(NOON, 60_000)
      await rateLimit.hold(NOON, 1000)
      expect(await rateLimit.heldUntil()).toBe(NOON + 60_000)
    })

    describe.skipIf(engine.fleeting)('among several processes', () => {
      test('gives the lease to one process until that process returns it', async () => {
        const other = await place.open()
        const theirs = other.store.rateLimitOf(1001)
        expect(await theirs.take(NOON, RULES)).toBe(0)
        expect(await rateLimit.take(NOON, RULES)).toBeGreaterThan(0)
        await theirs.give(NOON + 500, RULES)
        expect(await rateLimit.take(NOON + 500, RULES)).toBe(1000)
        expect(await rateLimit.take(NOON + 1500, RULES)).toBe(0)
        await other.store.close()
      })

      test('counts the writes of all processes', async () => {
        const other = await place.open()
        for (const at of [0, 1000]) await write(NOON + at)
        const theirs = other.store.rateLimitOf(1001)
        expect(await theirs.take(NOON + 2000, RULES)).toBe(0)
        await theirs.give(NOON + 2000, RULES)
        expect(await rateLimit.take(NOON + 3000, RULES)).toBe(57_000)
        await other.store.close()
      })

      test('frees a dead process’s lease after the gap', async () => {
        const other = await place.open()
        await other.store.rateLimitOf(1001).take(NOON, RULES)
        await other.store.close()
        await vi.waitUntil(async () => (await rateLimit.take(NOON, RULES)) === 1000, { timeout: 10_000 })
        expect(await rateLimit.take(NOON + 1000, RULES)).toBe(0)
      })
    })
  })
}
