import { expect, test, vi } from 'vitest'
import { untilStopped } from '../../src/cli/until-stopped.ts'

const SIGNALS = ['SIGINT', 'SIGTERM'] as const
const listeners = () => SIGNALS.map((signal) => process.listenerCount(signal))

test.each(SIGNALS)('%s stops what runs, and a second signal would end the process at once', async (signal) => {
  const before = listeners()
  const stop = vi.fn(async () => undefined)
  const stopped = untilStopped(stop)
  expect(listeners()).toEqual(before.map((count) => count + 1))
  process.emit(signal)
  expect(listeners()).toEqual(before)
  await stopped
  expect(stop).toHaveBeenCalledTimes(1)
})

test('a failure to stop is not swallowed', async () => {
  const stopped = untilStopped(() => Promise.reject(new Error('disk full')))
  process.emit('SIGTERM')
  await expect(stopped).rejects.toThrow('disk full')
})
