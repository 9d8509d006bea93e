import { setImmediate as nextTick } from 'node:timers/promises'

/** Longest time for which a computation keeps the main thread, in milliseconds, if its steps are shorter. */
const MAX_TURN_MS = 5

/** Runs a computation step by step on the main thread, and lets other requests in whenever its turn is over. */
export async function inTurns<T>(steps: Iterator<unknown, T>): Promise<T> {
  let start = performance.now()
  for (;;) {
    const { done, value } = steps.next()
    if (done) return value
    if (performance.now() - start < MAX_TURN_MS) continue
    await nextTick()
    start = performance.now()
  }
}
