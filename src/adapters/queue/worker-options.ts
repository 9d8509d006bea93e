import type { ClaimedDelivery, Queue } from './queue.ts'
import type { Sleep } from './wakeable-sleep.ts'

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

const SECOND = 1000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE

/** 9 tries in about 8 hours. The first ones cover a short outage; the last ones outlast most GitHub incidents. */
export const RETRY_DELAYS_MS: readonly number[] = [
  5 * SECOND,
  30 * SECOND,
  2 * MINUTE,
  10 * MINUTE,
  30 * MINUTE,
  HOUR,
  2 * HOUR,
  4 * HOUR,
]
