/** The lease for writing to GitHub, shared by all processes that use a store. */

import type { Kysely } from 'kysely'
import type { LivenessLock } from '../queue/liveness-lock.ts'
import { MAX_HOLD_MS, type RateLimitLedger, type RateLimitRules, type RateLimits } from './budgets.ts'
import type { RateLimitsTable, RecentWritesTable } from './tables.ts'

type Database = Kysely<{ rate_limits: RateLimitsTable; recent_writes: RecentWritesTable }>

/** A write ends within 30 s, or its connection is cut. A lease that is held for longer was never given back. */
const MAX_LEASE_MS = 60_000

/**
 * A call can wait a few seconds for the store. In the meantime, another process's write can end at a time that is later
 * than the call's `now`.
 */
const CLOCK_TOLERANCE_MS = 60_000

/** Interval between checks for the end of another process's write. */
const POLL_MS = 50

export function createRateLimits(db: Database, livenessLock: LivenessLock): RateLimits {
  return { rateLimitOf: (installation) => createSharedLedger({ db, livenessLock, installation }) }
}

interface RateLimitContext {
  readonly db: Database
  readonly livenessLock: LivenessLock
  readonly installation: number
}

function createSharedLedger(context: RateLimitContext): RateLimitLedger {
  return {
    take: (now, rules) => take(context, now, rules),
    give: (now, rules) => give(context, now, rules),
    hold: (now, ms) => hold(context, now, ms),
    heldUntil: async () => (await readRow(context))?.held_until ?? 0,
  }
}

/** Claims the lease before it checks the limits: only the holder of the lease adds to the counted writes. */
async function take(context: RateLimitContext, now: number, rules: RateLimitRules): Promise<number> {
  if (!(await claimLease(context, now, rules))) return waitForLease(context, now, rules)
  const wait = await untilBelow(context, now, rules)
  if (wait > 0) await endLease(context, 0)
  return wait
}

/**
 * A lease is free if nobody holds it and the gap has passed, or if it has expired. A gap or a lease that is much longer
 * than the rules allow means that the clock has since been set back; such a lease is also free.
 */
async function claimLease(
  { db, livenessLock, installation }: RateLimitContext,
  now: number,
  { gapMs }: RateLimitRules,
): Promise<boolean> {
  const taken = await db
    .updateTable('rate_limits')
    .set({ lease_of: livenessLock.id, next_at: now + MAX_LEASE_MS })
    .where('installation', '=', installation)
    .where(({ eb, or, and }) =>
      or([
        eb('lease_of', '=', livenessLock.id),
        eb('next_at', '<=', now),
        and([eb('lease_of', 'is', null), eb('next_at', '>', now + gapMs + CLOCK_TOLERANCE_MS)]),
        eb('next_at', '>', now + MAX_LEASE_MS + CLOCK_TOLERANCE_MS),
      ]),
    )
    .executeTakeFirst()
  return taken.numUpdatedRows > 0n
}

async function waitForLease(context: RateLimitContext, now: number, { gapMs }: RateLimitRules): Promise<number> {
  const row = await readRow(context)
  if (row === undefined) {
    await insertMissing(context, 0)
    return take(context, now, { gapMs, limits: [] })
  }
  if (row.lease_of === null) return Math.max(1, Math.min(row.next_at - now, gapMs))
  const [dead] = await context.livenessLock.dead([row.lease_of])
  if (dead !== undefined) await endLease(context, now + gapMs, dead)
  return POLL_MS
}

async function untilBelow(
  { db, installation }: RateLimitContext,
  now: number,
  { limits }: RateLimitRules,
): Promise<number> {
  const waits = limits.map(async ({ most, withinMs }) => {
    const row = await db
      .selectFrom('recent_writes')
      .select('at')
      .where('installation', '=', installation)
      .where('at', '<=', now)
      .orderBy('at', 'desc')
      .offset(most - 1)
      .limit(1)
      .executeTakeFirst()
    return row === undefined ? 0 : row.at + withinMs - now
  })
  return Math.max(0, ...(await Promise.all(waits)))
}

async function give(context: RateLimitContext, now: number, { gapMs, limits }: RateLimitRules): Promise<void> {
  const { db, installation } = context
  const longest = Math.max(0, ...limits.map(({ withinMs }) => withinMs))
  await db.insertInto('recent_writes').values({ installation, at: now }).execute()
  await db
    .deleteFrom('recent_writes')
    .where('installation', '=', installation)
    // Writes in the future do not count now, but would count later.
    .where(({ eb, or }) => or([eb('at', '<', now - longest), eb('at', '>', now + CLOCK_TOLERANCE_MS)]))
    .execute()
  await endLease(context, now + gapMs)
}

async function endLease(
  { db, livenessLock, installation }: RateLimitContext,
  nextAt: number,
  holder = livenessLock.id,
): Promise<void> {
  await db
    .updateTable('rate_limits')
    .set({ lease_of: null, next_at: nextAt })
    .where('installation', '=', installation)
    .where('lease_of', '=', holder)
    .execute()
}

/** The longer hold applies, unless it exceeds `MAX_HOLD_MS`, which means that the clock has since been set back. */
async function hold(context: RateLimitContext, now: number, ms: number): Promise<void> {
  const until = now + Math.min(ms, MAX_HOLD_MS)
  await insertMissing(context, until)
  await context.db
    .updateTable('rate_limits')
    .set({ held_until: until })
    .where('installation', '=', context.installation)
    .where(({ eb, or }) => or([eb('held_until', '<', until), eb('held_until', '>', now + MAX_HOLD_MS)]))
    .execute()
}

async function insertMissing({ db, installation }: RateLimitContext, heldUntil: number): Promise<void> {
  await db
    .insertInto('rate_limits')
    .values({ installation, lease_of: null, next_at: 0, held_until: heldUntil })
    .onConflict((conflict) => conflict.column('installation').doNothing())
    .execute()
}

function readRow({ db, installation }: RateLimitContext): Promise<RateLimitsTable | undefined> {
  return db.selectFrom('rate_limits').selectAll().where('installation', '=', installation).executeTakeFirst()
}
