/**
 * The worker of an queue that has to be asked for work (SQLite). Takes deliveries from the queue and hands them to a
 * work function, several keys at a time, one delivery of a key at a time; what fails is tried again later or given up.
 * It never looks into a delivery, and neither a throwing work function nor a failing store ends it.
 */
import { setImmediate as breathe } from 'node:timers/promises'
import { ExclusiveGate } from './exclusive-gate.ts'
import type { ClaimedDelivery } from './queue.ts'
import { recordOutcome } from './record-outcome.ts'
import type { RetryPolicy } from './retry-policy.ts'
import { tryDelivery } from './try-delivery.ts'
import { storeDelay, untilStored } from './until-stored.ts'
import { realSleep, type Sleep, WakeableSleep } from './wakeable-sleep.ts'
import { RETRY_DELAYS_MS, type WorkerOptions } from './worker-options.ts'

export interface Worker {
  /** Puts back what a dead process left claimed, then works until stopped. A second call changes nothing. */
  start(): void
  /** Claims no more and resolves when the running work has ended and its outcome is stored. */
  stop(): Promise<void>
  /** Looks for work now rather than at the next poll. To be called after every `accept`. */
  notify(): void
  /** Resolves when nothing waits (for its turn or for a retry) and nothing runs, or when the worker stops. */
  idle(): Promise<void>
}

const DAY_MS = 24 * 60 * 60_000

/** The longest rest: bounds how long a delivery waits that another process accepted, and what a step of the clock costs. */
const POLL_MS = 1_000

/** How often dead processes are looked for. */
const TAKE_OVER_MS = 5_000

/** A worker that is not started yet. */
export function createWorker(options: WorkerOptions): Worker {
  return new QueueWorker(options)
}

class QueueWorker implements Worker {
  readonly #options: WorkerOptions
  readonly #policy: RetryPolicy
  readonly #sleep: Sleep
  readonly #alarm: WakeableSleep
  readonly #company = new ExclusiveGate()
  readonly #running = new Set<Promise<void>>()
  #stopping = new AbortController()
  #loop: Promise<void> | null = null
  #idlers: (() => void)[] = []
  #nextSweep = Number.NEGATIVE_INFINITY
  #nextTakeOver = Number.NEGATIVE_INFINITY

  constructor(options: WorkerOptions) {
    const { retryDelays = RETRY_DELAYS_MS, random, sleep = realSleep } = options
    this.#options = options
    this.#policy = { retryDelays, random, maxAttempts: options.maxAttempts ?? retryDelays.length + 1 }
    this.#sleep = sleep
    this.#alarm = new WakeableSleep(sleep)
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
    this.#alarm.ring()
  }

  idle(): Promise<void> {
    if (this.#loop === null || this.#stopped) return Promise.resolve()
    const idle = new Promise<void>((resolve) => {
      this.#idlers.push(resolve)
    })
    this.notify()
    return idle
  }

  get #stopped(): boolean {
    return this.#stopping.signal.aborted
  }

  async #run(): Promise<void> {
    await this.#persist('claims of a dead process were not put back', async () => {
      const count = await this.#options.queue.recover(this.#options.clock())
      if (count > 0) this.#options.log.warn({ count }, 'put back deliveries that a dead process left claimed')
    })
    for (let failures = 0; !this.#stopped; ) failures = (await this.#pass(failures)) ? 0 : failures + 1
    await Promise.all(this.#running)
    this.#releaseIdlers()
  }

  /** One round: claim what can be claimed, then rest. False when the store failed. */
  async #pass(failures: number): Promise<boolean> {
    try {
      await this.#takeOver()
      await this.#fill()
      await this.#sweep()
      const rest = await this.#untilNextDue()
      if (!this.#stopped) await this.#alarm.rest(rest)
      return true
    } catch (err) {
      this.#options.log.error({ err }, 'the store failed; trying again')
      await this.#alarm.rest(storeDelay(failures + 1, this.#options.random))
      return false
    }
  }

  async #fill(): Promise<void> {
    const { queue, clock, concurrency = 4 } = this.#options
    while (!this.#stopped && this.#running.size < concurrency) {
      const delivery = await queue.claim(clock())
      if (delivery === null) break
      this.#launch(delivery)
      // An embedded store answers within the same turn of the event loop, in which no webhook is taken.
      await breathe()
    }
    if (this.#idlers.length > 0 && this.#running.size === 0 && (await queue.backlog()) === 0) this.#releaseIdlers()
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
    const failure = await tryDelivery(delivery, { ...this.#options, policy: this.#policy, company: this.#company })
    await this.#persist('the outcome of a delivery was not stored', () =>
      recordOutcome(queue, { delivery, failure }, clock()),
    )
  }

  #persist(trouble: string, write: () => Promise<void>): Promise<void> {
    const { log, random } = this.#options
    return untilStored(write, { log, random, sleep: this.#sleep, stopping: this.#stopping.signal, trouble })
  }

  async #takeOver(): Promise<void> {
    const { queue, clock, log } = this.#options
    const now = clock()
    if (!isDue(this.#nextTakeOver, now, TAKE_OVER_MS)) return
    this.#nextTakeOver = now + TAKE_OVER_MS
    const count = await queue.takeOver(now)
    if (count > 0) log.warn({ count }, 'took over deliveries of a process that died')
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

  #releaseIdlers(): void {
    for (const release of this.#idlers.splice(0)) release()
  }
}

/** Whether the time has come; also when the clock was set back by more than the period, and would otherwise rest for long. */
function isDue(next: number, now: number, period: number): boolean {
  return now >= next || next - now > period
}
