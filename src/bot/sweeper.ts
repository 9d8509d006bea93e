/** Sweeps every few minutes while the bot runs; a sweep that fails is told and the next one comes in its time. */
import { setTimeout as sleep } from 'node:timers/promises'
import type { Logger } from 'pino'
import type { HookDeliveries } from '../github/hook-deliveries.ts'
import { type Swept, sweep } from './sweep.ts'

export interface SweeperOptions {
  /** Signs in when it is called. */
  readonly deliveries: () => Promise<HookDeliveries>
  /** 0 never sweeps. */
  readonly everyMs: number
  readonly clock: () => number
  readonly log: Pick<Logger, 'warn'>
  readonly onSwept?: (swept: Swept) => void
}

/** The first sweep is made at once: there may have been nobody to answer GitHub just before. */
export function startSweeper(options: SweeperOptions): { stop(): Promise<void> } {
  const stopping = new AbortController()
  const running = run(options, stopping.signal)
  return {
    stop() {
      stopping.abort()
      return running
    },
  }
}

async function run(options: SweeperOptions, stopping: AbortSignal): Promise<void> {
  while (options.everyMs > 0 && !stopping.aborted) {
    await sweepOnce(options)
    await sleep(options.everyMs, undefined, { signal: stopping }).catch(() => undefined)
  }
}

async function sweepOnce({ deliveries, clock, log, onSwept }: SweeperOptions): Promise<void> {
  try {
    const swept = await sweep({ deliveries: await deliveries(), now: clock() })
    onSwept?.(swept)
    if (swept.failed > 0) log.warn({ ...swept }, 'deliveries had failed; GitHub was asked to send them again')
  } catch (err) {
    log.warn({ err }, 'the sweep for failed deliveries failed')
  }
}
