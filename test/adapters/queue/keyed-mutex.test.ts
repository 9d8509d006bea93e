import { setImmediate as nextTick } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { KeyedMutex } from '../../../src/adapters/queue/keyed-mutex.ts'

test('runs work with the same key in order, one at a time, and work with other keys concurrently', async () => {
  const mutex = new KeyedMutex()
  const steps: string[] = []
  const work = (name: string) => async () => {
    steps.push(`${name} starts`)
    await nextTick()
    steps.push(`${name} ends`)
  }
  await Promise.all([
    mutex.run('a', work('a1')),
    mutex.run('a', work('a2')),
    mutex.run('b', work('b1')),
    mutex.run('a', work('a3')),
  ])
  const order = ['a1 starts', 'a1 ends', 'a2 starts', 'a2 ends', 'a3 starts', 'a3 ends']
  expect(steps.filter((step) => step.startsWith('a'))).toEqual(order)
  expect(steps.indexOf('b1 starts')).toBeLessThan(steps.indexOf('a2 starts'))
})
