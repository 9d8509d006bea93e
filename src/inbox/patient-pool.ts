import { setTimeout as sleep } from 'node:timers/promises'
import type { Pool, PoolClient } from 'pg'

const CONNECT_AGAIN_AFTER_MS = 250

/** What is told of a connection, by those who do not take a promise. */
type Heard = (error: Error | undefined, client: PoolClient | undefined, release: (broken?: boolean) => void) => void

/**
 * The pool for graphile-worker. What it has to tell the server about a job it tells once, and nobody hears of it when that
 * fails: the job stays locked and the process gets an unhandled rejection. So a connection is waited for while the server
 * is away.
 * @param isStopping when to give up instead
 */
export function patientPool(pool: Pool, isStopping: () => boolean): Pool {
  async function connect() {
    for (;;) {
      try {
        return await pool.connect()
      } catch (error) {
        if (isStopping()) throw error
        await sleep(CONNECT_AGAIN_AFTER_MS)
      }
    }
  }
  return new Proxy(pool, {
    get(target, name) {
      // Asked with a callback it looks after itself: that is its own connection for listening.
      if (name === 'connect') return (heard?: Heard) => (heard === undefined ? connect() : target.connect(heard))
      const value: unknown = Reflect.get(target, name)
      return typeof value === 'function' ? value.bind(target) : value
    },
  })
}
