import type { Pool, PoolClient } from 'pg'

/** What is told of a connection, by those who do not take a promise. */
type Heard = (error: Error | undefined, client: PoolClient | undefined, release: (broken?: boolean) => void) => void

/**
 * The pool with another way to a connection. Who asks with a callback looks after itself: the pool's own queries, and what
 * listens.
 */
export function connectingPool(pool: Pool, connect: () => Promise<PoolClient>): Pool {
  return new Proxy(pool, {
    get(target, name) {
      if (name === 'connect') return (heard?: Heard) => (heard === undefined ? connect() : target.connect(heard))
      const value: unknown = Reflect.get(target, name)
      return typeof value === 'function' ? value.bind(target) : value
    },
  })
}
