import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { type Delivery, KEEP_DONE_MS, type Queue } from '../../../src/adapters/queue/queue.ts'
import type { OpenedStore } from '../../../src/adapters/store/open.ts'
import type { Engine, Place } from '../store/places.ts'

const MAX_PAYLOAD_BYTES = 25 * 1024 * 1024

export function delivery(id: string, changes: Partial<Delivery> = {}): Delivery {
  return { id, event: 'issues.opened', key: 'acme/desktop#1', payload: `{"id":"${id}"}`, receivedAt: 1000, ...changes }
}

/** The promises of `Inbox`, for one engine. */
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

    /** What the next start of the process finds. */
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
      test('hands a delivery out exactly as it was received, as a first attempt', async () => {
        const received = delivery('a', { payload: '{"text":"naïve \\u0000 🔑\\n"}' })
        expect(await queue.accept(received)).toBe('accepted')
        expect(await queue.claim(2000)).toEqual({ ...received, attempt: 1, suspicion: 0 })
      })

      test('knows an id that waits, and keeps what came first', async () => {
        await queue.accept(delivery('a'))
        expect(await queue.accept(delivery('a', { payload: '{"other":true}' }))).toBe('known')
        expect([await queue.backlog(), (await queue.claim(2000))?.payload]).toEqual([1, '{"id":"a"}'])
      })

      test('knows an id that is being worked on', async () => {
        await queue.accept(delivery('a'))
        await queue.claim(2000)
        expect(await queue.accept(delivery('a'))).toBe('known')
      })

      test('knows an id that is done, and does it no second time', async () => {
        await queue.accept(delivery('a'))
        await queue.claim(2000)
        await queue.complete('a', 3000)
        expect([await queue.accept(delivery('a')), await claimedId()]).toEqual(['known', null])
      })

      test('knows an id that was given up', async () => {
        await queue.accept(delivery('a'))
        await queue.claim(2000)
        await queue.park('a', 'no use', 3000)
        expect([await queue.accept(delivery('a')), await claimedId()]).toEqual(['known', null])
      })

      test('accepts one of many copies that arrive at once', async () => {
        const answers = await Promise.all(Array.from({ length: 10 }, () => queue.accept(delivery('a'))))
        expect(answers.filter((answer) => answer === 'accepted')).toHaveLength(1)
      })

      test('takes the largest payload that GitHub sends', async () => {
        const payload = JSON.stringify({ body: 'é'.repeat((MAX_PAYLOAD_BYTES - 16) / 2) })
        await queue.accept(delivery('a', { payload }))
        const claimed = await queue.claim(2000)
        expect(claimed?.payload === payload).toBe(true)
      })
    })

    describe('order', () => {
      test('hands out what arrived first, whatever the times say', async () => {
        await acceptAll(delivery('a', { key: 'k1', receivedAt: 1500 }), delivery('b', { key: 'k2', receivedAt: 1000 }))
        expect([await claimedId(), await claimedId()]).toEqual(['a', 'b'])
      })

      test('hands out one delivery of a key at a time', async () => {
        await acceptAll(delivery('a'), delivery('b'))
        expect([await claimedId(), await claimedId()]).toEqual(['a', null])
      })

      test('hands out the next of a key when the one before is done', async () => {
        await acceptAll(delivery('a'), delivery('b'))
        await queue.claim(2000)
        await queue.complete('a', 2000)
        expect(await claimedId()).toBe('b')
      })

      test('hands out other keys meanwhile', async () => {
        await acceptAll(delivery('a'), delivery('b'), delivery('c', { key: 'acme/desktop#2' }))
        expect([await claimedId(), await claimedId(), await claimedId()]).toEqual(['a', 'c', null])
      })

      test('never hands one delivery to two who ask at once', async () => {
        await acceptAll(delivery('a'), delivery('b'), delivery('c', { key: 'acme/desktop#2' }))
        const asked = await Promise.all(Array.from({ length: 8 }, () => claimedId()))
        const claims = [...asked, await claimedId(), await claimedId()]
        expect(claims.filter((id) => id !== null).sort()).toEqual(['a', 'c'])
      })

      test('hands out the oldest of a key that is asked for', async () => {
        await acceptAll(delivery('a'), delivery('b', { key: 'k' }), delivery('c', { key: 'k' }))
        expect([(await queue.claim(2000, 'k'))?.id, await queue.claim(2000, 'k')]).toEqual(['b', null])
      })

      test('says again what it handed out of a key, until that is settled', async () => {
        await acceptAll(delivery('a', { key: 'k' }), delivery('b'))
        expect(await queue.claimed('k')).toBeNull()
        const claim = await queue.claim(2000, 'k')
        expect([await queue.claimed('k'), claim?.id]).toEqual([claim, 'a'])
        await queue.complete('a', 3000)
        expect(await queue.claimed('k')).toBeNull()
      })

      test('hands out what was never tried, also when the clock was set back since it arrived', async () => {
        await queue.accept(delivery('a', { receivedAt: 5000 }))
        expect(await claimedId(4999)).toBe('a')
      })

      test('hands out what is to wait when its time has come, and not before', async () => {
        await queue.accept(delivery('a', { receivedAt: 1000, dueAt: 5000 }))
        expect([await claimedId(4999), await queue.nextDueAt()]).toEqual([null, 5000])
        expect(await claimedId(5000)).toBe('a')
      })
    })

    describe('retrying', () => {
      beforeEach(async () => {
        await acceptAll(delivery('a'), delivery('b'))
        await queue.claim(2000)
        await queue.retry('a', 'GitHub was away', 9000)
      })

      test('hands the delivery out again when it is due, counting attempts', async () => {
        expect(await queue.claim(8999)).toBeNull()
        expect(await queue.claim(9000)).toMatchObject({ id: 'a', attempt: 2 })
      })

      test('keeps later ones of the key waiting behind it', async () => {
        expect(await claimedId(8999)).toBeNull()
        await queue.claim(9000)
        await queue.complete('a', 9100)
        expect(await claimedId(9100)).toBe('b')
      })

      test('lets other keys pass', async () => {
        await queue.accept(delivery('c', { key: 'acme/desktop#2' }))
        expect(await claimedId(2500)).toBe('c')
      })

      test('says when there is something to do next, not counting what waits behind it', async () => {
        expect(await queue.nextDueAt()).toBe(9000)
      })
    })

    describe('giving up', () => {
      beforeEach(async () => {
        await acceptAll(delivery('a'), delivery('b'))
        await queue.claim(2000)
        await queue.park('a', 'the payload is not JSON', 3000)
      })

      test('keeps the delivery with its reason', async () => {
        expect(await queue.parked()).toEqual([{ ...delivery('a'), attempts: 1, reason: 'the payload is not JSON' }])
      })

      test('lets the next of the key pass, and counts no more as waiting', async () => {
        expect([await queue.backlog(), await claimedId()]).toEqual([1, 'b'])
      })

      test('lists what was given up in order of arrival', async () => {
        await queue.claim(3000)
        await queue.park('b', 'this neither', 3000)
        expect((await queue.parked()).map((one) => one.id)).toEqual(['a', 'b'])
      })
    })

    describe('what was given up', () => {
      beforeEach(async () => {
        await queue.accept(delivery('a'))
        await queue.claim(2000)
        await queue.park('a', 'no use', 3000)
      })

      test('can wait for its turn again, as if it had never been tried', async () => {
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

      test.each(['retryParked', 'dropParked'] as const)('%s finds no other delivery', async (act) => {
        await queue.accept(delivery('b'))
        expect([await queue[act]('b', 4000), await queue[act]('nowhere', 4000)]).toEqual([false, false])
      })
    })

    describe('settling what is not claimed', () => {
      test.each<[string, (id: string) => Promise<void>]>([
        ['complete', (id) => queue.complete(id, 3000)],
        ['retry', (id) => queue.retry(id, 'late', 3000)],
        ['park', (id) => queue.park(id, 'late', 3000)],
      ])('%s changes nothing about a delivery that is done', async (_, act) => {
        await queue.accept(delivery('a'))
        await queue.claim(2000)
        await queue.complete('a', 2000)
        await act('a')
        expect([await queue.backlog(), await queue.parked(), await claimedId(9000)]).toEqual([0, [], null])
      })

      test('complete changes nothing about a delivery that still waits', async () => {
        await queue.accept(delivery('a'))
        await queue.complete('a', 2000)
        expect(await claimedId()).toBe('a')
      })
    })

    describe('counting', () => {
      test('an empty queue has no backlog and nothing due', async () => {
        expect([await queue.backlog(), await queue.nextDueAt(), await queue.claim(2000)]).toEqual([0, null, null])
      })

      test('counts what waits and what is worked on', async () => {
        await acceptAll(delivery('a'), delivery('b'))
        await queue.claim(2000)
        expect(await queue.backlog()).toBe(2)
      })

      test('nothing is due while all that waits stands behind running work', async () => {
        await acceptAll(delivery('a'), delivery('b'))
        await queue.claim(2000)
        expect(await queue.nextDueAt()).toBeNull()
      })

      test('a fresh delivery is due from its arrival', async () => {
        await queue.accept(delivery('a', { receivedAt: 1234 }))
        expect(await queue.nextDueAt()).toBe(1234)
      })
    })

    describe('recovering', () => {
      test('puts claims back and says how many, under suspicion, and counts no try that was cut off', async () => {
        await acceptAll(delivery('a'), delivery('b', { key: 'acme/desktop#2' }))
        await queue.claim(2000)
        await queue.claim(2000)
        expect(await queue.recover(3000)).toBe(2)
        expect(await queue.claim(3000)).toMatchObject({ id: 'a', attempt: 1, suspicion: 1 })
      })

      test('suspects the one that was worked on alone, has it wait, and leaves those that only waited beside it as they were', async () => {
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

      test('clears what was tried to its end, whether that went well or not', async () => {
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

      test('leaves waiting, done and given up deliveries alone', async () => {
        await acceptAll(delivery('a'), delivery('b'), delivery('c'))
        await queue.claim(2000)
        await queue.complete('a', 2000)
        await queue.claim(2000)
        await queue.park('b', 'no use', 2000)
        expect([await queue.recover(3000), await queue.backlog()]).toEqual([0, 1])
      })
    })

    describe.skipIf(engine.fleeting)('several processes', () => {
      /** Another process, which works on the first of two deliveries of a key. */
      async function anotherAtWork(): Promise<OpenedStore> {
        const other = await place.open()
        await acceptAll(delivery('a'), delivery('b'))
        await other.queue.claim(2000)
        return other
      }

      test('leave what a living one works on alone', async () => {
        const other = await anotherAtWork()
        expect([await queue.recover(3000), await queue.takeOver(3000), await claimedId(3000)]).toEqual([0, 0, null])
        await other.store.close()
      })

      test('take over from a dead one', async () => {
        const other = await anotherAtWork()
        await other.store.close()
        expect(await vi.waitUntil(() => queue.takeOver(3000), { timeout: 10_000 })).toBe(1)
        expect(await queue.claim(3000)).toMatchObject({ id: 'a', attempt: 1 })
      })

      test('settle nothing of each other', async () => {
        const other = await anotherAtWork()
        await queue.complete('a', 3000)
        expect(await queue.backlog()).toBe(2)
        await other.queue.complete('a', 3000)
        expect(await claimedId(3000)).toBe('b')
        await other.store.close()
      })
    })

    describe('forgetting', () => {
      test('forgets ids of deliveries that were done a month ago, and only those', async () => {
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

      test('drops what waits and what was given up under a name, and keeps the ids', async () => {
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
        'does not take %s for a part of acme/desktop',
        async (key) => {
          await queue.accept(delivery('a', { key }))
          expect([await queue.forget('acme/desktop', 3000), await claimedId()]).toEqual([0, 'a'])
        },
      )

      test('leaves the delivery that is being worked on to its end', async () => {
        await queue.accept(delivery('a'))
        await queue.claim(2000)
        expect([await queue.forget('acme/desktop', 3000), await queue.backlog()]).toEqual([0, 1])
      })
    })

    describe.skipIf(engine.fleeting)('across a restart', () => {
      test('what was accepted is still there, in order', async () => {
        await acceptAll(delivery('a'), delivery('b', { key: 'acme/desktop#2' }))
        await restart()
        expect([await claimedId(), await claimedId()]).toEqual(['a', 'b'])
      })

      test('a claim that was never settled blocks its key until it is recovered', async () => {
        await acceptAll(delivery('a'), delivery('b'))
        await queue.claim(2000)
        await restart()
        expect(await claimedId()).toBeNull()
        expect(await queue.recover(3000)).toBe(1)
        expect(await queue.claim(3000)).toMatchObject({ id: 'a', attempt: 1, suspicion: 1 })
      })

      test('done ids stay known', async () => {
        await queue.accept(delivery('a'))
        await queue.claim(2000)
        await queue.complete('a', 2000)
        await restart()
        expect(await queue.accept(delivery('a'))).toBe('known')
      })

      test('a retry keeps its time', async () => {
        await queue.accept(delivery('a'))
        await queue.claim(2000)
        await queue.retry('a', 'GitHub was away', 9000)
        await restart()
        expect([await queue.recover(3000), await queue.nextDueAt()]).toEqual([0, 9000])
      })
    })
  })
}
