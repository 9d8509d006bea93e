/** Retry hints for a failure. Any thrown error can carry them; `PermanentFailure` carries `permanent`. */
import { HOUR_MS } from '../../core/time-units.ts'

export interface FailureMarks {
  /** True when no later try can succeed. */
  readonly permanent?: boolean
  /** Minimum wait that the remote side asked for, in milliseconds (GitHub's `retry-after`). */
  readonly retryAfterMs?: number
}

/** A failure that no later try can fix: the delivery is parked immediately. */
export class PermanentFailure extends Error implements FailureMarks {
  override readonly name = 'PermanentFailure'
  readonly permanent = true
}

export interface RetryPolicy {
  /** Milliseconds to wait after the first, second, … failure; the last delay repeats. */
  readonly retryDelays: readonly number[]
  /** Number of failed tries after which the delivery is parked. */
  readonly maxAttempts: number
  /** Returns a number uniformly distributed in [0, 1). */
  readonly random: () => number
}

export type AfterFailure =
  | { readonly kind: 'retry'; readonly reason: string; readonly dueAt: number }
  | { readonly kind: 'park'; readonly reason: string }

export interface Failure {
  readonly error: unknown
  /** 1 for the first try. */
  readonly attempt: number
  /** Milliseconds since the epoch. */
  readonly now: number
}

/**
 * Longest wait before the next try. It is longer than any listed delay, and longer than any rate limit takes to reset,
 * which is at most an hour. A delivery that is due later than that was scheduled before the clock was set back.
 */
export const MAX_WAIT_MS = 6 * HOUR_MS

/** Maximum length of a stored reason, in characters. An error message can quote its whole input. */
const MAX_REASON_LENGTH = 300

/** Decides whether to retry or to park a delivery after its work threw an error. */
export function afterFailure({ error, attempt, now }: Failure, policy: RetryPolicy): AfterFailure {
  const reason = reasonOf(error)
  const { permanent, retryAfterMs } = marksOf(error)
  if (permanent) return { kind: 'park', reason }
  if (attempt >= policy.maxAttempts) return { kind: 'park', reason: `gave up after ${attempt} attempts: ${reason}` }
  const wait = Math.min(MAX_WAIT_MS, Math.max(retryDelay(attempt, policy), retryAfterMs))
  return { kind: 'retry', reason, dueAt: now + wait }
}

/**
 * Returns the wait after failure number `failures`, in whole milliseconds. It is between 50% and 100% of the listed
 * delay; the random half spreads out deliveries that failed together.
 */
export function retryDelay(failures: number, { retryDelays, random }: Omit<RetryPolicy, 'maxAttempts'>): number {
  const listed = retryDelays[Math.min(failures, retryDelays.length) - 1] ?? 0
  return Math.round(listed * (0.5 + random() / 2))
}

function marksOf(error: unknown): { permanent: boolean; retryAfterMs: number } {
  if (typeof error !== 'object' || error === null) return { permanent: false, retryAfterMs: 0 }
  const { permanent, retryAfterMs } = error as FailureMarks
  const minWaitMs = typeof retryAfterMs === 'number' && Number.isFinite(retryAfterMs) ? retryAfterMs : 0
  return { permanent: permanent === true, retryAfterMs: minWaitMs }
}

function reasonOf(error: unknown): string {
  if (error instanceof Error) return `${error.name}: ${error.message}`.slice(0, MAX_REASON_LENGTH)
  return typeof error === 'string' ? error.slice(0, MAX_REASON_LENGTH) : 'a value that is not an error was thrown'
}
