import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { ClaimedDelivery } from '../../../src/adapters/queue/queue.ts'
import { PermanentFailure } from '../../../src/adapters/queue/retry-policy.ts'
import type { Worker, WorkerOptions } from '../../../src/adapters/queue/worker.ts'
import type { OpenedStore } from '../../../src/adapters/store/open.ts'
import type { Engine, Place } from '../store/places.ts'
import { delivery } from './contract.ts'

const WAIT_OPTIONS = { timeout: 15_000, interval: 10 }

/** Contract for a worker on one engine's queue, in real time. */
export function describeWorker(engine: Engine): void {
  describe(`worker: ${engine.name}`, () => {
    const log = { info: vi.fn(), warn: vi.fn(), error: vi.fn() }
    let place: Place
    let opened: OpenedStore
    let workers: Worker[]

    beforeEach(async () => {
      place = await engine.place()
      opened = await place.open()
      workers = []
    })

    afterEach(async () => {
      await Promise.all(workers.map((worker) => worker.stop()))
      await opened.store.close()
      await place.remove()
    })

    function startWorker(work: WorkerOptions['work'], store: OpenedStore = opened): Worker {
      const policy = { random: () => 0, retryDelays: [200], maxAttempts: 3, concurrency: 4 }
      const worker = store.createWorker({ queue: store.queue, work, clock: Date.now, log, ...policy })
      workers.push(worker)
      worker.start()
      return worker
    }

    async function accept(...ids: readonly string[]): Promise<void> {
      for (const id of ids) await opened.queue.accept(delivery(id, { key: `acme/desktop#${id[0]}` }))
      for (const worker of workers) worker.notify()
    }

    async function done(): Promise<void> {
      await vi.waitFor(async () => expect(await opened.queue.backlog()).toBe(0), WAIT_OPTIONS)
    }

    test('processes deliveries accepted before and after its start', async () => {
      const seen: string[] = []
      await accept('1a')
      startWorker(async ({ id }) => void seen.push(id))
      await done()
      await accept('2a')
      await done()
      expect(seen).toEqual(['1a', '2a'])
    })

    test('processes deliveries with the same key in order, one at a time, and other keys concurrently', async () => {
      const steps: string[] = []
      startWorker(async ({ id }) => {
        steps.push(`${id} starts`)
        await sleep(40)
        steps.push(`${id} ends`)
      })
      await accept('1a', '1b', '1c', '2a')
      await done()
      const first = ['1a starts', '1a ends', '1b starts', '1b ends', '1c starts', '1c ends']
      expect(steps.filter((step) => step.startsWith('1'))).toEqual(first)
      expect(steps.indexOf('2a starts')).toBeLessThan(steps.indexOf('1c starts'))
    })

    test('keeps the order for a key while its first delivery waits for a retry', async () => {
      const tries: string[] = []
      startWorker(async ({ id, attempt }: ClaimedDelivery) => {
        tries.push(`${id} ${attempt}`)
        if (id === '1a' && attempt < 3) throw new Error('502')
      })
      await accept('1a', '1b', '2a')
      await done()
      expect(tries.filter((entry) => entry.startsWith('1'))).toEqual(['1a 1', '1a 2', '1a 3', '1b 1'])
    })

    test('parks a delivery, processes the next one, and processes a parked delivery that is retried', async () => {
      const seen: string[] = []
      let fixed = false
      startWorker(async ({ id }) => {
        if (id === '1a' && !fixed) throw new PermanentFailure('no use')
        seen.push(id)
      })
      await accept('1a', '1b')
      await done()
      expect([seen, (await opened.queue.parked()).map(({ id }) => id)]).toEqual([['1b'], ['1a']])
      fixed = true
      await opened.queue.retryParked('1a', Date.now())
      await done()
      expect([seen, await opened.queue.parked()]).toEqual([['1b', '1a'], []])
    })

    test('processes a deferred delivery when it is due, and other keys in the meantime', async () => {
      const seen: string[] = []
      startWorker(async ({ id }) => void seen.push(`${id} ${Date.now() >= dueAt ? 'in time' : 'early'}`))
      const dueAt = Date.now() + 700
      await opened.queue.accept(delivery('1a', { key: 'acme/desktop#1:later', receivedAt: Date.now(), dueAt }))
      await accept('2a')
      await done()
      expect(seen).toEqual(['2a early', '1a in time'])
    })

    test('processes a delivery once, however often it arrives', async () => {
      const seen: string[] = []
      startWorker(async ({ id }) => void seen.push(id))
      await accept('1a', '1a')
      await done()
      await accept('1a')
      await done()
      expect(seen).toEqual(['1a'])
    })

    test('accepts a key longer than the limit for job queue names', async () => {
      const work = vi.fn(async () => {})
      startWorker(work)
      await opened.queue.accept(delivery('long', { key: `${'o'.repeat(39)}/${'r'.repeat(100)}#123456789` }))
      await done()
      expect(work).toHaveBeenCalledOnce()
    })

    test('finishes running work before it stops', async () => {
      let ended = false
      const started = vi.fn()
      const worker = startWorker(async () => {
        started()
        await sleep(100)
        ended = true
      })
      await accept('1a')
      await vi.waitFor(() => expect(started).toHaveBeenCalled(), WAIT_OPTIONS)
      await worker.stop()
      expect([ended, await opened.queue.backlog()]).toEqual([true, 0])
    })

    describe.skipIf(engine.fleeting)('with a second process', () => {
      test('shares the work: no delivery runs twice and no key runs concurrently', async () => {
        const other = await place.open()
        const running = new Map<string, number>()
        const seen: string[] = []
        const work = async ({ id, key }: ClaimedDelivery) => {
          expect(running.get(key) ?? 0).toBe(0)
          running.set(key, 1)
          seen.push(id)
          await sleep(5)
          running.set(key, 0)
        }
        startWorker(work)
        const second = startWorker(work, other)
        const ids = Array.from({ length: 40 }, (_, index) => `${index % 8}-${index}`)
        await accept(...ids)
        await done()
        await second.stop()
        await other.store.close()
        expect([seen.toSorted(), await opened.queue.parked()]).toEqual([ids.toSorted(), []])
      })

      test('takes over the other process’s claims when it dies', async () => {
        const other = await place.open()
        await accept('1a', '1b')
        await other.queue.claim(Date.now())
        const seen: string[] = []
        startWorker(async ({ id }) => void seen.push(id))
        await other.store.close()
        await done()
        expect(seen).toEqual(['1a', '1b'])
      })
    })
  })
}
