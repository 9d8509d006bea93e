import { expect, test } from 'vitest'
import { inTurns } from '../../src/app/in-turns.ts'

function* busySteps(count: number) {
  for (let at = 0; at < count; at++) {
    const start = performance.now()
    while (performance.now() - start < 2);
    yield
  }
  return 'done'
}

test('other work is done between the steps of a long computation', async () => {
  let turns = 0
  const timer = setInterval(() => turns++, 1)
  const result = await inTurns(busySteps(30))
  clearInterval(timer)
  expect(result).toBe('done')
  expect(turns).toBeGreaterThan(3)
})

test('a short computation takes one turn', async () => {
  const order: string[] = []
  setImmediate(() => order.push('other work'))
  const computed = inTurns([1, 2][Symbol.iterator]() as Iterator<number, undefined>).then(() => order.push('computed'))
  await computed
  expect(order).toEqual(['computed'])
})
