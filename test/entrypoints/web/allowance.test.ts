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

test('each block can take the allowance once a minute', () => {
  const { take, wait, left } = opened(10)
  expect(take('a', 7)).not.toBeNull()
  expect(take('a', 4)).toBeNull()
  expect(take('a', 3)).not.toBeNull()
  expect(take('b', 10)).not.toBeNull()
  expect(left()).toBe(30)
  wait(30_000)
  expect(take('a', 10)).not.toBeNull()
})

test('a returned amount can be taken again in the same minute, but not in the next', () => {
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

test('counts at most 10,000 blocks', () => {
  const { take } = opened(1)
  for (let at = 0; at < 10_000; at += 1) take(String(at), 1)
  expect(take('another', 1)).not.toBeNull()
  expect(take('0', 1)).not.toBeNull()
})
