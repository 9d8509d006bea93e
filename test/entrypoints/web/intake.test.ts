import { describe, expect, test } from 'vitest'
import { createIntake } from '../../../src/entrypoints/web/intake.ts'

function opened() {
  let now = 0
  const gone: string[] = []
  const intake = createIntake({ most: 8, graceMs: 100, fairShare: 1 / 4, now: () => now })
  return {
    gone,
    wait(ms: number) {
      now += ms
    },
    enter: (name: string, block = name, size = 1) => intake.enter({ size, block, giveWay: () => void gone.push(name) }),
  }
}

describe('createIntake', () => {
  test('admits requests up to its capacity, and again after one has left', () => {
    const { enter, gone } = opened()
    const first = enter('a', 'a', 2)
    for (const name of ['b', 'c', 'd']) expect(enter(name, name, 2)).not.toBeNull()
    expect(enter('e')).toBeNull()
    first?.leave()
    expect(enter('e', 'e', 3)).toBeNull()
    expect(enter('e', 'e', 2)).not.toBeNull()
    expect(gone).toEqual([])
  })

  test('refuses a request above its capacity, and removes none', () => {
    const { enter, gone, wait } = opened()
    enter('a')
    wait(1_000)
    expect(enter('b', 'b', 9)).toBeNull()
    expect(gone).toEqual([])
  })

  test('removes requests older than the grace period, oldest first, and no more than needed', () => {
    const { enter, gone, wait } = opened()
    for (const name of ['a', 'b', 'c', 'd']) enter(name, name, 2)
    expect(enter('e')).toBeNull()
    wait(100)
    expect(enter('f', 'f', 3)).not.toBeNull()
    expect(gone).toEqual(['a', 'b'])
  })

  test('lets a request grow as if the growth were a new request, but never removes the growing request for it', () => {
    const { enter, gone, wait } = opened()
    for (const name of ['a', 'b', 'c']) enter(name, name, 2)
    const last = enter('d')
    expect(last?.grow(1)).toBe(true)
    expect(last?.grow(1)).toBe(false)
    wait(100)
    expect(last?.grow(3)).toBe(true)
    expect(gone).toEqual(['a', 'b'])
    expect(enter('e', 'e', 4)).not.toBeNull()
    expect(gone).toEqual(['a', 'b', 'd'])
    expect(last?.grow(1)).toBe(false)
  })

  test('never removes a complete request', () => {
    const { enter, gone, wait } = opened()
    enter('a', 'a', 5)?.arrived()
    enter('b', 'b', 3)
    wait(100)
    expect(enter('c', 'c', 4)).toBeNull()
    expect(gone).toEqual([])
    expect(enter('c', 'c', 3)).not.toBeNull()
    expect(gone).toEqual(['b'])
  })

  test('removes requests from a client above its fair share at once, but only for other clients', () => {
    const { enter, gone } = opened()
    enter('x', 'other')
    for (const name of ['a', 'b', 'c', 'd', 'e', 'f', 'g']) enter(name, 'greedy')
    expect(enter('h', 'greedy')).toBeNull()
    for (const name of ['i', 'j', 'k', 'l', 'm']) expect(enter(name)).not.toBeNull()
    expect(gone).toEqual(['a', 'b', 'c', 'd', 'e'])
    expect(enter('n')).toBeNull()
  })
})
