import type { Pool } from 'pg'
import { connectingPool } from '../queue/connecting-pool.ts'

/** Longest wait, after which the work continues, however many deliveries arrive. */
const MAX_WAIT_MS = 250

/**
 * Wraps the workers' pool so that it takes no connection while a delivery is being accepted, for at most 250 ms: GitHub
 * waits 10 seconds for a response, but the work can wait longer. See docs/decisions/0021.
 * @param intakePool connections reserved for accepting deliveries
 */
export function yieldingPool(pool: Pool, intakePool: Pool): Pool {
  return connectingPool(pool, async () => {
    const deadline = performance.now() + MAX_WAIT_MS
    while (isBusy(intakePool) && performance.now() < deadline) await released(intakePool, deadline)
    return pool.connect()
  })
}

function isBusy(pool: Pool): boolean {
  return pool.waitingCount > 0 || pool.idleCount < pool.totalCount
}

/** Resolves when a connection is released, or at the deadline at the latest. */
function released(pool: Pool, deadline: number): Promise<void> {
  return new Promise((resolve) => {
    const finish = () => {
      pool.off('release', finish)
      clearTimeout(timeout)
      resolve()
    }
    const timeout = setTimeout(finish, deadline - performance.now())
    pool.on('release', finish)
  })
}
