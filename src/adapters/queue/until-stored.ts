import { retryDelay } from './retry-policy.ts'
import type { Sleep } from './wakeable-sleep.ts'
import type { WorkerLog } from './worker.ts'

/** Waits after store failures, in milliseconds; the last wait repeats. */
const STORE_DELAYS_MS: readonly number[] = [100, 500, 2_000, 5_000]

/** Number of tries while stopping. If all of them fail, `recover` repairs the damage at the next start. */
const LAST_TRIES = 3

export interface RetryOptions {
  readonly log: WorkerLog
  readonly sleep: Sleep
  readonly random: () => number
  /**
   * Aborted when the worker stops. This ends the current wait, and also ends the retrying after `LAST_TRIES` more
   * tries.
   */
  readonly stopping: AbortSignal
  /** Logged each time the store fails. */
  readonly failureMessage: string
}

/**
 * Repeats a write until the store accepts it. Never throws.
 * @param write receives the number of earlier failures, because a failed write may have been done and only its response
 *   lost
 * @returns the result of the write; undefined if all tries failed
 */
export async function untilStored<T>(
  write: (failures: number) => Promise<T>,
  options: RetryOptions,
): Promise<T | undefined> {
  for (let failures = 0, last = 0; last < LAST_TRIES; failures++) {
    try {
      return await write(failures)
    } catch (err) {
      options.log.error({ err }, options.failureMessage)
    }
    await options.sleep(storeDelay(failures + 1, options.random), options.stopping).catch(() => undefined)
    if (options.stopping.aborted) last++
  }
  return undefined
}

/** Returns the wait after the store's failure number `failures`, in milliseconds. */
export function storeDelay(failures: number, random: () => number): number {
  return retryDelay(failures, { retryDelays: STORE_DELAYS_MS, random })
}
