import { describe, expect, test, vi } from 'vitest'
import type { OpenedStore } from '../../../src/adapters/store/open.ts'
import { ENGINES, openBeforeEach, POSTGRES } from '../store/places.ts'
import { delivery } from './contract.ts'
import { describeWorker } from './contract-worker.ts'

for (const engine of ENGINES) describeWorker(engine)

describe('a claim whose response is lost with the connection', () => {
  let opened: OpenedStore
  openBeforeEach(POSTGRES, (store) => {
    opened = store
  })

  test('is still processed', async () => {
    const work = vi.fn(async () => undefined)
    const claim = vi.fn(opened.queue.claim).mockImplementationOnce(async (now, key) => {
      await opened.queue.claim(now, key)
      throw new Error('Connection terminated unexpectedly')
    })
    const log = { info: vi.fn(), warn: vi.fn(), error: vi.fn() }
    const queue = { ...opened.queue, claim }
    const worker = opened.createWorker({ queue, work, clock: Date.now, random: () => 0, log })
    worker.start()
    await opened.queue.accept(delivery('a'))
    await opened.queue.accept(delivery('b'))
    await worker.idle()
    await worker.stop()
    expect(work.mock.calls).toMatchObject([[{ id: 'a', attempt: 1 }], [{ id: 'b', attempt: 1 }]])
    expect(log.error).toHaveBeenCalledTimes(1)
  })
})

describe.each(ENGINES)('a worker on $name', (engine) => {
  let opened: OpenedStore
  openBeforeEach(engine, (store) => {
    opened = store
  })

  test('starts, works and stops without logging any warnings or errors', async () => {
    const log = { info: vi.fn(), warn: vi.fn(), error: vi.fn() }
    const work = vi.fn(async () => undefined)
    const options = { queue: opened.queue, work, clock: Date.now, random: () => 0, concurrency: 32, log }
    const worker = opened.createWorker(options)
    worker.start()
    await opened.queue.accept(delivery('a'))
    worker.notify()
    await worker.idle()
    await worker.stop()
    expect(work).toHaveBeenCalledTimes(1)
    expect([log.warn.mock.calls, log.error.mock.calls]).toEqual([[], []])
  })
})
