import { setImmediate as turn } from 'node:timers/promises'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createFairQueue } from '../../../src/entrypoints/web/fair-queue.ts'

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }))
afterEach(() => void vi.useRealTimers())

const here = new AbortController().signal

function opened(waiting = 8) {
  const turns = createFairQueue({ atOnce: 1, waiting, withinMs: 1_000 })
  const ends = new Map<string, () => void>()
  const began: string[] = []
  return {
    began,
    refused: [] as string[],
    async take(name: string, block = name, signal = here) {
      const end = await turns.take(block, signal)
      if (end === null) return void this.refused.push(name)
      began.push(name)
      ends.set(name, end)
    },
    async end(name: string) {
      ends.get(name)?.()
      await turn()
    },
  }
}

test('one works at a time, and the next when it has ended', async () => {
  const it = opened()
  await it.take('a')
  void it.take('b')
  await turn()
  expect(it.began).toEqual(['a'])
  await it.end('a')
  expect(it.began).toEqual(['a', 'b'])
  await it.end('b')
  await it.take('c')
  expect(it.began).toEqual(['a', 'b', 'c'])
})

test('who comes just when a turn ends does not get in between', async () => {
  const it = opened()
  await it.take('a')
  void it.take('b')
  void it.end('a')
  void it.take('c')
  await turn()
  expect(it.began).toEqual(['a', 'b'])
})

test('senders take turns', async () => {
  const it = opened()
  await it.take('a1', 'a')
  for (const [name, block] of [
    ['a2', 'a'],
    ['a3', 'a'],
    ['b1', 'b'],
    ['b2', 'b'],
  ] as const)
    void it.take(name, block)
  await turn()
  for (const name of ['a1', 'b1', 'a2', 'b2', 'a3']) await it.end(name)
  expect(it.began).toEqual(['a1', 'b1', 'a2', 'b2', 'a3'])
})

test('a sender has no more than a quarter of the line, and there is room for another', async () => {
  const it = opened(8)
  await it.take('a1', 'a')
  for (const name of ['a2', 'a3', 'a4']) void it.take(name, 'a')
  await turn()
  expect(it.refused).toEqual(['a4'])
  void it.take('b1', 'b')
  await it.end('a1')
  expect(it.began).toEqual(['a1', 'b1'])
})

test('who waits too long, or goes away, is taken out of the line', async () => {
  const it = opened()
  const gone = new AbortController()
  await it.take('a')
  void it.take('b', 'b', gone.signal)
  void it.take('c')
  gone.abort()
  await turn()
  expect(it.refused).toEqual(['b'])
  vi.advanceTimersByTime(1_000)
  await turn()
  expect(it.refused).toEqual(['b', 'c'])
  void it.take('d')
  await it.end('a')
  expect(it.began).toEqual(['a', 'd'])
})

test('the line is not longer than told', async () => {
  const it = opened(4)
  await it.take('a')
  for (const name of ['b', 'c', 'd', 'e', 'f']) void it.take(name)
  await turn()
  expect(it.refused).toEqual(['f'])
})
