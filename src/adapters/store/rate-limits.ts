/** Whose turn it is to write to GitHub, agreed on by all processes of a store. */
import type { Kysely } from 'kysely'
import type { LivenessLock } from '../queue/liveness-lock.ts'
import type { RateLimitState, RateLimits, SharedRateLimit } from './store.ts'
import type { RateLimitsTable, RecentWritesTable } from './tables.ts'

type Database = Kysely<{ rate_limits: RateLimitsTable; recent_writes: RecentWritesTable }>

/** A write ends within 30 s, or its connection is cut; a turn that lasts longer was never given back. */
const MAX_TURN_MS = 60_000

/** A question may wait some seconds for the store, and another's write end meanwhile, later than the question's `now`. */
const MAX_QUESTION_MS = 60_000

/** As in `adapters/github/rate-limit-state.ts`. */
const MAX_HOLD_MS = 60 * 60 * 1000

/** How long to wait for another process's write before looking again. */
const LOOK_AGAIN_MS = 50

export function createRateLimits(db: Database, livenessLock: LivenessLock): RateLimits {
  return { rateLimitOf: (installation) => createSharedRateLimit({ db, livenessLock, installation }) }
}

interface Place {
  readonly db: Database
  readonly livenessLock: LivenessLock
  readonly installation: number
}

function createSharedRateLimit(place: Place): SharedRateLimit {
  return {
    take: (now, rules) => take(place, now, rules),
    give: (now, rules) => give(place, now, rules),
    hold: (now, ms) => hold(place, now, ms),
    heldUntil: async () => (await read(place))?.held_until ?? 0,
  }
}

/** The turn first, the limits after: only who has the turn adds to what is counted. */
async function take(place: Place, now: number, rules: RateLimitState): Promise<number> {
  if (!(await claimTurn(place, now, rules))) return waitForTurn(place, now, rules)
  const wait = await untilBelow(place, now, rules)
  if (wait > 0) await endTurn(place, 0)
  return wait
}

/**
 * Free is a turn that nobody has and whose gap has passed, and one that was not given back in time. A gap or a turn that
 * is much longer than the rules say comes from a clock that was set back since.
 */
async function claimTurn(
  { db, livenessLock, installation }: Place,
  now: number,
  { gapMs }: RateLimitState,
): Promise<boolean> {
  const taken = await db
    .updateTable('rate_limits')
    .set({ lease_of: livenessLock.id, next_at: now + MAX_TURN_MS })
    .where('installation', '=', installation)
    .where(({ eb, or, and }) =>
      or([
        eb('lease_of', '=', livenessLock.id),
        eb('next_at', '<=', now),
        and([eb('lease_of', 'is', null), eb('next_at', '>', now + gapMs + MAX_QUESTION_MS)]),
        eb('next_at', '>', now + MAX_TURN_MS + MAX_QUESTION_MS),
      ]),
    )
    .executeTakeFirst()
  return taken.numUpdatedRows > 0n
}

async function waitForTurn(place: Place, now: number, { gapMs }: RateLimitState): Promise<number> {
  const row = await read(place)
  if (row === undefined) {
    await begin(place, 0)
    return take(place, now, { gapMs, limits: [] })
  }
  if (row.lease_of === null) return Math.max(1, Math.min(row.next_at - now, gapMs))
  const [dead] = await place.livenessLock.dead([row.lease_of])
  if (dead !== undefined) await endTurn(place, now + gapMs, dead)
  return LOOK_AGAIN_MS
}

async function untilBelow({ db, installation }: Place, now: number, { limits }: RateLimitState): Promise<number> {
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

async function give(place: Place, now: number, { gapMs, limits }: RateLimitState): Promise<void> {
  const { db, installation } = place
  const longest = Math.max(0, ...limits.map(({ withinMs }) => withinMs))
  await db.insertInto('recent_writes').values({ installation, at: now }).execute()
  await db
    .deleteFrom('recent_writes')
    .where('installation', '=', installation)
    // Writes of the future count for nothing now, and would when their time comes.
    .where(({ eb, or }) => or([eb('at', '<', now - longest), eb('at', '>', now + MAX_QUESTION_MS)]))
    .execute()
  await endTurn(place, now + gapMs)
}

async function endTurn({ db, livenessLock, installation }: Place, nextAt: number, of = livenessLock.id): Promise<void> {
  await db
    .updateTable('rate_limits')
    .set({ lease_of: null, next_at: nextAt })
    .where('installation', '=', installation)
    .where('lease_of', '=', of)
    .execute()
}

/** The longer hold stays, unless it is longer than any: then the clock was set back since. */
async function hold(place: Place, now: number, ms: number): Promise<void> {
  const until = now + Math.min(ms, MAX_HOLD_MS)
  await begin(place, until)
  await place.db
    .updateTable('rate_limits')
    .set({ held_until: until })
    .where('installation', '=', place.installation)
    .where(({ eb, or }) => or([eb('held_until', '<', until), eb('held_until', '>', now + MAX_HOLD_MS)]))
    .execute()
}

async function begin({ db, installation }: Place, heldUntil: number): Promise<void> {
  await db
    .insertInto('rate_limits')
    .values({ installation, lease_of: null, next_at: 0, held_until: heldUntil })
    .onConflict((conflict) => conflict.column('installation').doNothing())
    .execute()
}

function read({ db, installation }: Place): Promise<RateLimitsTable | undefined> {
  return db.selectFrom('rate_limits').selectAll().where('installation', '=', installation).executeTakeFirst()
}
