/** A queue's worker: its interface, its options, and the policy that both engines share. */
import { HOUR_MS, MINUTE_MS } from '../../core/time-units.ts'
import type { ClaimedDelivery, Queue } from './queue.ts'
import type { RetryPolicy } from './retry-policy.ts'
import type { Sleep } from './wakeable-sleep.ts'

export interface Worker {
  /** Requeues deliveries claimed by dead processes, then works until it is stopped. A second call changes nothing. */
  start(): void
  /** Stops claiming. Resolves when the running work has ended and its outcome has been stored. */
  stop(): Promise<void>
  /** Polls for work now instead of at the next poll. Call it after every `accept`. */
  notify(): void
  /** Resolves when nothing is waiting (not even for a retry) and nothing is running, or when the worker stops. */
  idle(): Promise<void>
}

/** The part of a pino logger that the worker uses. */
export interface WorkerLog {
  info(fields: object, message: string): void
  warn(fields: object, message: string): void
  error(fields: object, message: string): void
}

export interface WorkerOptions {
  readonly queue: Queue
  /**
   * Works on one delivery, which is done when the promise resolves. Must tolerate a second call for the same delivery
   * (after a crash) and must limit its own run time. A thrown error can carry the hints in `FailureMarks`.
   */
  readonly work: (delivery: ClaimedDelivery) => Promise<void>
  /** Milliseconds since the epoch. */
  readonly clock: () => number
  /** Returns a number uniformly distributed in [0, 1); spreads the retries. */
  readonly random: () => number
  readonly log: WorkerLog
  readonly sleep?: Sleep
  /** Number of deliveries processed at the same time. Default: 4. */
  readonly concurrency?: number
  /** Waits after the first, second, … failure, in milliseconds; the last wait repeats. Default: `RETRY_DELAYS_MS`. */
  readonly retryDelays?: readonly number[]
  /** Number of tries before a delivery is parked. Default: one more than the number of delays. */
  readonly maxAttempts?: number
}

/** 9 tries in about 8 hours. The first ones cover a short outage; the last ones outlast most GitHub incidents. */
const RETRY_DELAYS_MS: readonly number[] = [
  5_000,
  30_000,
  2 * MINUTE_MS,
  10 * MINUTE_MS,
  30 * MINUTE_MS,
  HOUR_MS,
  2 * HOUR_MS,
  4 * HOUR_MS,
]

/** Interval between searches for dead processes. */
export const TAKE_OVER_MS = 5_000

/** Fills in the defaults of the options that are about retries. */
export function retryPolicyOf({ retryDelays = RETRY_DELAYS_MS, maxAttempts, random }: WorkerOptions): RetryPolicy {
  return { retryDelays, random, maxAttempts: maxAttempts ?? retryDelays.length + 1 }
}
