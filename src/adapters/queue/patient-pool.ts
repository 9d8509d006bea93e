import { setTimeout as sleep } from 'node:timers/promises'
import type { Pool } from 'pg'
import { connectingPool } from './connecting-pool.ts'

const CONNECT_AGAIN_AFTER_MS = 250

/**
 * The pool for graphile-worker. What it has to tell the server about a job it tells a few times, and then gives up: the job
 * stays locked. So a connection is waited for while the server is away.
 * @param isStopping when to give up instead
 */
export function patientPool(pool: Pool, isStopping: () => boolean): Pool {
  return connectingPool(pool, async () => {
    for (;;) {
      try {
        return await pool.connect()
      } catch (error) {
        if (isStopping()) throw error
        await sleep(CONNECT_AGAIN_AFTER_MS)
      }
    }
  })
}
