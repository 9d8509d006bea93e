import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { ClaimedDelivery } from '../../../src/adapters/queue/queue.ts'
import { PermanentFailure } from '../../../src/adapters/queue/retry-policy.ts'
import type { Worker } from '../../../src/adapters/queue/sqlite-worker.ts'
import type { WorkerOptions } from '../../../src/adapters/queue/worker-options.ts'
import type { OpenedStore } from '../../../src/adapters/store/open.ts'
import type { Engine, Place } from '../store/places.ts'
import { delivery } from './contract.ts'

const PATIENCE = { timeout: 15_000, interval: 10 }

/** The promises of a worker on the queue of one engine, at real time. */
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

    function begin(work: WorkerOptions['work'], at: OpenedStore = opened): Worker {
      const policy = { random: () => 0, retryDelays: [200], maxAttempts: 3, concurrency: 4 }
      const worker = at.createWorker({ queue: at.queue, work, clock: Date.now, log, ...policy })
      workers.push(worker)
      worker.start()
      return worker
    }

    async function accept(...ids: readonly string[]): Promise<void> {
      for (const id of ids) await opened.queue.accept(delivery(id, { key: `acme/desktop#${id[0]}` }))
      for (const worker of workers) worker.notify()
    }

    async function done(): Promise<void> {
      await vi.waitFor(async () => expect(await opened.queue.backlog()).toBe(0), PATIENCE)
    }

    test('works on what came before it started and on what comes after', async () => {
      const seen: string[] = []
      await accept('1a')
      begin(async ({ id }) => void seen.push(id))
      await done()
      await accept('2a')
      await done()
      expect(seen).toEqual(['1a', '2a'])
    })

    test('works on the deliveries of a key in order, one at a time, and on other keys meanwhile', async () => {
      const steps: string[] = []
      begin(async ({ id }) => {
        steps.push(`${id} begins`)
        await sleep(40)
        steps.push(`${id} ends`)
      })
      await accept('1a', '1b', '1c', '2a')
      await done()
      const first = ['1a begins', '1a ends', '1b begins', '1b ends', '1c begins', '1c ends']
      expect(steps.filter((step) => step.startsWith('1'))).toEqual(first)
      expect(steps.indexOf('2a begins')).toBeLessThan(steps.indexOf('1c begins'))
    })

    test('keeps the order of a key while its first delivery waits for another try', async () => {
      const tries: string[] = []
      begin(async ({ id, attempt }: ClaimedDelivery) => {
        tries.push(`${id} ${attempt}`)
        if (id === '1a' && attempt < 3) throw new Error('502')
      })
      await accept('1a', '1b', '2a')
      await done()
      expect(tries.filter((it) => it.startsWith('1'))).toEqual(['1a 1', '1a 2', '1a 3', '1b 1'])
    })

    test('gives up, lets the next one pass, and takes up again what is told to be retried', async () => {
      const seen: string[] = []
      let mended = false
      begin(async ({ id }) => {
        if (id === '1a' && !mended) throw new PermanentFailure('no use')
        seen.push(id)
      })
      await accept('1a', '1b')
      await done()
      expect([seen, (await opened.queue.parked()).map(({ id }) => id)]).toEqual([['1b'], ['1a']])
      mended = true
      await opened.queue.retryParked('1a', Date.now())
      await done()
      expect([seen, await opened.queue.parked()]).toEqual([['1b', '1a'], []])
    })

    test('works on what is to wait in its time, and on other keys meanwhile', async () => {
      const seen: string[] = []
      begin(async ({ id }) => void seen.push(`${id} ${Date.now() >= dueAt ? 'in time' : 'early'}`))
      const dueAt = Date.now() + 700
      await opened.queue.accept(delivery('1a', { key: 'acme/desktop#1:later', receivedAt: Date.now(), dueAt }))
      await accept('2a')
      await done()
      expect(seen).toEqual(['2a early', '1a in time'])
    })

    test('does a delivery once, however often it arrives', async () => {
      const seen: string[] = []
      begin(async ({ id }) => void seen.push(id))
      await accept('1a', '1a')
      await done()
      await accept('1a')
      await done()
      expect(seen).toEqual(['1a'])
    })

    test('takes a key that is longer than the name of a queue may be', async () => {
      const work = vi.fn(async () => {})
      begin(work)
      await opened.queue.accept(delivery('long', { key: `${'o'.repeat(39)}/${'r'.repeat(100)}#123456789` }))
      await done()
      expect(work).toHaveBeenCalledOnce()
    })

    test('finishes what runs before it stops', async () => {
      let ended = false
      const started = vi.fn()
      const worker = begin(async () => {
        started()
        await sleep(100)
        ended = true
      })
      await accept('1a')
      await vi.waitFor(() => expect(started).toHaveBeenCalled(), PATIENCE)
      await worker.stop()
      expect([ended, await opened.queue.backlog()]).toEqual([true, 0])
    })

    describe.skipIf(engine.fleeting)('beside another process', () => {
      test('shares the work, no delivery twice and no key at once', async () => {
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
        begin(work)
        const second = begin(work, other)
        const ids = Array.from({ length: 40 }, (_, at) => `${at % 8}-${at}`)
        await accept(...ids)
        await done()
        await second.stop()
        await other.store.close()
        expect([seen.toSorted(), await opened.queue.parked()]).toEqual([ids.toSorted(), []])
      })

      test('takes over what the other left when it died', async () => {
        const other = await place.open()
        await accept('1a', '1b')
        await other.queue.claim(Date.now())
        const seen: string[] = []
        begin(async ({ id }) => void seen.push(id))
        await other.store.close()
        await done()
        expect(seen).toEqual(['1a', '1b'])
      })
    })
  })
}
