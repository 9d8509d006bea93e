/** Finds out whether the store can write: a disk that is full or read-only still answers every question. */
import type { Kysely } from 'kysely'
import type { WriteProbe } from './store.ts'
import type { RateLimitsTable } from './tables.ts'

/** GitHub's installation ids start at 1, so this row limits nothing. */
const NO_INSTALLATION = -1

export function createWriteProbe(db: Kysely<{ rate_limits: RateLimitsTable }>): WriteProbe {
  return {
    probeWrite: async (at) => {
      const values = { installation: NO_INSTALLATION, lease_of: null, next_at: at, held_until: 0 }
      await db
        .insertInto('rate_limits')
        .values(values)
        .onConflict((conflict) => conflict.column('installation').doUpdateSet({ next_at: at }))
        .execute()
    },
  }
}
