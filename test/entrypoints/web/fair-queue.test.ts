import { setImmediate as nextTick } from 'node:timers/promises'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createFairQueue } from '../../../src/entrypoints/web/fair-queue.ts'

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }))
afterEach(() => void vi.useRealTimers())

const here = new AbortController().signal

function opened(waiting = 8) {
  const queue = createFairQueue({ atOnce: 1, waiting, withinMs: 1_000 })
  const releases = new Map<string, () => void>()
  const started: string[] = []
  return {
    started,
    refused: [] as string[],
    async take(name: string, block = name, signal = here) {
      const release = await queue.take(block, signal)
      if (release === null) return void this.refused.push(name)
      started.push(name)
      releases.set(name, release)
    },
    async end(name: string) {
      releases.get(name)?.()
      await nextTick()
    },
  }
}

test('runs one request at a time, and the next one when it ends', async () => {
  const it = opened()
  await it.take('a')
  void it.take('b')
  await nextTick()
  expect(it.started).toEqual(['a'])
  await it.end('a')
  expect(it.started).toEqual(['a', 'b'])
  await it.end('b')
  await it.take('c')
  expect(it.started).toEqual(['a', 'b', 'c'])
})

test('a request that arrives when a slot is released does not overtake a waiting one', async () => {
  const it = opened()
  await it.take('a')
  void it.take('b')
  void it.end('a')
  void it.take('c')
  await nextTick()
  expect(it.started).toEqual(['a', 'b'])
})

test('alternates between clients', async () => {
  const it = opened()
  await it.take('a1', 'a')
  for (const [name, block] of [
    ['a2', 'a'],
    ['a3', 'a'],
    ['b1', 'b'],
    ['b2', 'b'],
  ] as const)
    void it.take(name, block)
  await nextTick()
  for (const name of ['a1', 'b1', 'a2', 'b2', 'a3']) await it.end(name)
  expect(it.started).toEqual(['a1', 'b1', 'a2', 'b2', 'a3'])
})

test('one client may have at most a quarter of the waiting requests', async () => {
  const it = opened(8)
  await it.take('a1', 'a')
  for (const name of ['a2', 'a3', 'a4']) void it.take(name, 'a')
  await nextTick()
  expect(it.refused).toEqual(['a4'])
  void it.take('b1', 'b')
  await it.end('a1')
  expect(it.started).toEqual(['a1', 'b1'])
})

test('a request that waits too long or disconnects leaves the queue', async () => {
  const it = opened()
  const gone = new AbortController()
  await it.take('a')
  void it.take('b', 'b', gone.signal)
  void it.take('c')
  gone.abort()
  await nextTick()
  expect(it.refused).toEqual(['b'])
  vi.advanceTimersByTime(1_000)
  await nextTick()
  expect(it.refused).toEqual(['b', 'c'])
  void it.take('d')
  await it.end('a')
  expect(it.started).toEqual(['a', 'd'])
})

test('limits the number of waiting requests', async () => {
  const it = opened(4)
  await it.take('a')
  for (const name of ['b', 'c', 'd', 'e', 'f']) void it.take(name)
  await nextTick()
  expect(it.refused).toEqual(['f'])
})
