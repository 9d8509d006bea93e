import type { Pool, PoolClient } from 'pg'

/** Callback form of `pool.connect`. */
type ConnectCallback = (
  error: Error | undefined,
  client: PoolClient | undefined,
  release: (broken?: boolean) => void,
) => void

/**
 * Wraps a pool so that `pool.connect()` calls `connect`. The callback form is unchanged, because the pool's own queries
 * and graphile-worker's listener use it and handle failures themselves.
 */
export function connectingPool(pool: Pool, connect: () => Promise<PoolClient>): Pool {
  return new Proxy(pool, {
    get(target, name) {
      if (name === 'connect') {
        return (callback?: ConnectCallback) => (callback === undefined ? connect() : target.connect(callback))
      }
      const value: unknown = Reflect.get(target, name)
      return typeof value === 'function' ? value.bind(target) : value
    },
  })
}
