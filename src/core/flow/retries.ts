/** Tells a failure that a client tries again from the answer that ends a login. */
import type { Observation } from './observation.ts'

/**
 * Whether a server was busy or broken, and refused the same request for a reason of its own when it was sent again: that
 * answer is final.
 */
export function isRetried(observations: readonly Observation[], at: number): boolean {
  const [it, next] = observations.slice(at, at + 2)
  if (it === undefined || next === undefined || !isTransient(it)) return false
  return next.stage === it.stage && next.outcome === 'failed' && next.status !== null && !isTransient(next)
}

/** Statuses after which a client tries again (RFC 9110, sections 15.6.1 to 15.6.5, and RFC 6585, section 4). */
function isTransient({ status, side }: Observation): boolean {
  return side !== 'edge' && status !== null && (status === 429 || status >= 500)
}
