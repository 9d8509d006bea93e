/** The worker on PostgreSQL: graphile-worker hands out turns, and each is spent on one delivery. */
import { EventEmitter } from 'node:events'
import { setTimeout as timer } from 'node:timers/promises'
import { Logger, makeWorkerUtils, type Runner, run, type WorkerEvents } from 'graphile-worker'
import type { Pool } from 'pg'
import { ExclusiveGate } from './exclusive-gate.ts'
import { KeyedMutex } from './keyed-mutex.ts'
import type { AnnouncingLivenessLock } from './liveness-lock.ts'
import { patientPool } from './patient-pool.ts'
import { DELIVERY_JOB, type DeliveryJob, type JobDatabase, putOff, QUEUE_SCHEMA, unlockDead } from './postgres-jobs.ts'
import type { ClaimedDelivery } from './queue.ts'
import { recordOutcome } from './record-outcome.ts'
import type { RetryPolicy } from './retry-policy.ts'
import type { Worker } from './sqlite-worker.ts'
import { tryDelivery } from './try-delivery.ts'
import { untilStored } from './until-stored.ts'
import { realSleep } from './wakeable-sleep.ts'
import { RETRY_DELAYS_MS, type WorkerLog, type WorkerOptions } from './worker-options.ts'

/** How often dead processes are looked for. */
const TAKE_OVER_MS = 5_000

const DAY_MS = 24 * 60 * 60_000

/**
 * Looking for turns locks every queue that has one, so several are fetched at once, and given back when this process comes
 * to none of them for a while; what was spent is told of together.
 */
const BATCHES = { localQueue: { size: 16, ttl: 5_000 }, completeJobBatchDelay: 20 }

/** How often turns are looked for: nobody is told when one's time comes, or when the one before it is spent. */
const LOOK_FOR_JOBS_MS = 500

/** How often `idle` looks. */
const LOOK_MS = 20

/** What the worker needs of the server besides the queue. */
export interface JobQueue {
  readonly db: JobDatabase
  readonly pool: Pool
  readonly livenessLock: AnnouncingLivenessLock
}

export function createPostgresWorker(options: WorkerOptions, queue: JobQueue): Worker {
  return new PostgresWorker(options, queue)
}

class PostgresWorker implements Worker {
  readonly #options: WorkerOptions
  readonly #queue: JobQueue
  readonly #policy: RetryPolicy
  readonly #company = new ExclusiveGate()
  /** Turns of one key that were fetched at once. */
  readonly #lines = new KeyedMutex()
  #stopping = new AbortController()
  #loop: Promise<void> | null = null
  #runner: Runner | null = null
  /** What the present queue locks turns in. */
  readonly #names: string[] = []
  /** Turns that are being spent, and those that ever were. */
  #active = 0
  #spent = 0
  /** What was spent when the queue was last seen with work that is due. */
  #seenIdleAt: number | null = null
  #nextSweep = Number.NEGATIVE_INFINITY

  constructor(options: WorkerOptions, queue: JobQueue) {
    const { retryDelays = RETRY_DELAYS_MS, random } = options
    this.#options = options
    this.#queue = queue
    this.#policy = { retryDelays, random, maxAttempts: options.maxAttempts ?? retryDelays.length + 1 }
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

  /** The server notifies. */
  notify(): void {}

  async idle(): Promise<void> {
    while (this.#loop !== null && !this.#stopped && (await this.#options.queue.backlog()) > 0) await timer(LOOK_MS)
  }

  get #stopped(): boolean {
    return this.#stopping.signal.aborted
  }

  async #run(): Promise<void> {
    await this.#persist('the queue could not be started', async () => {
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
      pgPool: patientPool(this.#queue.pool, () => this.#stopped),
      schema: QUEUE_SCHEMA,
      concurrency,
      pollInterval: LOOK_FOR_JOBS_MS,
      preset: { worker: BATCHES },
      events,
      noHandleSignals: true,
      logger: toLogger(log),
      taskList: { [DELIVERY_JOB]: (turn) => this.#count(turn as DeliveryJob) },
    })
    runner.promise.catch((err: unknown) => log.error({ err }, 'the queue ended'))
    return runner
  }

  /** The queue locks what it works on in the name of its pool. */
  async #announce(pool: string): Promise<void> {
    this.#names.push(pool)
    await this.#queue.livenessLock.announce(pool).catch((err: unknown) => {
      this.#options.log.error({ err }, 'the name of the queue could not be announced')
    })
  }

  async #count(turn: DeliveryJob): Promise<void> {
    this.#active += 1
    this.#spent += 1
    await this.#lines.inLine(turn.key, () => this.#spend(turn))
    this.#active -= 1
  }

  /** A turn never fails: the queue would keep what it could not tell the server, and the turn with it. */
  async #spend(turn: DeliveryJob): Promise<void> {
    const { queue, clock } = this.#options
    const delivery = await this.#persist('no delivery could be claimed', async (failures) => {
      const due = await this.#claim(turn)
      return due === null && failures > 0 ? queue.claimed(turn.key) : due
    })
    if (delivery === undefined || delivery === null) return
    const failure = await tryDelivery(delivery, { ...this.#options, policy: this.#policy, company: this.#company })
    await this.#persist('the outcome of a delivery was not stored', () =>
      recordOutcome(queue, { delivery, failure }, clock()),
    )
  }

  /** A turn that finds nothing due is put off: a delivery before it waits for its next try. */
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
      await this.#wake()
      if (performance.now() >= this.#nextSweep) await this.#sweep()
    } catch (err) {
      this.#options.log.error({ err }, 'the store failed; trying again')
    }
  }

  /**
   * After a server that restarted, the queue may listen again and yet hand out nothing. Seen twice in a row with work
   * that is due and nobody at it, it is started anew.
   */
  async #wake(): Promise<void> {
    const { queue, clock, log } = this.#options
    const dueAt = await queue.nextDueAt()
    const isIdle = this.#active === 0 && dueAt !== null && dueAt <= clock()
    const stoodStill = isIdle && this.#seenIdleAt === this.#spent
    this.#seenIdleAt = isIdle ? this.#spent : null
    if (!stoodStill) return
    log.warn({}, 'the queue stood still and is started anew')
    const [before, names] = [this.#runner, this.#names.splice(0)]
    this.#runner = await this.#startRunner()
    // Nobody works in its name any more; whether it ends at once is its own affair.
    for (const name of names) await this.#queue.livenessLock.withdraw(name)
    void before?.stop().catch((err: unknown) => log.error({ err }, 'the queue that stood still did not end'))
  }

  /** Done deliveries go, and the queues that their issues left behind. */
  async #sweep(): Promise<void> {
    const { queue, clock, log } = this.#options
    await queue.forgetDone(clock())
    const utils = await makeWorkerUtils({ pgPool: this.#queue.pool, schema: QUEUE_SCHEMA, logger: toLogger(log) })
    await utils.cleanup({ tasks: ['GC_JOB_QUEUES'] })
    await utils.release()
    this.#nextSweep = performance.now() + DAY_MS
  }

  /** First the locks, then the claims: a turn that is free again finds its delivery free. */
  async #takeOver(how: 'recover' | 'takeOver'): Promise<void> {
    const { queue, clock, log } = this.#options
    await unlockDead(this.#queue.db, this.#queue.livenessLock)
    const count = await queue[how](clock())
    if (count > 0) log.warn({ count }, 'took over deliveries of a process that died')
  }

  #persist<T>(trouble: string, write: (failures: number) => Promise<T>): Promise<T | undefined> {
    const { log, random, sleep = realSleep } = this.#options
    return untilStored(write, { log, random, sleep, stopping: this.#stopping.signal, trouble })
  }
}

/** Said at each start: advice about numbers that were chosen by measuring (decision 22), and on Windows what is not used. */
const ADVICE = /^WARNING: having maxPoolSize|^Your job batch size|^Executable file detection/

/** Its warnings and errors; what it says besides is of no use to an operator. */
function toLogger(log: WorkerLog): Logger {
  return new Logger(() => (level, message, meta) => {
    if (level === 'error') log.error({ err: meta?.['error'] }, message)
    if (level === 'warning' && !ADVICE.test(message)) log.warn({}, message)
  })
}
