import { expect, test } from 'vitest'
import { createAllowance } from '../../../src/entrypoints/web/allowance.ts'

function opened(most: number) {
  let now = 30_000
  const allowance = createAllowance(most, () => now)
  return {
    ...allowance,
    wait(ms: number) {
      now += ms
    },
    left: allowance.wait,
  }
}

test('what is allowed can be taken once a minute, by each block', () => {
  const { take, wait, left } = opened(10)
  expect(take('a', 7)).not.toBeNull()
  expect(take('a', 4)).toBeNull()
  expect(take('a', 3)).not.toBeNull()
  expect(take('b', 10)).not.toBeNull()
  expect(left()).toBe(30)
  wait(30_000)
  expect(take('a', 10)).not.toBeNull()
})

test('what was not used can be taken again, in the same minute and not in the next', () => {
  const { take, wait } = opened(10)
  const taken = take('a', 10)
  taken?.giveBack(4)
  expect(take('a', 5)).toBeNull()
  const rest = take('a', 4)
  wait(60_000)
  rest?.giveBack(4)
  expect(take('a', 11)).toBeNull()
  expect(take('a', 10)).not.toBeNull()
  expect(take('a', 1)).toBeNull()
})

test('more blocks than are counted do not take memory without end', () => {
  const { take } = opened(1)
  for (let at = 0; at < 10_000; at += 1) take(String(at), 1)
  expect(take('another', 1)).not.toBeNull()
  expect(take('0', 1)).not.toBeNull()
})
