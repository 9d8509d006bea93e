/** What dead processes left claimed waits again, and which delivery one of them died of is remembered. */
import type { Kysely } from 'kysely'
import { type DeliveriesTable, UNCLAIMED } from './deliveries-table.ts'
import type { LivenessLock } from './liveness-lock.ts'
import { MAX_WAIT_MS } from './retry-policy.ts'

type Database = Kysely<{ deliveries: DeliveriesTable }>

/** Names under which something is claimed, of processes that are no more. */
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

/** Nothing waits for so long: the clock that dated it has been set back since, and it is due. */
export async function endOverlongWaits(db: Database, now: number): Promise<void> {
  await db
    .updateTable('deliveries')
    .set({ due_at: now })
    .where('state', '=', 'waiting')
    .where('due_at', '>', now + MAX_WAIT_MS)
    .execute()
}

/**
 * The try that was cut off does not count. Deliveries that a version without names claimed have nobody who could still
 * work on them.
 */
export async function recoverOrphans(db: Database, names: readonly string[], now: number): Promise<number> {
  const guilty = await putBackLone(db, names, now)
  let count = guilty.size
  for (const name of [null, ...names]) {
    const result = await db
      .updateTable('deliveries')
      .set(({ eb, case: when }) => ({
        ...BACK,
        attempts: eb('attempts', '-', 1),
        due_at: now,
        suspicion: when()
          .when('suspicion', '=', 0)
          .then(guilty.has(name) ? 0 : 1)
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

const BACK = { state: 'waiting', ...UNCLAIMED } as const

/** Longest wait of a delivery that a process died of; a second after the first death, and twice as long after each. */
const MAX_ALONE_WAIT_MS = 60_000

/**
 * What a dead process worked on alone waits, so that all else comes before it.
 * @returns the processes that are explained by it
 */
async function putBackLone(db: Database, names: readonly string[], now: number): Promise<ReadonlySet<string | null>> {
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
      .set((eb) => ({ ...BACK, attempts: eb('attempts', '-', 1), due_at: now + wait, suspicion: suspicion + 1 }))
      .where('id', '=', id)
      .where('state', '=', 'claimed')
      .where('alone', '=', 1)
      .execute()
  }
  return new Set(lone.map((row) => row.claimed_by))
}
