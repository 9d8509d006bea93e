import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { type ClaimedDelivery, KEEP_DONE_MS, type Queue } from '../../../src/adapters/queue/queue.ts'
import { PermanentFailure } from '../../../src/adapters/queue/retry-policy.ts'
import { createSqliteWorker } from '../../../src/adapters/queue/sqlite-worker.ts'
import { MAX_DEATHS } from '../../../src/adapters/queue/try-delivery.ts'
import type { Worker, WorkerOptions } from '../../../src/adapters/queue/worker.ts'
import { type OpenedStore, openStore } from '../../../src/adapters/store/open.ts'
import { delivery } from './contract.ts'
import { FakeTime } from './fake-time.ts'

const POLL_MS = 1_000

let time: FakeTime
let opened: OpenedStore
let queue: Queue
let worker: Worker
const log = { info: vi.fn(), warn: vi.fn(), error: vi.fn() }

beforeEach(async () => {
  vi.clearAllMocks()
  time = new FakeTime()
  opened = await openStore({ path: ':memory:' })
  queue = opened.queue
})

afterEach(async () => {
  await worker.stop()
  await opened.store.close()
})

function startWorker(work: WorkerOptions['work'], changes: Partial<WorkerOptions> = {}): void {
  const { clock, sleep } = time
  const policy = { random: () => 0, retryDelays: [1000, 1800], concurrency: 2 }
  worker = createSqliteWorker({ queue, work, clock, sleep, log, ...policy, ...changes })
  worker.start()
}

/** Resolves once the worker is sleeping for that long. */
async function sleepingFor(ms: number): Promise<void> {
  await vi.waitFor(() => expect(time.sleeping).toEqual([ms]), { interval: 1 })
}

/** A work function whose calls wait until the test ends them. */
function heldWork() {
  const ends = new Map<string, () => void>()
  const started: string[] = []
  const work = ({ id }: ClaimedDelivery): Promise<void> => {
    started.push(id)
    return new Promise((resolve) => ends.set(id, resolve))
  }
  return {
    work,
    started,
    end: (id: string) => ends.get(id)?.(),
    startedAll: (count: number) => reaches(started, count),
  }
}

async function reaches(list: readonly unknown[], count: number): Promise<void> {
  await vi.waitFor(() => expect(list).toHaveLength(count), { interval: 1 })
}

/** The queue with one method that fails on its first `times` calls. */
function failing(method: keyof Queue, times: number): Queue {
  const real = queue[method] as (...args: never[]) => Promise<unknown>
  const broken = vi.fn(real)
  for (let i = 0; i < times; i++) broken.mockRejectedValueOnce(new Error('disk I/O error'))
  return { ...queue, [method]: broken }
}

describe('working', () => {
  test('processes deliveries that were waiting before it started', async () => {
    await queue.accept(delivery('a'))
    const work = vi.fn(async () => {})
    startWorker(work)
    await worker.idle()
    expect(work.mock.calls).toEqual([[{ ...delivery('a'), attempt: 1, suspicion: 0 }]])
  })

  test('wakes up immediately when notified', async () => {
    const work = vi.fn(async () => {})
    startWorker(work)
    await sleepingFor(POLL_MS)
    await queue.accept(delivery('a'))
    worker.notify()
    await worker.idle()
    expect(work).toHaveBeenCalledOnce()
  })

  test('finds a delivery within 1 second without a notification', async () => {
    const work = vi.fn(async () => {})
    startWorker(work)
    await sleepingFor(POLL_MS)
    await queue.accept(delivery('a'))
    time.advance(POLL_MS)
    await vi.waitFor(() => expect(work).toHaveBeenCalledOnce(), { interval: 1 })
  })

  test('processes deliveries with the same key one at a time, in order', async () => {
    const held = heldWork()
    for (const id of ['a', 'b']) await queue.accept(delivery(id))
    startWorker(held.work)
    await held.startedAll(1)
    await sleepingFor(POLL_MS)
    expect(held.started).toEqual(['a'])
    held.end('a')
    await held.startedAll(2)
    expect(held.started).toEqual(['a', 'b'])
    held.end('b')
  })

  test('processes several keys concurrently, up to its limit', async () => {
    const held = heldWork()
    for (const id of ['a', 'b', 'c']) await queue.accept(delivery(id, { key: id }))
    startWorker(held.work)
    await held.startedAll(2)
    await sleepingFor(POLL_MS)
    expect(held.started).toEqual(['a', 'b'])
    held.end('b')
    await held.startedAll(3)
    for (const id of ['a', 'c']) held.end(id)
  })

  test('requeues deliveries claimed by a dead process when it starts', async () => {
    await queue.accept(delivery('a'))
    await queue.claim(1000)
    const work = vi.fn(async () => {})
    startWorker(work)
    await worker.idle()
    expect(work.mock.calls).toEqual([[{ ...delivery('a'), attempt: 1, suspicion: 1 }]])
    expect(log.warn).toHaveBeenCalledWith({ count: 1 }, expect.stringContaining('requeued'))
  })

  test('parks a delivery that killed 20 processes, without another try', async () => {
    await queue.accept(delivery('a'))
    for (let death = 0; death <= MAX_DEATHS; death++) {
      const now = time.clock() - (MAX_DEATHS + 1 - death) * 60_000
      await queue.claim(now)
      if (death > 0) await queue.workAlone('a')
      await queue.recover(now)
    }
    const work = vi.fn(async () => {})
    startWorker(work)
    await worker.idle()
    expect(work).not.toHaveBeenCalled()
    expect((await queue.parked())[0]?.reason).toMatch(
      /gave up: the process died 20 times while working on this delivery alone/,
    )
  })

  test('processes suspects one by one, and then the other deliveries concurrently', async () => {
    for (const id of ['a', 'b', 'c', 'd']) await queue.accept(delivery(id, { key: id }))
    for (const _ of ['a', 'b']) await queue.claim(1000)
    const held = heldWork()
    startWorker(held.work, { concurrency: 4 })
    await held.startedAll(1)
    expect(held.started).toEqual(['a'])
    held.end('a')
    await held.startedAll(2)
    expect(held.started).toEqual(['a', 'b'])
    held.end('b')
    await held.startedAll(4)
    for (const id of ['c', 'd']) held.end(id)
    await worker.idle()
  })

  test('forgets the ids of deliveries that were done more than 30 days ago', async () => {
    for (const id of ['old', 'new']) await queue.accept(delivery(id, { key: id }))
    for (const id of ['old', 'new']) {
      await queue.claim(1000)
      await queue.complete(id, id === 'old' ? 999 : 1000)
    }
    time.advance(KEEP_DONE_MS)
    startWorker(async () => {})
    await sleepingFor(POLL_MS)
    expect([await queue.accept(delivery('old')), await queue.accept(delivery('new'))]).toEqual(['accepted', 'known'])
  })
})

describe('failures of the work', () => {
  test('are retried after the listed delays until the work succeeds', async () => {
    const work = vi
      .fn<WorkerOptions['work']>()
      .mockRejectedValueOnce(new Error('502'))
      .mockRejectedValueOnce(new Error('503'))
    await queue.accept(delivery('a'))
    startWorker(work)
    await sleepingFor(500)
    time.advance(500)
    await sleepingFor(900)
    time.advance(900)
    await worker.idle()
    expect(work.mock.calls.map(([claimed]) => claimed.attempt)).toEqual([1, 2, 3])
    expect([await queue.backlog(), await queue.parked()]).toEqual([0, []])
  })

  test('are parked with their reason after the last attempt', async () => {
    await queue.accept(delivery('a'))
    startWorker(() => Promise.reject(new Error('502')), { maxAttempts: 2 })
    await sleepingFor(500)
    time.advance(500)
    await worker.idle()
    expect(await queue.parked()).toEqual([
      { ...delivery('a'), attempts: 2, reason: 'gave up after 2 attempts: Error: 502' },
    ])
  })

  test('are parked immediately when they are permanent', async () => {
    await queue.accept(delivery('a'))
    startWorker(() => Promise.reject(new PermanentFailure('not JSON')))
    await worker.idle()
    expect(await queue.parked()).toMatchObject([{ id: 'a', attempts: 1, reason: 'PermanentFailure: not JSON' }])
  })

  test('count when thrown synchronously', async () => {
    await queue.accept(delivery('a'))
    startWorker(
      () => {
        throw new Error('at once')
      },
      { maxAttempts: 1 },
    )
    await worker.idle()
    expect(await queue.parked()).toHaveLength(1)
  })

  test('do not block the next delivery with the same key once parked', async () => {
    const done: string[] = []
    for (const id of ['a', 'b']) await queue.accept(delivery(id))
    startWorker(async ({ id }) => {
      if (id === 'a') throw new PermanentFailure('not JSON')
      done.push(id)
    })
    await worker.idle()
    expect(done).toEqual(['b'])
  })

  test('are logged without the payload', async () => {
    await queue.accept(delivery('a', { payload: '{"body":"hunter2"}' }))
    startWorker(() => Promise.reject(new PermanentFailure('no use')))
    await worker.idle()
    const fields = { delivery: 'a', event: 'issues.opened', key: 'acme/desktop#1', attempt: 1 }
    expect(log.error).toHaveBeenCalledWith({ ...fields, err: expect.any(PermanentFailure) }, 'parked a delivery')
  })
})

describe('failures of the store', () => {
  test.each(['recover', 'claim', 'forgetDone', 'nextDueAt'] as const)(
    'in %s are logged and retried',
    async (method) => {
      await queue.accept(delivery('a'))
      const work = vi.fn(async () => {})
      startWorker(work, { queue: failing(method, 1) })
      await vi.waitFor(() => expect(log.error).toHaveBeenCalledOnce(), { interval: 1 })
      await vi.waitFor(
        () => {
          time.advance(50)
          expect(work).toHaveBeenCalledOnce()
        },
        { interval: 1 },
      )
    },
  )

  test('increase the wait with each failure', async () => {
    startWorker(async () => {}, { queue: failing('claim', 3) })
    for (const ms of [50, 250, 1000]) {
      await sleepingFor(ms)
      time.advance(ms)
    }
    await sleepingFor(POLL_MS)
    expect(log.error).toHaveBeenCalledTimes(3)
  })

  test('while storing an outcome do not repeat the work', async () => {
    await queue.accept(delivery('a'))
    const work = vi.fn(async () => {})
    startWorker(work, { queue: failing('complete', 1) })
    await vi.waitFor(() => expect(time.sleeping).toContain(50), { interval: 1 })
    time.advance(50)
    await worker.idle()
    expect([work.mock.calls.length, await queue.backlog()]).toEqual([1, 0])
  })

  test('that persist do not prevent stopping; the next start processes the delivery again', async () => {
    await queue.accept(delivery('a'))
    startWorker(async () => {}, { queue: failing('complete', 100) })
    await vi.waitFor(() => expect(time.sleeping).toContain(50), { interval: 1 })
    await worker.stop()
    const work = vi.fn(async () => {})
    startWorker(work)
    await worker.idle()
    expect(work.mock.calls).toEqual([[{ ...delivery('a'), attempt: 1, suspicion: 1 }]])
  })
})

describe('stopping', () => {
  test('waits for running work and stores its outcome', async () => {
    const held = heldWork()
    await queue.accept(delivery('a'))
    startWorker(held.work)
    await held.startedAll(1)
    const stopped = vi.fn()
    const stopping = worker.stop().then(stopped)
    await vi.waitFor(() => expect(time.sleeping).toEqual([]), { interval: 1 })
    expect(stopped).not.toHaveBeenCalled()
    held.end('a')
    await stopping
    expect(await queue.backlog()).toBe(0)
  })

  test('stops claiming', async () => {
    const held = heldWork()
    for (const id of ['a', 'b']) await queue.accept(delivery(id))
    startWorker(held.work)
    await held.startedAll(1)
    const stopping = worker.stop()
    held.end('a')
    await stopping
    expect([held.started, await queue.backlog()]).toEqual([['a'], 1])
  })

  test('ends a sleep immediately', async () => {
    startWorker(async () => {})
    await sleepingFor(POLL_MS)
    await worker.stop()
    expect(time.sleeping).toEqual([])
  })

  test('resolves pending `idle` calls', async () => {
    await queue.accept(delivery('a'))
    startWorker(() => Promise.reject(new Error('502')))
    await sleepingFor(500)
    const idle = worker.idle()
    await worker.stop()
    await expect(idle).resolves.toBeUndefined()
  })

  test('allows the worker to be started again', async () => {
    const work = vi.fn(async () => {})
    startWorker(work)
    await worker.stop()
    await queue.accept(delivery('a'))
    worker.start()
    await worker.idle()
    expect(work).toHaveBeenCalledOnce()
  })
})

describe('idle', () => {
  test('waits for retries', async () => {
    const work = vi.fn<WorkerOptions['work']>().mockRejectedValueOnce(new Error('502'))
    await queue.accept(delivery('a'))
    startWorker(work)
    await sleepingFor(500)
    const idle = vi.fn()
    const waiting = worker.idle().then(idle)
    await sleepingFor(500)
    expect(idle).not.toHaveBeenCalled()
    time.advance(500)
    await waiting
    expect(work).toHaveBeenCalledTimes(2)
  })

  test('resolves immediately when nothing is waiting', async () => {
    startWorker(async () => {})
    await expect(worker.idle()).resolves.toBeUndefined()
  })
})
