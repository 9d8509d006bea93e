import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { type Delivery, KEEP_DONE_MS, type Queue } from '../../../src/adapters/queue/queue.ts'
import type { OpenedStore } from '../../../src/adapters/store/open.ts'
import type { Engine, Place } from '../store/places.ts'

const MAX_PAYLOAD_BYTES = 25 * 1024 * 1024

export function delivery(id: string, changes: Partial<Delivery> = {}): Delivery {
  return { id, event: 'issues.opened', key: 'acme/desktop#1', payload: `{"id":"${id}"}`, receivedAt: 1000, ...changes }
}

/** Contract for `Queue` on one engine. */
export function describeInbox(engine: Engine): void {
  describe(`queue: ${engine.name}`, () => {
    let place: Place
    let opened: OpenedStore
    let queue: Queue

    beforeEach(async () => {
      place = await engine.place()
      opened = await place.open()
      queue = opened.queue
    })

    afterEach(async () => {
      await opened.store.close()
      await place.remove()
    })

    /** Closes and reopens the store, as a process restart does. */
    async function restart(): Promise<void> {
      await opened.store.close()
      opened = await place.open()
      queue = opened.queue
    }

    async function claimedId(now = 2000): Promise<string | null> {
      return (await queue.claim(now))?.id ?? null
    }

    async function acceptAll(...deliveries: Delivery[]): Promise<void> {
      for (const one of deliveries) await queue.accept(one)
    }

    describe('accepting', () => {
      test('returns a delivery exactly as received, as the first attempt', async () => {
        const received = delivery('a', { payload: '{"text":"naïve \\u0000 🔑\\n"}' })
        expect(await queue.accept(received)).toBe('accepted')
        expect(await queue.claim(2000)).toEqual({ ...received, attempt: 1, suspicion: 0 })
      })

      test('knows the id of a waiting delivery and keeps the first payload', async () => {
        await queue.accept(delivery('a'))
        expect(await queue.accept(delivery('a', { payload: '{"other":true}' }))).toBe('known')
        expect([await queue.backlog(), (await queue.claim(2000))?.payload]).toEqual([1, '{"id":"a"}'])
      })

      test('knows the id of a claimed delivery', async () => {
        await queue.accept(delivery('a'))
        await queue.claim(2000)
        expect(await queue.accept(delivery('a'))).toBe('known')
      })

      test('knows the id of a done delivery and does not process it again', async () => {
        await queue.accept(delivery('a'))
        await queue.claim(2000)
        await queue.complete('a', 3000)
        expect([await queue.accept(delivery('a')), await claimedId()]).toEqual(['known', null])
      })

      test('knows the id of a parked delivery', async () => {
        await queue.accept(delivery('a'))
        await queue.claim(2000)
        await queue.park('a', 'no use', 3000)
        expect([await queue.accept(delivery('a')), await claimedId()]).toEqual(['known', null])
      })

      test('accepts only one of many copies that arrive concurrently', async () => {
        const answers = await Promise.all(Array.from({ length: 10 }, () => queue.accept(delivery('a'))))
        expect(answers.filter((answer) => answer === 'accepted')).toHaveLength(1)
      })

      test('accepts the largest payload that GitHub sends', async () => {
        const payload = JSON.stringify({ body: 'é'.repeat((MAX_PAYLOAD_BYTES - 16) / 2) })
        await queue.accept(delivery('a', { payload }))
        const claimed = await queue.claim(2000)
        expect(claimed?.payload === payload).toBe(true)
      })
    })

    describe('order', () => {
      test('claims in order of arrival, regardless of the times', async () => {
        await acceptAll(delivery('a', { key: 'k1', receivedAt: 1500 }), delivery('b', { key: 'k2', receivedAt: 1000 }))
        expect([await claimedId(), await claimedId()]).toEqual(['a', 'b'])
      })

      test('claims only one delivery per key at a time', async () => {
        await acceptAll(delivery('a'), delivery('b'))
        expect([await claimedId(), await claimedId()]).toEqual(['a', null])
      })

      test('claims the next delivery with the same key when the previous one is done', async () => {
        await acceptAll(delivery('a'), delivery('b'))
        await queue.claim(2000)
        await queue.complete('a', 2000)
        expect(await claimedId()).toBe('b')
      })

      test('claims deliveries with other keys in the meantime', async () => {
        await acceptAll(delivery('a'), delivery('b'), delivery('c', { key: 'acme/desktop#2' }))
        expect([await claimedId(), await claimedId(), await claimedId()]).toEqual(['a', 'c', null])
      })

      test('never gives one delivery to two concurrent claims', async () => {
        await acceptAll(delivery('a'), delivery('b'), delivery('c', { key: 'acme/desktop#2' }))
        const concurrent = await Promise.all(Array.from({ length: 8 }, () => claimedId()))
        const claims = [...concurrent, await claimedId(), await claimedId()]
        expect(claims.filter((id) => id !== null).sort()).toEqual(['a', 'c'])
      })

      test('claims the oldest delivery with a given key', async () => {
        await acceptAll(delivery('a'), delivery('b', { key: 'k' }), delivery('c', { key: 'k' }))
        expect([(await queue.claim(2000, 'k'))?.id, await queue.claim(2000, 'k')]).toEqual(['b', null])
      })

      test('returns the claimed delivery for a key again until it is completed', async () => {
        await acceptAll(delivery('a', { key: 'k' }), delivery('b'))
        expect(await queue.claimed('k')).toBeNull()
        const claim = await queue.claim(2000, 'k')
        expect([await queue.claimed('k'), claim?.id]).toEqual([claim, 'a'])
        await queue.complete('a', 3000)
        expect(await queue.claimed('k')).toBeNull()
      })

      test('claims an untried delivery even if the clock has been set back since it arrived', async () => {
        await queue.accept(delivery('a', { receivedAt: 5000 }))
        expect(await claimedId(4999)).toBe('a')
      })

      test('claims a deferred delivery when it is due, and not before', async () => {
        await queue.accept(delivery('a', { receivedAt: 1000, dueAt: 5000 }))
        expect([await claimedId(4999), await queue.nextDueAt()]).toEqual([null, 5000])
        expect(await claimedId(5000)).toBe('a')
      })
    })

    describe('retrying', () => {
      beforeEach(async () => {
        await acceptAll(delivery('a'), delivery('b'))
        await queue.claim(2000)
        await queue.retry('a', 'GitHub was down', 9000)
      })

      test('claims the delivery again when it is due, and counts attempts', async () => {
        expect(await queue.claim(8999)).toBeNull()
        expect(await queue.claim(9000)).toMatchObject({ id: 'a', attempt: 2 })
      })

      test('keeps later deliveries with the same key waiting', async () => {
        expect(await claimedId(8999)).toBeNull()
        await queue.claim(9000)
        await queue.complete('a', 9100)
        expect(await claimedId(9100)).toBe('b')
      })

      test('does not block other keys', async () => {
        await queue.accept(delivery('c', { key: 'acme/desktop#2' }))
        expect(await claimedId(2500)).toBe('c')
      })

      test('returns the next due time without counting blocked deliveries', async () => {
        expect(await queue.nextDueAt()).toBe(9000)
      })
    })

    describe('parking', () => {
      beforeEach(async () => {
        await acceptAll(delivery('a'), delivery('b'))
        await queue.claim(2000)
        await queue.park('a', 'the payload is not JSON', 3000)
      })

      test('keeps the delivery with the reason', async () => {
        expect(await queue.parked()).toEqual([{ ...delivery('a'), attempts: 1, reason: 'the payload is not JSON' }])
      })

      test('unblocks the next delivery with the same key and no longer counts as backlog', async () => {
        expect([await queue.backlog(), await claimedId()]).toEqual([1, 'b'])
      })

      test('lists parked deliveries in order of arrival', async () => {
        await queue.claim(3000)
        await queue.park('b', 'this neither', 3000)
        expect((await queue.parked()).map((one) => one.id)).toEqual(['a', 'b'])
      })
    })

    describe('a parked delivery', () => {
      beforeEach(async () => {
        await queue.accept(delivery('a'))
        await queue.claim(2000)
        await queue.park('a', 'no use', 3000)
      })

      test('can wait again, as if it had never been tried', async () => {
        expect(await queue.retryParked('a', 4000)).toBe(true)
        expect([await queue.parked(), await queue.claim(4000)]).toEqual([
          [],
          { ...delivery('a'), attempt: 1, suspicion: 0 },
        ])
      })

      test('can be dropped, and its id stays known', async () => {
        expect(await queue.dropParked('a', 4000)).toBe(true)
        expect([await queue.parked(), await queue.accept(delivery('a'))]).toEqual([[], 'known'])
      })

      test.each(['retryParked', 'dropParked'] as const)('%s returns false for any other delivery', async (act) => {
        await queue.accept(delivery('b'))
        expect([await queue[act]('b', 4000), await queue[act]('nowhere', 4000)]).toEqual([false, false])
      })
    })

    describe('an outcome for an unclaimed delivery', () => {
      test.each<[string, (id: string) => Promise<void>]>([
        ['complete', (id) => queue.complete(id, 3000)],
        ['retry', (id) => queue.retry(id, 'late', 3000)],
        ['park', (id) => queue.park(id, 'late', 3000)],
      ])('%s does not change a done delivery', async (_, act) => {
        await queue.accept(delivery('a'))
        await queue.claim(2000)
        await queue.complete('a', 2000)
        await act('a')
        expect([await queue.backlog(), await queue.parked(), await claimedId(9000)]).toEqual([0, [], null])
      })

      test('complete does not change a waiting delivery', async () => {
        await queue.accept(delivery('a'))
        await queue.complete('a', 2000)
        expect(await claimedId()).toBe('a')
      })
    })

    describe('counting', () => {
      test('has no backlog and nothing due when empty', async () => {
        expect([await queue.backlog(), await queue.nextDueAt(), await queue.claim(2000)]).toEqual([0, null, null])
      })

      test('counts waiting and claimed deliveries', async () => {
        await acceptAll(delivery('a'), delivery('b'))
        await queue.claim(2000)
        expect(await queue.backlog()).toBe(2)
      })

      test('has nothing due while running work blocks all waiting deliveries', async () => {
        await acceptAll(delivery('a'), delivery('b'))
        await queue.claim(2000)
        expect(await queue.nextDueAt()).toBeNull()
      })

      test('a new delivery is due on arrival', async () => {
        await queue.accept(delivery('a', { receivedAt: 1234 }))
        expect(await queue.nextDueAt()).toBe(1234)
      })
    })

    describe('recovering', () => {
      test('requeues claims as suspects, returns their number and does not count the interrupted try', async () => {
        await acceptAll(delivery('a'), delivery('b', { key: 'acme/desktop#2' }))
        await queue.claim(2000)
        await queue.claim(2000)
        expect(await queue.recover(3000)).toBe(2)
        expect(await queue.claim(3000)).toMatchObject({ id: 'a', attempt: 1, suspicion: 1 })
      })

      test('delays and suspects a delivery that ran alone, and does not suspect the others more', async () => {
        await acceptAll(delivery('a'), delivery('b', { key: 'acme/desktop#2' }))
        for (const _ of ['a', 'b']) await queue.claim(2000)
        await queue.recover(2000)
        for (const _ of ['a', 'b']) await queue.claim(2000)
        await queue.workAlone('a')
        await queue.recover(3000)
        expect(await queue.claim(3000)).toMatchObject({ id: 'b', suspicion: 1 })
        expect(await queue.claim(3999)).toBeNull()
        expect(await queue.claim(4000)).toMatchObject({ id: 'a', suspicion: 2 })
      })

      test('clears the suspicion after a try that ends, even if the try fails', async () => {
        await acceptAll(delivery('a'))
        await queue.claim(2000)
        await queue.recover(2000)
        await queue.claim(2000)
        await queue.workAlone('a')
        await queue.retry('a', 'GitHub is down', 3000)
        expect(await queue.claim(3000)).toMatchObject({ id: 'a', attempt: 2, suspicion: 0 })
        await queue.recover(3000)
        expect(await queue.claim(3000)).toMatchObject({ attempt: 2, suspicion: 1 })
      })

      test('does not change waiting, done or parked deliveries', async () => {
        await acceptAll(delivery('a'), delivery('b'), delivery('c'))
        await queue.claim(2000)
        await queue.complete('a', 2000)
        await queue.claim(2000)
        await queue.park('b', 'no use', 2000)
        expect([await queue.recover(3000), await queue.backlog()]).toEqual([0, 1])
      })
    })

    describe.skipIf(engine.fleeting)('several processes', () => {
      /** Opens the store as another process and claims the first of two deliveries with the same key there. */
      async function otherProcess(): Promise<OpenedStore> {
        const other = await place.open()
        await acceptAll(delivery('a'), delivery('b'))
        await other.queue.claim(2000)
        return other
      }

      test('do not take over from a living process', async () => {
        const other = await otherProcess()
        expect([await queue.recover(3000), await queue.takeOver(3000), await claimedId(3000)]).toEqual([0, 0, null])
        await other.store.close()
      })

      test('take over from a dead process', async () => {
        const other = await otherProcess()
        await other.store.close()
        expect(await vi.waitUntil(() => queue.takeOver(3000), { timeout: 10_000 })).toBe(1)
        expect(await queue.claim(3000)).toMatchObject({ id: 'a', attempt: 1 })
      })

      test('do not complete each other’s deliveries', async () => {
        const other = await otherProcess()
        await queue.complete('a', 3000)
        expect(await queue.backlog()).toBe(2)
        await other.queue.complete('a', 3000)
        expect(await claimedId(3000)).toBe('b')
        await other.store.close()
      })
    })

    describe('forgetting', () => {
      test('forgets only ids of deliveries that were done more than 30 days ago', async () => {
        await acceptAll(delivery('a'), delivery('b'), delivery('c'))
        for (const [id, at] of [
          ['a', 3000],
          ['b', 4000],
        ] as const) {
          await queue.claim(2000)
          await queue.complete(id, at)
        }
        expect(await queue.forgetDone(4000 + KEEP_DONE_MS)).toBe(1)
        const again = [
          await queue.accept(delivery('a')),
          await queue.accept(delivery('b')),
          await queue.accept(delivery('c')),
        ]
        expect(again).toEqual(['accepted', 'known', 'known'])
      })

      test('drops waiting and parked deliveries for a name and keeps their ids', async () => {
        await acceptAll(delivery('a', { key: 'Acme/desktop#1' }), delivery('b', { key: 'acme/desktop' }))
        await queue.claim(2000)
        await queue.park('a', 'no use', 2000)
        expect(await queue.forget('acme/Desktop', 3000)).toBe(2)
        expect([await queue.parked(), await queue.backlog(), await queue.accept(delivery('a'))]).toEqual([
          [],
          0,
          'known',
        ])
      })

      test.each(['acme/desktop2#1', 'acme/desktop-app', 'acme/deskto', 'x/acme/desktop#1'])(
        'does not treat %s as part of acme/desktop',
        async (key) => {
          await queue.accept(delivery('a', { key }))
          expect([await queue.forget('acme/desktop', 3000), await claimedId()]).toEqual([0, 'a'])
        },
      )

      test('does not drop a claimed delivery', async () => {
        await queue.accept(delivery('a'))
        await queue.claim(2000)
        expect([await queue.forget('acme/desktop', 3000), await queue.backlog()]).toEqual([0, 1])
      })
    })

    describe.skipIf(engine.fleeting)('across a restart', () => {
      test('keeps accepted deliveries in order', async () => {
        await acceptAll(delivery('a'), delivery('b', { key: 'acme/desktop#2' }))
        await restart()
        expect([await claimedId(), await claimedId()]).toEqual(['a', 'b'])
      })

      test('keeps an unfinished claim’s key blocked until recovery', async () => {
        await acceptAll(delivery('a'), delivery('b'))
        await queue.claim(2000)
        await restart()
        expect(await claimedId()).toBeNull()
        expect(await queue.recover(3000)).toBe(1)
        expect(await queue.claim(3000)).toMatchObject({ id: 'a', attempt: 1, suspicion: 1 })
      })

      test('still knows the ids of done deliveries', async () => {
        await queue.accept(delivery('a'))
        await queue.claim(2000)
        await queue.complete('a', 2000)
        await restart()
        expect(await queue.accept(delivery('a'))).toBe('known')
      })

      test('keeps a retry’s due time', async () => {
        await queue.accept(delivery('a'))
        await queue.claim(2000)
        await queue.retry('a', 'GitHub was down', 9000)
        await restart()
        expect([await queue.recover(3000), await queue.nextDueAt()]).toEqual([0, 9000])
      })
    })
  })
}
