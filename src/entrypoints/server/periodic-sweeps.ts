/** The bot's periodic tasks. A failed run is logged, and the next one starts on schedule. */

import { setTimeout as sleep } from 'node:timers/promises'
import type { Logger } from 'pino'
import type { HookDeliveries } from '../../adapters/github/hook-deliveries.ts'
import type { SavedIndexes } from '../../adapters/saved-indexes/saved-indexes.ts'
import type { Store } from '../../adapters/store/store.ts'
import { type TidyDeps, tidySavedIndexes } from '../../app/matching/tidy-saved-indexes.ts'
import { expireStored } from '../../app/retention.ts'
import { DAY_MS, HOUR_MS } from '../../core/time-units.ts'
import { type OutcomePollOptions, pollOutcomes } from './outcome-poller.ts'
import { pollReactions, type ReactionPollOptions } from './reaction-poller.ts'
import { type SweepResult, sweep } from './sweep.ts'
import { pollWeekly, type WeeklyPollOptions } from './weekly-poller.ts'

export interface SweeperOptions {
  /** Creates a client that is authenticated as the App. */
  readonly deliveries: () => Promise<HookDeliveries>
  /** Interval in milliseconds; 0 switches the task off. */
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

/**
 * Periodically looks for reactions to the bot's comments and for hidden comments, because GitHub sends no webhook for
 * either.
 */
export function startReactionPoller({ everyMs, clock, log, onFound, ...options }: ReactionPollerOptions) {
  const act = async () => {
    if ((await pollReactions({ ...options, now: clock() })) > 0) onFound()
  }
  return repeat({ everyMs, act, onFailed: (err) => log.warn({ err }, 'the poll for reactions failed') })
}

export interface ExpiryOptions {
  readonly store: Pick<Store, 'as' | 'knownRepositories'>
  /** Whether this process has the task; only one of several needs it. */
  readonly isOn: boolean
  readonly clock: () => number
  readonly log: Pick<Logger, 'warn'>
}

/** Once a day, deletes what the repositories' settings say has been kept for long enough. */
export function startExpiry({ store, isOn, clock, log }: ExpiryOptions): { stop(): Promise<void> } {
  const act = async () => void (await expireStored(store, clock()))
  return repeat({
    everyMs: isOn ? DAY_MS : 0,
    act,
    onFailed: (err) => log.warn({ err }, 'deleting what has expired failed'),
  })
}

export interface IndexTidierOptions extends Omit<TidyDeps, 'saved'> {
  /** Null if there are none. */
  readonly saved: SavedIndexes | null
  readonly log: Pick<Logger, 'warn'>
}

/**
 * Opens the saved indexes, so that no delivery waits for one. Once an hour, removes from them what is gone. Stopping
 * does not wait: a large index takes minutes, and what is half done is only a cache.
 */
export function startIndexTidier({ saved, log, ...deps }: IndexTidierOptions): { stop(): Promise<void> } {
  let isStopping = false
  const task = repeat({
    everyMs: saved === null ? 0 : HOUR_MS,
    async act() {
      if (saved !== null) await tidySavedIndexes({ saved, ...deps })
    },
    onFailed: (err) => isStopping || log.warn({ err }, 'opening or saving an index failed'),
  })
  return {
    async stop() {
      isStopping = true
      void task.stop()
    },
  }
}

export interface OutcomePollerOptions
  extends Omit<OutcomePollOptions, 'now'>,
    Omit<ReactionPollerOptions, 'githubFor'> {}

/** Periodically queues the threads whose ends are due to be read. */
export function startOutcomePoller({ everyMs, clock, log, onFound, ...options }: OutcomePollerOptions) {
  const act = async () => {
    if ((await pollOutcomes({ ...options, now: clock() })) > 0) onFound()
  }
  return repeat({ everyMs, act, onFailed: (err) => log.warn({ err }, 'the poll for ended threads failed') })
}

export interface WeeklyPollerOptions
  extends Omit<WeeklyPollOptions, 'now' | 'asked'>,
    Omit<ReactionPollerOptions, 'githubFor' | 'store'> {}

/** Periodically queues the repositories whose weekly work is due. */
export function startWeeklyPoller({ everyMs, clock, log, onFound, ...options }: WeeklyPollerOptions) {
  const asked = new Map<number, number>()
  const act = async () => {
    if ((await pollWeekly({ ...options, asked, now: clock() })) > 0) onFound()
  }
  return repeat({ everyMs, act, onFailed: (err) => log.warn({ err }, 'the poll for weekly work failed') })
}

/** Repeats a task while the bot runs. A failed run is reported, and the next one starts on schedule. */
interface PeriodicTask {
  /** Interval in milliseconds; 0 switches the task off. */
  readonly everyMs: number
  readonly act: () => Promise<void>
  readonly onFailed: (error: unknown) => void
}

/** The first run starts immediately, because the bot may have been down until just now. */
function repeat(repeated: PeriodicTask): { stop(): Promise<void> } {
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
