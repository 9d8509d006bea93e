/** Requeues deliveries claimed by dead processes and records which one was running alone. */
import type { Kysely } from 'kysely'
import { type DeliveriesTable, UNCLAIMED } from './deliveries-table.ts'
import type { LivenessLock } from './liveness-lock.ts'
import { MAX_WAIT_MS } from './retry-policy.ts'

type Database = Kysely<{ deliveries: DeliveriesTable }>

/** Returns the names of dead processes that still hold claims. */
export async function deadClaimants(db: Database, livenessLock: LivenessLock): Promise<readonly string[]> {
  const rows = await db
    .selectFrom('deliveries')
    .select('claimed_by')
    .distinct()
    .where('state', '=', 'claimed')
    .where('claimed_by', 'is not', null)
    .execute()
  return rows.length === 0 ? [] : livenessLock.dead(rows.map((row) => row.claimed_by as string))
}

/**
 * Makes a delivery due if its wait exceeds `MAX_WAIT_MS`, because the clock was set back after the delivery was
 * scheduled.
 */
export async function endOverlongWaits(db: Database, now: number): Promise<void> {
  await db
    .updateTable('deliveries')
    .set({ due_at: now })
    .where('state', '=', 'waiting')
    .where('due_at', '>', now + MAX_WAIT_MS)
    .execute()
}

/**
 * Requeues the deliveries claimed by the named processes. The interrupted try does not count. Claims without a process
 * name were made by a version that stored none; no process can still be working on them, so they are requeued too.
 * @returns the number of requeued deliveries
 */
export async function recoverOrphans(db: Database, names: readonly string[], now: number): Promise<number> {
  const explained = await requeueLone(db, names, now)
  let count = explained.size
  for (const name of [null, ...names]) {
    const result = await db
      .updateTable('deliveries')
      .set(({ eb, case: when }) => ({
        ...REQUEUED,
        attempts: eb('attempts', '-', 1),
        due_at: now,
        suspicion: when()
          .when('suspicion', '=', 0)
          .then(explained.has(name) ? 0 : 1)
          .else(eb.ref('suspicion'))
          .end(),
      }))
      .where('state', '=', 'claimed')
      .where('claimed_by', name === null ? 'is' : '=', name)
      .executeTakeFirst()
    count += Number(result.numUpdatedRows)
  }
  return count
}

const REQUEUED = { state: 'waiting', ...UNCLAIMED } as const

/**
 * Longest wait for a delivery that killed a process. The wait is 1 second after the first death and doubles each time.
 */
const MAX_ALONE_WAIT_MS = 60_000

/**
 * Requeues the deliveries that dead processes were working on alone. Each gets a wait, so that all other deliveries go
 * first.
 * @returns the processes whose death these deliveries explain
 */
async function requeueLone(db: Database, names: readonly string[], now: number): Promise<ReadonlySet<string | null>> {
  const rows = await db
    .selectFrom('deliveries')
    .select(['id', 'suspicion', 'claimed_by'])
    .where('state', '=', 'claimed')
    .where('alone', '=', 1)
    .execute()
  const lone = rows.filter((row) => row.claimed_by !== null && names.includes(row.claimed_by))
  for (const { id, suspicion } of lone) {
    const wait = Math.min(MAX_ALONE_WAIT_MS, 1_000 * 2 ** (suspicion - 1))
    await db
      .updateTable('deliveries')
      .set((eb) => ({ ...REQUEUED, attempts: eb('attempts', '-', 1), due_at: now + wait, suspicion: suspicion + 1 }))
      .where('id', '=', id)
      .where('state', '=', 'claimed')
      .where('alone', '=', 1)
      .execute()
  }
  return new Set(lone.map((row) => row.claimed_by))
}
