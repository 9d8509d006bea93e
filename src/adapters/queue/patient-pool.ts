import { setTimeout as sleep } from 'node:timers/promises'
import type { Pool } from 'pg'
import { connectingPool } from './connecting-pool.ts'

const RECONNECT_DELAY_MS = 250

/**
 * Wraps a pool for graphile-worker so that `connect` waits while the server is unavailable. Without it, graphile-worker
 * gives up after a few tries to write a job's outcome, and the job stays locked.
 * @param isStopping true gives up instead of waiting
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
