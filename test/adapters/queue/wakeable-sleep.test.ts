import { expect, test, vi } from 'vitest'
import { realSleep, WakeableSleep } from '../../../src/adapters/queue/wakeable-sleep.ts'
import { FakeTime } from './fake-time.ts'

const HOUR_MS = 3_600_000

test('sleeps for the given time', async () => {
  const time = new FakeTime()
  const woken = vi.fn()
  const sleeping = new WakeableSleep(time.sleep).sleep(500).then(woken)
  time.advance(499)
  await Promise.resolve()
  expect(woken).not.toHaveBeenCalled()
  time.advance(1)
  await sleeping
  expect(woken).toHaveBeenCalledOnce()
})

test('wake ends the sleep and its timer', async () => {
  const time = new FakeTime()
  const pause = new WakeableSleep(time.sleep)
  const sleeping = pause.sleep(HOUR_MS)
  pause.wake()
  await sleeping
  expect(time.sleeping).toEqual([])
})

test('wake outside a sleep ends the next sleep, and only that one', async () => {
  const time = new FakeTime()
  const pause = new WakeableSleep(time.sleep)
  pause.wake()
  await pause.sleep(HOUR_MS)
  void pause.sleep(HOUR_MS)
  expect(time.sleeping).toEqual([HOUR_MS])
})

test('wake ends a sleep on the real clock without an error', async () => {
  const pause = new WakeableSleep(realSleep)
  const sleeping = pause.sleep(HOUR_MS)
  pause.wake()
  await expect(sleeping).resolves.toBeUndefined()
})
