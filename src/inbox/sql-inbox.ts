import type { Kysely, Selectable, SelectQueryBuilder, UpdateResult } from 'kysely'
import type { DeliveriesTable } from './deliveries-table.ts'
import type { ClaimedDelivery, Delivery, Inbox, ParkedDelivery } from './inbox.ts'

interface InboxTables {
  deliveries: DeliveriesTable
}

type Database = Kysely<InboxTables>

const CONTENT = ['id', 'event', 'key', 'payload', 'received_at', 'attempts', 'reason'] as const

/** What a settled delivery keeps besides its id and its times: nothing. */
const EMPTIED = { state: 'done', key: '', payload: null, reason: null } as const

/**
 * The inbox over any SQL engine that kysely speaks. Every method is one statement, so that a crash leaves either all
 * of it or nothing.
 *
 * @param db a database whose schema is up to date; whoever opened it closes it
 */
export function createSqlInbox(db: Database): Inbox {
  return {
    accept: (delivery) => accept(db, delivery),
    claim: (now) => claim(db, now),
    complete: async (id, now) => {
      await settle(db, id)
        .set({ ...EMPTIED, settled_at: now })
        .execute()
    },
    retry: async (id, reason, dueAt) => {
      await settle(db, id).set({ state: 'waiting', reason, due_at: dueAt }).execute()
    },
    park: async (id, reason, now) => {
      await settle(db, id).set({ state: 'parked', reason, settled_at: now }).execute()
    },
    recover: (now) => recover(db, now),
    backlog: () => backlog(db),
    parked: () => parked(db),
    nextDueAt: () => nextDueAt(db),
    forgetDone: (before) => forgetDone(db, before),
    forget: (name, now) => forget(db, { name, now }),
  }
}

async function accept(db: Database, delivery: Delivery): Promise<'accepted' | 'known'> {
  const { receivedAt, ...content } = delivery
  const stored = await db
    .insertInto('deliveries')
    .values({ ...content, state: 'waiting', attempts: 0, received_at: receivedAt, due_at: receivedAt })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .returning('id')
    .executeTakeFirst()
  return stored === undefined ? 'known' : 'accepted'
}

/**
 * On an engine with several writers two of these may choose rows of one key at the same moment; the unique index on
 * claimed keys then refuses the second, and choosing has to be repeated there (or made with `for update skip locked`).
 */
async function claim(db: Database, now: number): Promise<ClaimedDelivery | null> {
  const first = unblocked(db).select('d.id').where('d.due_at', '<=', now).orderBy('d.position').limit(1)
  const row = await db
    .updateTable('deliveries')
    .set((eb) => ({ state: 'claimed' as const, attempts: eb('attempts', '+', 1), claimed_at: now }))
    .where('id', '=', first)
    .returning(CONTENT)
    .executeTakeFirst()
  return row === undefined ? null : { ...toDelivery(row), attempt: row.attempts }
}

/** Deliveries that wait, and before which no other one of the same key waits or is worked on. */
function unblocked(db: Database): SelectQueryBuilder<InboxTables & { d: DeliveriesTable }, 'd', object> {
  return db
    .selectFrom('deliveries as d')
    .where('d.state', '=', 'waiting')
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

/** Only a claimed delivery can be settled: a repeated call, or one for a claim that was put back, changes nothing. */
function settle(db: Database, id: string) {
  return db.updateTable('deliveries').where('id', '=', id).where('state', '=', 'claimed')
}

/**
 * One process works on an inbox, so at its start every claim is a dead process's. Several processes would need leases:
 * a claim that its owner renews, and `claimed_at` (kept for that) older than the lease as a further condition here.
 */
async function recover(db: Database, now: number): Promise<number> {
  const result = await db
    .updateTable('deliveries')
    .set({ state: 'waiting', due_at: now })
    .where('state', '=', 'claimed')
    .executeTakeFirst()
  return changed(result)
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

async function nextDueAt(db: Database): Promise<number | null> {
  const row = await unblocked(db)
    .select((eb) => eb.fn.min<number | null>('d.due_at').as('due'))
    .executeTakeFirst()
  return row?.due ?? null
}

async function forgetDone(db: Database, before: number): Promise<number> {
  const result = await db
    .deleteFrom('deliveries')
    .where('state', '=', 'done')
    .where('settled_at', '<', before)
    .executeTakeFirst()
  return Number(result.numDeletedRows)
}

async function forget(db: Database, { name, now }: { name: string; now: number }): Promise<number> {
  const exact = name.toLowerCase()
  const parts = `${exact}#`
  const result = await db
    .updateTable('deliveries')
    .set({ ...EMPTIED, settled_at: now })
    .where('state', 'in', ['waiting', 'parked'])
    .where(({ eb, fn, or, val }) => {
      const key = fn<string>('lower', ['key'])
      const head = fn<string>('substr', [key, val(1), val(parts.length)])
      return or([eb(key, '=', exact), eb(head, '=', parts)])
    })
    .executeTakeFirst()
  return changed(result)
}

function changed(result: UpdateResult): number {
  return Number(result.numUpdatedRows)
}

type Content = Pick<Selectable<DeliveriesTable>, (typeof CONTENT)[number]>

function toDelivery(row: Content): Delivery {
  return { id: row.id, event: row.event, key: row.key, payload: row.payload ?? '', receivedAt: row.received_at }
}
