import { retryDelay } from './retry-policy.ts'
import type { Sleep } from './wakeable-sleep.ts'
import type { WorkerLog } from './worker-options.ts'

/** Waits after failures of the store itself, in milliseconds; the last one repeats. */
const STORE_DELAYS_MS: readonly number[] = [100, 500, 2_000, 5_000]

/** Last tries while stopping; what is still not stored after them is made good by `recover` at the next start. */
const LAST_TRIES = 3

export interface RetryOptions {
  readonly log: WorkerLog
  readonly sleep: Sleep
  readonly random: () => number
  /** Aborted when the worker stops; ends the waiting, and after a few more tries the trying. */
  readonly stopping: AbortSignal
  /** What to log when the store fails. */
  readonly trouble: string
}

/**
 * Repeats a write until the store takes it. Never throws.
 * @param write is told how often it failed before: a write of which only the answer was lost has been done
 * @returns what the write gave; undefined when it was given up
 */
export async function untilStored<T>(
  write: (failures: number) => Promise<T>,
  how: RetryOptions,
): Promise<T | undefined> {
  for (let failures = 0, last = 0; last < LAST_TRIES; failures++) {
    try {
      return await write(failures)
    } catch (err) {
      how.log.error({ err }, how.trouble)
    }
    await how.sleep(storeDelay(failures + 1, how.random), how.stopping).catch(() => undefined)
    if (how.stopping.aborted) last++
  }
  return undefined
}

/** The wait after failure number `failures` of the store, in milliseconds. */
export function storeDelay(failures: number, random: () => number): number {
  return retryDelay(failures, { retryDelays: STORE_DELAYS_MS, random })
}
