/**
 * The worker for a polled queue (SQLite). Takes deliveries from the queue and passes them to a work function: several
 * keys at a time, but only one delivery per key. Retries or parks failed deliveries. It never looks at a delivery's
 * content, and neither a throwing work function nor a failing store stops it.
 */

import { setImmediate as nextTick } from 'node:timers/promises'
import { DAY_MS } from '../../core/time-units.ts'
import { ExclusiveGate } from './exclusive-gate.ts'
import type { ClaimedDelivery } from './queue.ts'
import { recordOutcome } from './record-outcome.ts'
import type { RetryPolicy } from './retry-policy.ts'
import { tryDelivery } from './try-delivery.ts'
import { storeDelay, untilStored } from './until-stored.ts'
import { realSleep, type Sleep, WakeableSleep } from './wakeable-sleep.ts'
import { retryPolicyOf, TAKE_OVER_MS, type Worker, type WorkerOptions } from './worker.ts'

/** Longest sleep. Limits the wait for a delivery that another process accepted, and the effect of a clock change. */
const POLL_MS = 1_000

/** Creates a worker; the caller starts it. */
export function createSqliteWorker(options: WorkerOptions): Worker {
  return new QueueWorker(options)
}

class QueueWorker implements Worker {
  readonly #options: WorkerOptions
  readonly #policy: RetryPolicy
  readonly #sleep: Sleep
  readonly #pause: WakeableSleep
  readonly #gate = new ExclusiveGate()
  readonly #running = new Set<Promise<void>>()
  #stopping = new AbortController()
  #loop: Promise<void> | null = null
  #idleWaiters: (() => void)[] = []
  #nextSweep = Number.NEGATIVE_INFINITY
  #nextTakeOver = Number.NEGATIVE_INFINITY

  constructor(options: WorkerOptions) {
    const { sleep = realSleep } = options
    this.#options = options
    this.#policy = retryPolicyOf(options)
    this.#sleep = sleep
    this.#pause = new WakeableSleep(sleep)
  }

  start(): void {
    if (this.#loop !== null) return
    this.#stopping = new AbortController()
    this.#loop = this.#run()
  }

  async stop(): Promise<void> {
    this.#stopping.abort()
    this.notify()
    await this.#loop
    this.#loop = null
  }

  notify(): void {
    this.#pause.wake()
  }

  idle(): Promise<void> {
    if (this.#loop === null || this.#stopped) return Promise.resolve()
    const idle = new Promise<void>((resolve) => {
      this.#idleWaiters.push(resolve)
    })
    this.notify()
    return idle
  }

  get #stopped(): boolean {
    return this.#stopping.signal.aborted
  }

  async #run(): Promise<void> {
    await this.#persist('could not requeue deliveries claimed by a dead process', async () => {
      const count = await this.#options.queue.recover(this.#options.clock())
      if (count > 0) this.#options.log.warn({ count }, 'requeued deliveries claimed by a dead process')
    })
    for (let failures = 0; !this.#stopped; ) failures = (await this.#pass(failures)) ? 0 : failures + 1
    await Promise.all(this.#running)
    this.#releaseIdleWaiters()
  }

  /** Claims everything that can be claimed, then sleeps. Returns false when the store failed. */
  async #pass(failures: number): Promise<boolean> {
    try {
      await this.#takeOver()
      await this.#fill()
      await this.#sweep()
      const delay = await this.#untilNextDue()
      if (!this.#stopped) await this.#pause.sleep(delay)
      return true
    } catch (err) {
      this.#options.log.error({ err }, 'the store failed; trying again')
      await this.#pause.sleep(storeDelay(failures + 1, this.#options.random))
      return false
    }
  }

  async #fill(): Promise<void> {
    const { queue, clock, concurrency = 4 } = this.#options
    while (!this.#stopped && this.#running.size < concurrency) {
      const delivery = await queue.claim(clock())
      if (delivery === null) break
      this.#launch(delivery)
      // The embedded store answers within the same event loop tick, during which no webhook is accepted.
      await nextTick()
    }
    if (this.#idleWaiters.length > 0 && this.#running.size === 0 && (await queue.backlog()) === 0)
      this.#releaseIdleWaiters()
  }

  #launch(delivery: ClaimedDelivery): void {
    const task = this.#handle(delivery).finally(() => {
      this.#running.delete(task)
      this.notify()
    })
    this.#running.add(task)
  }

  async #handle(delivery: ClaimedDelivery): Promise<void> {
    const { queue, clock } = this.#options
    const failure = await tryDelivery(delivery, { ...this.#options, policy: this.#policy, gate: this.#gate })
    await this.#persist('could not store the outcome of a delivery', () =>
      recordOutcome(queue, { delivery, failure }, clock()),
    )
  }

  #persist(failureMessage: string, write: () => Promise<void>): Promise<void> {
    const { log, random } = this.#options
    return untilStored(write, { log, random, sleep: this.#sleep, stopping: this.#stopping.signal, failureMessage })
  }

  async #takeOver(): Promise<void> {
    const { queue, clock, log } = this.#options
    const now = clock()
    if (!isDue(this.#nextTakeOver, now, TAKE_OVER_MS)) return
    this.#nextTakeOver = now + TAKE_OVER_MS
    const count = await queue.takeOver(now)
    if (count > 0) log.warn({ count }, 'took over deliveries from a dead process')
  }

  async #sweep(): Promise<void> {
    const { queue, clock } = this.#options
    if (!isDue(this.#nextSweep, clock(), DAY_MS)) return
    await queue.forgetDone(clock())
    this.#nextSweep = clock() + DAY_MS
  }

  async #untilNextDue(): Promise<number> {
    const { queue, clock, concurrency = 4 } = this.#options
    if (this.#running.size >= concurrency) return POLL_MS
    const due = await queue.nextDueAt()
    return due === null ? POLL_MS : Math.min(POLL_MS, Math.max(0, due - clock()))
  }

  #releaseIdleWaiters(): void {
    for (const release of this.#idleWaiters.splice(0)) release()
  }
}

/** True at or after `next`, and also when the clock has been set back by more than the period. */
function isDue(next: number, now: number, period: number): boolean {
  return now >= next || next - now > period
}
