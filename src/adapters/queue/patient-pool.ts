import { setTimeout as sleep } from 'node:timers/promises'
import type { Pool } from 'pg'
import { connectingPool } from './connecting-pool.ts'

const RECONNECT_DELAY_MS = 250

/**
 * Wraps a pool for graphile-worker so that `connect` waits while the server is unavailable. Without this,
 * graphile-worker gives up after trying to write a job's outcome a few times, and the job stays locked.
 * @param isStopping if it returns true, `connect` gives up instead of waiting
 */
export function waitingPool(pool: Pool, isStopping: () => boolean): Pool {
  return connectingPool(pool, async () => {
    for (;;) {
      try {
        return await pool.connect()
      } catch (error) {
        if (isStopping()) throw error
        await sleep(RECONNECT_DELAY_MS)
      }
    }
  })
}
