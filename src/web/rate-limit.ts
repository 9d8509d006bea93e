/** So many requests a minute from one address, counted in windows; what is too much is answered with 429. */
import type { MiddlewareHandler } from 'hono'
import { refuse } from './refuse.ts'
import type { WebWorld } from './world.ts'

const WINDOW_MS = 60_000
/** Addresses that are counted at a time; beyond, the window begins anew for all, which is kinder than memory without end. */
const MOST_ADDRESSES = 10_000

export function limitRate(
  perMinute: number,
  { clock, addressOf }: Pick<WebWorld, 'clock' | 'addressOf'>,
): MiddlewareHandler {
  let window = 0
  let counts = new Map<string, number>()
  return async (c, next) => {
    const now = Math.floor(clock() / WINDOW_MS)
    if (now !== window || counts.size >= MOST_ADDRESSES) {
      window = now
      counts = new Map()
    }
    const address = addressOf(c)
    const count = (counts.get(address) ?? 0) + 1
    counts.set(address, count)
    if (count <= perMinute) return next()
    const wait = String(Math.ceil(((now + 1) * WINDOW_MS - clock()) / 1000))
    return refuse(c, 'too-many', { 'retry-after': wait })
  }
}
