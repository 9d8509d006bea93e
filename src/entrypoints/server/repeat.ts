/** Repeats a task while the bot runs. A failed run is reported, and the next one comes on time. */
import { setTimeout as sleep } from 'node:timers/promises'

export interface PeriodicTask {
  /** Interval in milliseconds; 0: never. */
  readonly everyMs: number
  readonly act: () => Promise<void>
  readonly onFailed: (error: unknown) => void
}

/** The first run is immediate: the bot may have been down just before. */
export function repeat(repeated: PeriodicTask): { stop(): Promise<void> } {
  const stopping = new AbortController()
  const running = run(repeated, stopping.signal)
  return {
    stop() {
      stopping.abort()
      return running
    },
  }
}

async function run({ everyMs, act, onFailed }: PeriodicTask, stopping: AbortSignal): Promise<void> {
  while (everyMs > 0 && !stopping.aborted) {
    await act().catch(onFailed)
    await sleep(everyMs, undefined, { signal: stopping }).catch(() => undefined)
  }
}
