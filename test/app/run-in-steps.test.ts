import { expect, test } from 'vitest'
import { runInSteps } from '../../src/app/run-in-steps.ts'

function* busySteps(count: number) {
  for (let at = 0; at < count; at++) {
    const start = performance.now()
    while (performance.now() - start < 2);
    yield
  }
  return 'done'
}

test('other work is done between the steps of a long computation', async () => {
  let ticks = 0
  const timer = setInterval(() => ticks++, 1)
  const result = await runInSteps(busySteps(30))
  clearInterval(timer)
  expect(result).toBe('done')
  expect(ticks).toBeGreaterThan(3)
})

test('of several long computations, only one takes a step in a tick of the event loop', async () => {
  let tick = 0
  const counting = setInterval(() => tick++, 0)
  const ticks: number[] = []
  await Promise.all([1, 2, 3].map(() => runInSteps(noting(() => void ticks.push(tick)))))
  clearInterval(counting)
  const later = ticks.filter((it) => it > 0)
  expect(later.length).toBeGreaterThan(5)
  expect(new Set(later).size).toBe(later.length)
})

/** Each step is as long as a computation may work in one tick. */
function* noting(note: () => void) {
  for (let at = 0; at < 5; at++) {
    note()
    const start = performance.now()
    while (performance.now() - start < 6);
    yield
  }
}

test('a short computation is not interrupted', async () => {
  const order: string[] = []
  setImmediate(() => order.push('other work'))
  const computed = runInSteps([1, 2][Symbol.iterator]() as Iterator<number, undefined>).then(() =>
    order.push('computed'),
  )
  await computed
  expect(order).toEqual(['computed'])
})
