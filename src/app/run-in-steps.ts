import { nextFreeTick } from '../adapters/tick-gate.ts'

/** Longest time for which a computation keeps the main thread, in milliseconds, if its steps are shorter. */
const MAX_TICK_MS = 5

/** Runs a computation step by step on the main thread. Other requests are served in between, every few milliseconds. */
export async function runInSteps<T>(steps: Iterator<unknown, T>): Promise<T> {
  let start = performance.now()
  for (;;) {
    const { done, value } = steps.next()
    if (done) return value
    if (performance.now() - start < MAX_TICK_MS) continue
    await nextFreeTick()
    start = performance.now()
  }
}
