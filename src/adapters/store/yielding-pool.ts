import type { Pool } from 'pg'
import { connectingPool } from '../queue/connecting-pool.ts'

/** The work goes on, however many deliveries come. */
const MAX_WAIT_MS = 250

/**
 * The pool of the work, which takes no connection while a delivery is being taken: GitHub waits ten seconds for its answer,
 * the work for as long as it takes. See docs/decisions/0021.
 * @param reception the connections that deliveries are taken on
 */
export function yieldingPool(pool: Pool, reception: Pool): Pool {
  return connectingPool(pool, async () => {
    const deadline = performance.now() + MAX_WAIT_MS
    while (isBusy(reception) && performance.now() < deadline) await released(reception, deadline)
    return pool.connect()
  })
}

function isBusy(pool: Pool): boolean {
  return pool.waitingCount > 0 || pool.idleCount < pool.totalCount
}

/** Resolves once a connection is given back, at the deadline at the latest. */
function released(pool: Pool, deadline: number): Promise<void> {
  return new Promise((resolve) => {
    const go = () => {
      pool.off('release', go)
      clearTimeout(latest)
      resolve()
    }
    const latest = setTimeout(go, deadline - performance.now())
    pool.on('release', go)
  })
}
