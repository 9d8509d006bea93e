import type { Kysely, Selectable, SelectQueryBuilder, Updateable, UpdateResult } from 'kysely'
import { type DeliveriesTable, UNCLAIMED } from './deliveries-table.ts'
import type { LivenessLock } from './liveness-lock.ts'
import { type ClaimedDelivery, type Delivery, KEEP_DONE_MS, type ParkedDelivery, type Queue } from './queue.ts'
import { deadClaimants, endOverlongWaits, recoverOrphans } from './recover-orphans.ts'

interface QueueTables {
  deliveries: DeliveriesTable
}

type Database = Kysely<QueueTables>

const CONTENT = ['id', 'event', 'key', 'payload', 'received_at', 'attempts', 'suspicion', 'reason'] as const

/** Column values of a done delivery, which keeps only its id and its times. */
const EMPTIED = { state: 'done', key: '', payload: null, reason: null, claimed_by: null, alone: 0 } as const

/**
 * Creates the queue on any SQL engine that kysely supports. Every method except `recover` and `takeOver` runs a single
 * statement, so a crash leaves no half-finished change. If a recovery is interrupted, the next call completes it.
 *
 * @param db a database whose schema is up to date; the caller closes it
 * @param livenessLock deliveries are claimed under its name
 */
export function createSqlQueue(db: Database, livenessLock: LivenessLock): Queue {
  const updateOwn = (id: string) => updateClaimed(db, id, livenessLock.id)
  return {
    accept: (delivery) => accept(db, delivery),
    claim: (now, key) => claim(db, { now, key, by: livenessLock.id }),
    claimed: (key) => claimed(db, key, livenessLock.id),
    workAlone: async (id) => {
      await updateOwn(id).set({ alone: 1 }).execute()
    },
    complete: async (id, now) => {
      await updateOwn(id)
        .set({ ...EMPTIED, finished_at: now })
        .execute()
    },
    retry: async (id, reason, dueAt) => {
      await updateOwn(id)
        .set({ state: 'waiting', reason, due_at: dueAt, suspicion: 0, ...UNCLAIMED })
        .execute()
    },
    park: async (id, reason, now) => {
      await updateOwn(id)
        .set({ state: 'parked', reason, finished_at: now, ...UNCLAIMED })
        .execute()
    },
    recover: async (now) => {
      await endOverlongWaits(db, now)
      return recoverOrphans(db, [livenessLock.id, ...(await deadClaimants(db, livenessLock))], now)
    },
    takeOver: async (now) => {
      await endOverlongWaits(db, now)
      return recoverOrphans(db, await deadClaimants(db, livenessLock), now)
    },
    backlog: () => backlog(db),
    parked: () => parked(db),
    retryParked: (id, now) =>
      updateParked(db, id, { state: 'waiting', attempts: 0, suspicion: 0, due_at: now, finished_at: null }),
    dropParked: (id, now) => updateParked(db, id, { ...EMPTIED, finished_at: now }),
    nextDueAt: (key) => nextDueAt(db, key),
    forgetDone: (now) => forgetDone(db, now),
    forget: (name, now) => forget(db, { name, now }),
  }
}

async function accept(db: Database, delivery: Delivery): Promise<'accepted' | 'known'> {
  return (await insertion(db, delivery).executeTakeFirst()) === undefined ? 'known' : 'accepted'
}

/** The statement returns no row if the id is already known. */
export function insertion(db: Pick<Database, 'insertInto'>, { receivedAt, dueAt = receivedAt, ...content }: Delivery) {
  return db
    .insertInto('deliveries')
    .values({ ...content, state: 'waiting', attempts: 0, received_at: receivedAt, due_at: dueAt })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .returning('id')
}

interface Claim {
  readonly now: number
  readonly key: string | undefined
  /** Name of the claiming process. */
  readonly by: string
}

/**
 * On an engine with several writers, two claims can choose the same row at the same time. The second one finds that the
 * row is no longer waiting and returns null. The unique index on claimed keys prevents two rows with the same key from
 * being claimed.
 */
async function claim(db: Database, { now, key, by }: Claim): Promise<ClaimedDelivery | null> {
  const first = unblocked(db, key)
    .select('d.id')
    // A delivery that was due on arrival and has never been tried is always due, because the clock may have been set
    // back.
    .where(({ eb, and, or, ref }) =>
      or([
        and([eb('d.attempts', '=', 0), eb('d.suspicion', '=', 0), eb('d.due_at', '<=', ref('d.received_at'))]),
        eb('d.due_at', '<=', now),
      ]),
    )
    .orderBy('d.position')
    .limit(1)
  const row = await db
    .updateTable('deliveries')
    .set((eb) => ({ state: 'claimed' as const, attempts: eb('attempts', '+', 1), claimed_at: now, claimed_by: by }))
    .where('id', '=', first)
    .where('state', '=', 'waiting')
    .returning(CONTENT)
    .executeTakeFirst()
  return row === undefined ? null : toClaimed(row)
}

/** There is at most one row: a unique index rejects a second claim with the same key. */
async function claimed(db: Database, key: string, by: string): Promise<ClaimedDelivery | null> {
  const row = await db
    .selectFrom('deliveries')
    .select(CONTENT)
    .where('key', '=', key)
    .where('state', '=', 'claimed')
    .where('claimed_by', '=', by)
    .executeTakeFirst()
  return row === undefined ? null : toClaimed(row)
}

/** Selects waiting deliveries whose key has no claimed delivery and no earlier waiting one. */
function unblocked(
  db: Database,
  key: string | undefined,
): SelectQueryBuilder<QueueTables & { d: DeliveriesTable }, 'd', object> {
  return db
    .selectFrom('deliveries as d')
    .where('d.state', '=', 'waiting')
    .$if(key !== undefined, (query) => query.where('d.key', '=', key as string))
    .where(({ exists, not, selectFrom }) => {
      const ahead = selectFrom('deliveries as ahead').select('ahead.id').whereRef('ahead.key', '=', 'd.key')
      const blocks = ahead.where(({ eb, or, and, ref }) =>
        or([
          eb('ahead.state', '=', 'claimed'),
          and([eb('ahead.state', '=', 'waiting'), eb('ahead.position', '<', ref('d.position'))]),
        ]),
      )
      return not(exists(blocks))
    })
}

/**
 * Updates a delivery only while `by` claims it, so that a repeated call, or a call after a requeue, changes nothing.
 */
function updateClaimed(db: Database, id: string, by: string) {
  return db.updateTable('deliveries').where('id', '=', id).where('state', '=', 'claimed').where('claimed_by', '=', by)
}

/** Updates a parked delivery. Returns false if no parked delivery has that id. */
async function updateParked(db: Database, id: string, change: Updateable<DeliveriesTable>): Promise<boolean> {
  const result = await db
    .updateTable('deliveries')
    .set(change)
    .where('id', '=', id)
    .where('state', '=', 'parked')
    .executeTakeFirst()
  return changed(result) > 0
}

async function backlog(db: Database): Promise<number> {
  const row = await db
    .selectFrom('deliveries')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('state', 'in', ['waiting', 'claimed'])
    .executeTakeFirstOrThrow()
  return row.count
}

async function parked(db: Database): Promise<readonly ParkedDelivery[]> {
  const rows = await db
    .selectFrom('deliveries')
    .select(CONTENT)
    .where('state', '=', 'parked')
    .orderBy('position')
    .execute()
  return rows.map((row) => ({ ...toDelivery(row), attempts: row.attempts, reason: row.reason ?? '' }))
}

async function nextDueAt(db: Database, key: string | undefined): Promise<number | null> {
  const row = await unblocked(db, key)
    .select((eb) => eb.fn.min<number | null>('d.due_at').as('due'))
    .executeTakeFirst()
  return row?.due ?? null
}

async function forgetDone(db: Database, now: number): Promise<number> {
  // A finish time in the future means that the clock has since been set back, so the retention period starts now.
  await db
    .updateTable('deliveries')
    .set({ finished_at: now })
    .where('state', '=', 'done')
    .where('finished_at', '>', now)
    .execute()
  const result = await db
    .deleteFrom('deliveries')
    .where('state', '=', 'done')
    .where('finished_at', '<', now - KEEP_DONE_MS)
    .executeTakeFirst()
  return Number(result.numDeletedRows)
}

async function forget(db: Database, { name, now }: { name: string; now: number }): Promise<number> {
  const exact = name.toLowerCase()
  const issuePrefix = `${exact}#`
  const result = await db
    .updateTable('deliveries')
    .set({ ...EMPTIED, finished_at: now })
    .where('state', 'in', ['waiting', 'parked'])
    .where(({ eb, fn, or, val }) => {
      const key = fn<string>('lower', ['key'])
      const start = fn<string>('substr', [key, val(1), val(issuePrefix.length)])
      return or([eb(key, '=', exact), eb(start, '=', issuePrefix)])
    })
    .executeTakeFirst()
  return changed(result)
}

function changed(result: UpdateResult): number {
  return Number(result.numUpdatedRows)
}

type Content = Pick<Selectable<DeliveriesTable>, (typeof CONTENT)[number]>

function toClaimed(row: Content): ClaimedDelivery {
  return { ...toDelivery(row), attempt: row.attempts, suspicion: row.suspicion }
}

function toDelivery(row: Content): Delivery {
  return { id: row.id, event: row.event, key: row.key, payload: row.payload ?? '', receivedAt: row.received_at }
}
