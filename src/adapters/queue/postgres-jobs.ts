/**
 * The queue on PostgreSQL. A delivery is a row, as on every engine; graphile-worker decides when it is whose turn. Each
 * waiting delivery has a job, a "turn": its key is the delivery's GUID, its queue the delivery's key, so that turns about
 * one issue come one at a time. A turn is spent on the oldest delivery of its queue, which keeps them in order when
 * one has to be tried again. Row and turn are written in one transaction.
 */
import { createHash } from 'node:crypto'
import { type Kysely, type RawBuilder, sql } from 'kysely'
import type { DeliveriesTable } from './deliveries-table.ts'
import type { LivenessLock } from './liveness-lock.ts'
import type { Delivery, Queue } from './queue.ts'
import { MAX_WAIT_MS } from './retry-policy.ts'
import { createSqlQueue, insertion } from './sql-inbox.ts'

/** The schema that graphile-worker keeps its tables in. */
export const QUEUE_SCHEMA = 'auth_triage_queue'

export const DELIVERY_JOB = 'turn'

/** What a job says. */
export interface DeliveryJob {
  /** GUID of the delivery that it was made for. */
  readonly id: string
  /** Key of the deliveries that it may be spent on. */
  readonly key: string
}

/** "Job queue name is too long (max length: 128)": an owner, a repository and a number may be longer. */
const MAX_QUEUE_NAME_LENGTH = 128

export type JobDatabase = Kysely<{ deliveries: DeliveriesTable }>

/**
 * The queue of a PostgreSQL database: whatever begins to wait also gets its turn.
 * @param reception the same database, on connections that wait for no work
 */
export function createJobQueue(db: JobDatabase, reception: JobDatabase, livenessLock: LivenessLock): Queue {
  /** Does something to the queue and schedules turns, both or neither. */
  const both = <T>(act: (queue: Queue) => Promise<T>, schedule: (db: JobDatabase, result: T) => Promise<void>) =>
    db.transaction().execute(async (transaction) => {
      const result = await act(createSqlQueue(transaction, livenessLock))
      await schedule(transaction, result)
      return result
    })
  return {
    ...createSqlQueue(db, livenessLock),
    accept: (delivery) => accept(reception, delivery),
    retry: (id, reason, dueAt) =>
      both(
        (queue) => queue.retry(id, reason, dueAt),
        (within) => scheduleWaiting(within, id),
      ),
    retryParked: (id, now) =>
      both(
        (queue) => queue.retryParked(id, now),
        (within) => scheduleWaiting(within, id),
      ),
    recover: (now) => both((queue) => queue.recover(now), scheduleMissing),
    takeOver: (now) => both((queue) => queue.takeOver(now), scheduleMissing),
  }
}

/** In one statement: GitHub waits for the answer, and every further question to the server takes a turn of ours. */
async function accept(db: JobDatabase, delivery: Delivery): Promise<'accepted' | 'known'> {
  const stored = await db
    .with('stored', (within) => insertion(within, delivery))
    .selectFrom('stored')
    .select(addJob(delivery, runAt(delivery.dueAt)).as('job'))
    .executeTakeFirst()
  return stored === undefined ? 'known' : 'accepted'
}

/** Puts a turn off that came before its delivery was due. */
export async function putOff(db: JobDatabase, turn: DeliveryJob, dueAt: number): Promise<void> {
  await schedule(db, turn, dueAt)
}

/** Frees the turns and queues that dead processes hold locked. */
export async function unlockDead(db: JobDatabase, livenessLock: LivenessLock): Promise<void> {
  const jobs = sql`${sql.id(QUEUE_SCHEMA, 'jobs')}`
  const { rows } = await sql<{ name: string }>`
    select distinct locked_by as name from ${jobs} where locked_by is not null`.execute(db)
  const dead = await livenessLock.dead(rows.map(({ name }) => name))
  if (dead.length > 0) await sql`select ${sql.id(QUEUE_SCHEMA, 'force_unlock_workers')}(${dead}::text[])`.execute(db)
}

/** The queue that the turns of a key stand in. */
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
 * Gives a turn to every delivery that waits without one. A turn that is further away than anything waits was scheduled by
 * a clock, ours or the server's, that has been set back since: it is replaced.
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

/** @param dueAt milliseconds since the epoch; at once when left out */
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
