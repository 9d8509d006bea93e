import { expect, test, vi } from 'vitest'
import { realSleep, WakeableSleep } from '../../../src/adapters/queue/wakeable-sleep.ts'
import { FakeTime } from './fake-time.ts'

const HOUR_MS = 3_600_000

test('rests as long as it is told', async () => {
  const time = new FakeTime()
  const woken = vi.fn()
  const rest = new WakeableSleep(time.sleep).rest(500).then(woken)
  time.advance(499)
  await Promise.resolve()
  expect(woken).not.toHaveBeenCalled()
  time.advance(1)
  await rest
  expect(woken).toHaveBeenCalledOnce()
})

test('a ring ends the rest, and its sleep too', async () => {
  const time = new FakeTime()
  const alarm = new WakeableSleep(time.sleep)
  const rest = alarm.rest(HOUR_MS)
  alarm.ring()
  await rest
  expect(time.sleeping).toEqual([])
})

test('a ring before the rest ends the next rest, and only that one', async () => {
  const time = new FakeTime()
  const alarm = new WakeableSleep(time.sleep)
  alarm.ring()
  await alarm.rest(HOUR_MS)
  void alarm.rest(HOUR_MS)
  expect(time.sleeping).toEqual([HOUR_MS])
})

test('on the real clock a ring ends the rest without an error', async () => {
  const alarm = new WakeableSleep(realSleep)
  const rest = alarm.rest(HOUR_MS)
  alarm.ring()
  await expect(rest).resolves.toBeUndefined()
})
