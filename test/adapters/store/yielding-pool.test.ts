import { EventEmitter } from 'node:events'
import type { Pool, PoolClient } from 'pg'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { yieldingPool } from '../../../src/adapters/store/yielding-pool.ts'

beforeEach(() => {
  vi.useFakeTimers()
})

afterEach(() => {
  vi.useRealTimers()
})

/** A fake pool with one connection. */
function intakePool() {
  const pool = Object.assign(new EventEmitter(), { totalCount: 1, idleCount: 1, waitingCount: 0 })
  return { pool: pool as unknown as Pool, state: pool }
}

async function connecting(pool: Pool) {
  const connect = vi.fn(async () => ({}) as PoolClient)
  const connected = yieldingPool({ connect } as unknown as Pool, pool).connect()
  await vi.advanceTimersByTimeAsync(0)
  return { connect, connected }
}

test('connects immediately while no delivery is being accepted', async () => {
  const { connect } = await connecting(intakePool().pool)
  expect(connect).toHaveBeenCalledOnce()
})

test('waits until every delivery is accepted', async () => {
  const { pool, state } = intakePool()
  Object.assign(state, { idleCount: 0, waitingCount: 1 })
  const { connect, connected } = await connecting(pool)
  state.waitingCount = 0
  state.emit('release')
  await vi.advanceTimersByTimeAsync(0)
  expect(connect).not.toHaveBeenCalled()
  state.idleCount = 1
  state.emit('release')
  await connected
  expect(connect).toHaveBeenCalledOnce()
})

test('waits at most 250 ms and removes its listener and timer', async () => {
  const { pool, state } = intakePool()
  state.idleCount = 0
  const { connect, connected } = await connecting(pool)
  await vi.advanceTimersByTimeAsync(249)
  expect(connect).not.toHaveBeenCalled()
  await vi.advanceTimersByTimeAsync(1)
  await connected
  expect([state.listenerCount('release'), vi.getTimerCount()]).toEqual([0, 0])
})
