import { EventEmitter } from 'node:events'
import { expect, test, vi } from 'vitest'
import { untilStopped } from '../../../src/entrypoints/cli/until-stopped.ts'

test.each(['SIGINT', 'SIGTERM'])('stops on %s, and a second signal would end the process at once', async (signal) => {
  const signals = new EventEmitter()
  const stop = vi.fn(async () => undefined)
  const stopped = untilStopped(signals, stop)
  expect(signals.eventNames()).toEqual(['SIGINT', 'SIGTERM'])
  signals.emit(signal)
  expect(signals.eventNames()).toEqual([])
  await stopped
  expect(stop).toHaveBeenCalledTimes(1)
})

test('passes on a failure to stop', async () => {
  const signals = new EventEmitter()
  const stopped = untilStopped(signals, () => Promise.reject(new Error('disk full')))
  signals.emit('SIGTERM')
  await expect(stopped).rejects.toThrow('disk full')
})
