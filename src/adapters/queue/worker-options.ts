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
   * Works on one delivery; it is done when the promise resolves. Has to bear being called again for the same delivery
   * (after a crash) and to bound its own time. A thrown error may carry the marks of `FailureMarks`.
   */
  readonly work: (delivery: ClaimedDelivery) => Promise<void>
  /** Milliseconds since the epoch. */
  readonly clock: () => number
  /** Evenly spread in [0, 1); spreads the retries. */
  readonly random: () => number
  readonly log: WorkerLog
  readonly sleep?: Sleep
  /** Deliveries worked on at the same time; 4 unless told. */
  readonly concurrency?: number
  /** Waits after the first, second, … failure in milliseconds, the last one repeating; `RETRY_DELAYS_MS` unless told. */
  readonly retryDelays?: readonly number[]
  /** Tries before a delivery is parked; one more than there are delays unless told. */
  readonly maxAttempts?: number
}

const SECOND = 1000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE

/** Nine tries in about eight hours: the first ones mend a hiccup, the last ones outlast most of GitHub's incidents. */
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
