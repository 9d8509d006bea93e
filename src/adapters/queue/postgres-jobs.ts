/**
 * The queue on PostgreSQL. A delivery is a row, as on every engine; graphile-worker schedules the work. Each waiting
 * delivery has a job. The job's key is the delivery's GUID and its job queue is named after the delivery's key, so that
 * jobs for the same issue run one at a time. A job works on the oldest delivery in its job queue, which keeps
 * deliveries in order when one is retried. The row and the job are written in one transaction.
 */
import { createHash } from 'node:crypto'
import { type Kysely, type RawBuilder, sql } from 'kysely'
import type { DeliveriesTable } from './deliveries-table.ts'
import type { LivenessLock } from './liveness-lock.ts'
import type { Delivery, Queue } from './queue.ts'
import { MAX_WAIT_MS } from './retry-policy.ts'
import { createSqlQueue, insertion } from './sql-queue.ts'

/** Schema that contains graphile-worker's tables. */
export const QUEUE_SCHEMA = 'auth_triage_queue'

export const DELIVERY_JOB = 'turn'

/** A job's payload. */
export interface DeliveryJob {
  /** GUID of the delivery that the job was created for. */
  readonly id: string
  /** Key of the deliveries that the job can work on. */
  readonly key: string
}

/**
 * graphile-worker: "Job queue name is too long (max length: 128)". An owner, a repository and a number together can be
 * longer.
 */
const MAX_QUEUE_NAME_LENGTH = 128

export type JobDatabase = Kysely<{ deliveries: DeliveriesTable }>

/**
 * Creates the queue on a PostgreSQL database. Every delivery that starts to wait also gets a job.
 * @param intakeDb the same database, on connections reserved for accepting deliveries
 */
export function createJobQueue(db: JobDatabase, intakeDb: JobDatabase, livenessLock: LivenessLock): Queue {
  /** Changes the queue and schedules jobs in one transaction. */
  const changeAndSchedule = <T>(
    change: (queue: Queue) => Promise<T>,
    schedule: (db: JobDatabase, result: T) => Promise<void>,
  ) =>
    db.transaction().execute(async (transaction) => {
      const result = await change(createSqlQueue(transaction, livenessLock))
      await schedule(transaction, result)
      return result
    })
  return {
    ...createSqlQueue(db, livenessLock),
    accept: (delivery) => accept(intakeDb, delivery),
    retry: (id, reason, dueAt) =>
      changeAndSchedule(
        (queue) => queue.retry(id, reason, dueAt),
        (transaction) => scheduleWaiting(transaction, id),
      ),
    retryParked: (id, now) =>
      changeAndSchedule(
        (queue) => queue.retryParked(id, now),
        (transaction) => scheduleWaiting(transaction, id),
      ),
    recover: (now) => changeAndSchedule((queue) => queue.recover(now), scheduleMissing),
    takeOver: (now) => changeAndSchedule((queue) => queue.takeOver(now), scheduleMissing),
  }
}

/**
 * Uses one statement: GitHub waits for the response, and each additional statement costs a round trip to the server.
 */
async function accept(db: JobDatabase, delivery: Delivery): Promise<'accepted' | 'known'> {
  const stored = await db
    .with('stored', (queries) => insertion(queries, delivery))
    .selectFrom('stored')
    .select(addJob(delivery, runAt(delivery.dueAt)).as('job'))
    .executeTakeFirst()
  return stored === undefined ? 'known' : 'accepted'
}

/** Reschedules a job that ran before its delivery was due. */
export async function putOff(db: JobDatabase, job: DeliveryJob, dueAt: number): Promise<void> {
  await schedule(db, job, dueAt)
}

/** Unlocks the jobs and job queues that dead processes have locked. */
export async function unlockDead(db: JobDatabase, livenessLock: LivenessLock): Promise<void> {
  const jobs = sql`${sql.id(QUEUE_SCHEMA, 'jobs')}`
  const { rows } = await sql<{ name: string }>`
    select distinct locked_by as name from ${jobs} where locked_by is not null`.execute(db)
  const dead = await livenessLock.dead(rows.map(({ name }) => name))
  if (dead.length > 0) await sql`select ${sql.id(QUEUE_SCHEMA, 'force_unlock_workers')}(${dead}::text[])`.execute(db)
}

/** Returns the name of the job queue for a key. */
function queueName(key: string): string {
  if (key.length <= MAX_QUEUE_NAME_LENGTH) return key
  return createHash('sha256').update(key).digest('hex')
}

async function scheduleWaiting(db: JobDatabase, id: string): Promise<void> {
  const row = await db
    .selectFrom('deliveries')
    .select(['id', 'key', 'due_at'])
    .where('id', '=', id)
    .where('state', '=', 'waiting')
    .executeTakeFirst()
  if (row !== undefined) await schedule(db, row, row.due_at)
}

/**
 * Schedules a job for every waiting delivery that has none. A job that is due more than `MAX_WAIT_MS` from now was
 * scheduled before a clock (this machine's or the server's) was set back, so it is replaced.
 */
async function scheduleMissing(db: JobDatabase): Promise<void> {
  const jobs = sql`${sql.id(QUEUE_SCHEMA, 'jobs')}`
  const rows = await db
    .selectFrom('deliveries')
    .select(['id', 'key', 'due_at'])
    .where('state', '=', 'waiting')
    .where(
      sql<boolean>`not exists (select from ${jobs} as job where job.key = deliveries.id
        and job.attempts < job.max_attempts and job.run_at <= now() + ${MAX_WAIT_MS} * interval '1 millisecond')`,
    )
    .execute()
  for (const row of rows) await schedule(db, row, row.due_at)
}

/** @param dueAt milliseconds since the epoch. Default: now */
async function schedule(db: JobDatabase, { id, key }: DeliveryJob, dueAt?: number): Promise<void> {
  await sql`select ${addJob({ id, key }, runAt(dueAt))}`.execute(db)
}

function runAt(dueAt: number | undefined): RawBuilder<unknown> {
  return dueAt === undefined ? sql`now()` : sql`to_timestamp(${dueAt / 1000}::double precision)`
}

function addJob({ id, key }: DeliveryJob, at: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`${sql.id(QUEUE_SCHEMA, 'add_job')}(
    identifier => ${DELIVERY_JOB}::text, payload => ${JSON.stringify({ id, key })}::json, queue_name => ${queueName(key)}::text,
    run_at => ${at}, job_key => ${id}::text)`
}
