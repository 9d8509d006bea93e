/** Does something every few minutes while the bot runs; a time that fails is told, and the next one comes all the same. */
import { setTimeout as sleep } from 'node:timers/promises'

export interface Repeated {
  /** 0 never does it. */
  readonly everyMs: number
  readonly act: () => Promise<void>
  readonly onFailed: (error: unknown) => void
}

/** The first time is at once: there may have been nobody to do it just before. */
export function repeat(repeated: Repeated): { stop(): Promise<void> } {
  const stopping = new AbortController()
  const running = run(repeated, stopping.signal)
  return {
    stop() {
      stopping.abort()
      return running
    },
  }
}

async function run({ everyMs, act, onFailed }: Repeated, stopping: AbortSignal): Promise<void> {
  while (everyMs > 0 && !stopping.aborted) {
    await act().catch(onFailed)
    await sleep(everyMs, undefined, { signal: stopping }).catch(() => undefined)
  }
}
