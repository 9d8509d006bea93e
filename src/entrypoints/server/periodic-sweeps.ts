/** The bot's periodic tasks. A failed run is logged, and the next one comes on time. */
import type { Logger } from 'pino'
import type { HookDeliveries } from '../../adapters/github/hook-deliveries.ts'
import { pollReactions, type ReactionPollOptions } from './reaction-poller.ts'
import { repeat } from './repeat.ts'
import { type SweepResult, sweep } from './sweep.ts'

export interface SweeperOptions {
  /** Creates a client that is authenticated as the App. */
  readonly deliveries: () => Promise<HookDeliveries>
  /** Interval in milliseconds; 0: never. */
  readonly everyMs: number
  readonly clock: () => number
  readonly log: Pick<Logger, 'warn'>
  readonly onSwept?: (swept: SweepResult) => void
}

/** Periodically asks GitHub to send failed deliveries again. */
export function startSweeper({ everyMs, log, ...options }: SweeperOptions): { stop(): Promise<void> } {
  const act = () => sweepOnce({ log, ...options })
  return repeat({ everyMs, act, onFailed: (err) => log.warn({ err }, 'the sweep for failed deliveries failed') })
}

async function sweepOnce({ deliveries, clock, log, onSwept }: Omit<SweeperOptions, 'everyMs'>): Promise<void> {
  const swept = await sweep({ deliveries: await deliveries(), now: clock() })
  onSwept?.(swept)
  if (swept.failed > 0) log.warn({ ...swept }, 'failed deliveries found; asked GitHub to send them again')
}

export interface ReactionPollerOptions extends Omit<ReactionPollOptions, 'now'> {
  readonly everyMs: number
  readonly clock: () => number
  readonly log: Pick<Logger, 'warn'>
  /** Called when something was added to the queue. */
  readonly onFound: () => void
}

/** Periodically looks for reactions to the bot's comments and for hidden comments, which send no webhook. */
export function startReactionPoller({ everyMs, clock, log, onFound, ...options }: ReactionPollerOptions) {
  const act = async () => {
    if ((await pollReactions({ ...options, now: clock() })) > 0) onFound()
  }
  return repeat({ everyMs, act, onFailed: (err) => log.warn({ err }, 'the poll for reactions failed') })
}
