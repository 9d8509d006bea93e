import { setImmediate as breathe } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { KeyedMutex } from '../../../src/adapters/queue/keyed-mutex.ts'

test('work of one key is done in order, one after the other, and that of other keys meanwhile', async () => {
  const lines = new KeyedMutex()
  const steps: string[] = []
  const work = (name: string) => async () => {
    steps.push(`${name} begins`)
    await breathe()
    steps.push(`${name} ends`)
  }
  await Promise.all([
    lines.inLine('a', work('a1')),
    lines.inLine('a', work('a2')),
    lines.inLine('b', work('b1')),
    lines.inLine('a', work('a3')),
  ])
  const order = ['a1 begins', 'a1 ends', 'a2 begins', 'a2 ends', 'a3 begins', 'a3 ends']
  expect(steps.filter((it) => it.startsWith('a'))).toEqual(order)
  expect(steps.indexOf('b1 begins')).toBeLessThan(steps.indexOf('a2 begins'))
})
