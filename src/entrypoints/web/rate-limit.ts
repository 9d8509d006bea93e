/** Limits requests per minute and address block; responds with 429 beyond the limit. */
import type { MiddlewareHandler } from 'hono'
import { createAllowance } from './allowance.ts'
import { refuse } from './refuse.ts'
import type { WebDeps } from './web-deps.ts'

export function limitRate(
  perMinute: number,
  { clock, blockOf }: Pick<WebDeps, 'clock' | 'blockOf'>,
): MiddlewareHandler {
  const requests = createAllowance(perMinute, clock)
  return async (c, next) => {
    if (requests.take(blockOf(c), 1) !== null) return next()
    return refuse(c, 'too-many', { 'retry-after': String(requests.wait()) })
  }
}
