/** The worker on PostgreSQL: graphile-worker runs jobs, and each job works on one delivery. */

import { EventEmitter } from 'node:events'
import { setTimeout as timer } from 'node:timers/promises'
import { Logger, makeWorkerUtils, type Runner, run, type WorkerEvents } from 'graphile-worker'
import type { Pool } from 'pg'
import { DAY_MS } from '../../core/time-units.ts'
import { ExclusiveGate } from './exclusive-gate.ts'
import { KeyedMutex } from './keyed-mutex.ts'
import type { AnnouncingLivenessLock } from './liveness-lock.ts'
import { waitingPool } from './patient-pool.ts'
import { DELIVERY_JOB, type DeliveryJob, type JobDatabase, putOff, QUEUE_SCHEMA, unlockDead } from './postgres-jobs.ts'
import type { ClaimedDelivery } from './queue.ts'
import { recordOutcome } from './record-outcome.ts'
import type { RetryPolicy } from './retry-policy.ts'
import { tryDelivery } from './try-delivery.ts'
import { untilStored } from './until-stored.ts'
import { realSleep } from './wakeable-sleep.ts'
import { retryPolicyOf, TAKE_OVER_MS, type Worker, type WorkerLog, type WorkerOptions } from './worker.ts'

/**
 * Fetching jobs locks every job queue that a fetched job is in. Therefore, only 16 jobs are fetched at once, and those
 * that this process does not get to within 5 seconds are returned. Completed jobs are reported in batches every 20 ms.
 */
const BATCHES = { localQueue: { size: 16, ttl: 5_000 }, completeJobBatchDelay: 20 }

/**
 * Poll interval for jobs: the server sends no notification when a job becomes due or when the job before it completes.
 */
const JOB_POLL_MS = 500

/** Poll interval for `idle`. */
const IDLE_POLL_MS = 20

/** Access to the server that the worker needs in addition to the queue. */
export interface PostgresQueueAccess {
  readonly db: JobDatabase
  readonly pool: Pool
  readonly livenessLock: AnnouncingLivenessLock
}

export function createPostgresWorker(options: WorkerOptions, queue: PostgresQueueAccess): Worker {
  return new PostgresWorker(options, queue)
}

class PostgresWorker implements Worker {
  readonly #options: WorkerOptions
  readonly #queue: PostgresQueueAccess
  readonly #policy: RetryPolicy
  readonly #gate = new ExclusiveGate()
  /** Serialises jobs with the same key that were fetched together. */
  readonly #mutex = new KeyedMutex()
  #stopping = new AbortController()
  #loop: Promise<void> | null = null
  #runner: Runner | null = null
  /** Names under which the current runner locks jobs. */
  readonly #names: string[] = []
  /** Number of jobs that are currently running. */
  #active = 0
  /** Total number of jobs that were started. */
  #started = 0
  /** Value of `#started` at the last check if work was due and nothing was running; otherwise null. */
  #startedWhenIdle: number | null = null
  #nextSweep = Number.NEGATIVE_INFINITY

  constructor(options: WorkerOptions, queue: PostgresQueueAccess) {
    this.#options = options
    this.#queue = queue
    this.#policy = retryPolicyOf(options)
  }

  start(): void {
    if (this.#loop !== null) return
    this.#stopping = new AbortController()
    this.#loop = this.#run()
  }

  async stop(): Promise<void> {
    this.#stopping.abort()
    await this.#loop
    this.#loop = null
  }

  /** Does nothing: the server notifies graphile-worker of new jobs. */
  notify(): void {}

  async idle(): Promise<void> {
    while (this.#loop !== null && !this.#stopped && (await this.#options.queue.backlog()) > 0) await timer(IDLE_POLL_MS)
  }

  get #stopped(): boolean {
    return this.#stopping.signal.aborted
  }

  async #run(): Promise<void> {
    await this.#persist('could not start the queue', async () => {
      await this.#takeOver('recover')
      this.#runner ??= await this.#startRunner()
    })
    while (!this.#stopped) {
      await realSleep(TAKE_OVER_MS, this.#stopping.signal).catch(() => undefined)
      if (!this.#stopped) await this.#patrol()
    }
    await this.#runner?.stop()
    this.#runner = null
  }

  async #startRunner(): Promise<Runner> {
    const { log, concurrency = 4 } = this.#options
    const events: WorkerEvents = new EventEmitter()
    events.on('pool:create', ({ workerPool }) => void this.#announce(workerPool.id))
    const runner = await run({
      pgPool: waitingPool(this.#queue.pool, () => this.#stopped),
      schema: QUEUE_SCHEMA,
      concurrency,
      pollInterval: JOB_POLL_MS,
      preset: { worker: BATCHES },
      events,
      noHandleSignals: true,
      logger: toLogger(log),
      taskList: { [DELIVERY_JOB]: (job) => this.#count(job as DeliveryJob) },
    })
    runner.promise.catch((err: unknown) => log.error({ err }, 'the queue stopped unexpectedly'))
    return runner
  }

  /** graphile-worker locks jobs under the name of its worker pool. */
  async #announce(pool: string): Promise<void> {
    this.#names.push(pool)
    await this.#queue.livenessLock.announce(pool).catch((err: unknown) => {
      this.#options.log.error({ err }, 'could not announce the worker pool name')
    })
  }

  async #count(job: DeliveryJob): Promise<void> {
    this.#active += 1
    this.#started += 1
    await this.#mutex.run(job.key, () => this.#runJob(job))
    this.#active -= 1
  }

  /**
   * Never throws: if graphile-worker could not report the failure to the server, it would hold on to the failure and
   * the job.
   */
  async #runJob(job: DeliveryJob): Promise<void> {
    const { queue, clock } = this.#options
    const delivery = await this.#persist('could not claim a delivery', async (failures) => {
      const due = await this.#claim(job)
      return due === null && failures > 0 ? queue.claimed(job.key) : due
    })
    if (delivery === undefined || delivery === null) return
    const failure = await tryDelivery(delivery, { ...this.#options, policy: this.#policy, gate: this.#gate })
    await this.#persist('could not store the outcome of a delivery', () =>
      recordOutcome(queue, { delivery, failure }, clock()),
    )
  }

  /**
   * Postpones the job when nothing is due because an earlier delivery with the same key is waiting for its next try.
   */
  async #claim({ id, key }: DeliveryJob): Promise<ClaimedDelivery | null> {
    const { queue, clock } = this.#options
    const delivery = await queue.claim(clock(), key)
    const dueAt = delivery === null ? await queue.nextDueAt(key) : null
    if (dueAt !== null) await putOff(this.#queue.db, { id, key }, dueAt)
    return delivery
  }

  async #patrol(): Promise<void> {
    try {
      await this.#takeOver('takeOver')
      await this.#restartStalled()
      if (performance.now() >= this.#nextSweep) await this.#sweep()
    } catch (err) {
      this.#options.log.error({ err }, 'the store failed; trying again')
    }
  }

  /**
   * Restarts a stalled runner. After a server restart, the runner may listen again but still not run any jobs. It
   * counts as stalled when two checks in a row find work due, nothing running and no job started in between.
   */
  async #restartStalled(): Promise<void> {
    const { queue, clock, log } = this.#options
    const dueAt = await queue.nextDueAt()
    const isIdle = this.#active === 0 && dueAt !== null && dueAt <= clock()
    const stalled = isIdle && this.#startedWhenIdle === this.#started
    this.#startedWhenIdle = isIdle ? this.#started : null
    if (!stalled) return
    log.warn({}, 'the queue stalled; restarting it')
    const [before, names] = [this.#runner, this.#names.splice(0)]
    this.#runner = await this.#startRunner()
    // The stalled runner is no longer working on anything under its names, so there is no need to wait until it ends.
    for (const name of names) await this.#queue.livenessLock.withdraw(name)
    void before?.stop().catch((err: unknown) => log.error({ err }, 'the stalled queue did not stop'))
  }

  /** Deletes the ids of deliveries that were done long ago, and the empty job queues for their issues. */
  async #sweep(): Promise<void> {
    const { queue, clock, log } = this.#options
    await queue.forgetDone(clock())
    const utils = await makeWorkerUtils({ pgPool: this.#queue.pool, schema: QUEUE_SCHEMA, logger: toLogger(log) })
    await utils.cleanup({ tasks: ['GC_JOB_QUEUES'] })
    await utils.release()
    this.#nextSweep = performance.now() + DAY_MS
  }

  /**
   * Releases the locks before the claims. If a released job runs before its delivery is released, it does nothing, and
   * requeueing schedules a new job.
   */
  async #takeOver(how: 'recover' | 'takeOver'): Promise<void> {
    const { queue, clock, log } = this.#options
    await unlockDead(this.#queue.db, this.#queue.livenessLock)
    const count = await queue[how](clock())
    if (count > 0) log.warn({ count }, 'took over deliveries from a dead process')
  }

  #persist<T>(failureMessage: string, write: (failures: number) => Promise<T>): Promise<T | undefined> {
    const { log, random, sleep = realSleep } = this.#options
    return untilStored(write, { log, random, sleep, stopping: this.#stopping.signal, failureMessage })
  }
}

/**
 * Messages that are logged at each start: advice about values that we chose by measuring (decision 21), and a notice
 * about Windows.
 */
const ADVICE = /^WARNING: having maxPoolSize|^Your job batch size|^Executable file detection/

/** Passes on graphile-worker's warnings and errors; its other messages do not help an operator. */
function toLogger(log: WorkerLog): Logger {
  return new Logger(() => (level, message, meta) => {
    if (level === 'error') log.error({ err: meta?.['error'] }, message)
    if (level === 'warning' && !ADVICE.test(message)) log.warn({}, message)
  })
}
