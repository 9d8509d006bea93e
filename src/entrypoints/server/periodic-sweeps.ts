/** Sweeps every few minutes while the bot runs; a sweep that fails is told and the next one comes in its time. */
import type { Logger } from 'pino'
import type { HookDeliveries } from '../../adapters/github/hook-deliveries.ts'
import { pollReactions, type ReactionPollOptions } from './reaction-poller.ts'
import { repeat } from './repeat.ts'
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

/** For deliveries that GitHub could not bring. */
export function startSweeper({ everyMs, log, ...options }: SweeperOptions): { stop(): Promise<void> } {
  const act = () => sweepOnce({ log, ...options })
  return repeat({ everyMs, act, onFailed: (err) => log.warn({ err }, 'the sweep for failed deliveries failed') })
}

async function sweepOnce({ deliveries, clock, log, onSwept }: Omit<SweeperOptions, 'everyMs'>): Promise<void> {
  const swept = await sweep({ deliveries: await deliveries(), now: clock() })
  onSwept?.(swept)
  if (swept.failed > 0) log.warn({ ...swept }, 'deliveries had failed; GitHub was asked to send them again')
}

export interface ReactionPollerOptions extends Omit<ReactionPollOptions, 'now'> {
  readonly everyMs: number
  readonly clock: () => number
  readonly log: Pick<Logger, 'warn'>
  /** Told when something was put into the queue. */
  readonly onFound: () => void
}

/** For what people did to the bot's comments without GitHub telling it. */
export function startReactionPoller({ everyMs, clock, log, onFound, ...options }: ReactionPollerOptions) {
  const act = async () => {
    if ((await pollReactions({ ...options, now: clock() })) > 0) onFound()
  }
  return repeat({ everyMs, act, onFailed: (err) => log.warn({ err }, 'the sweep for signs on comments failed') })
}
