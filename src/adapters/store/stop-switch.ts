/** The operator's stop switch: a row that every process checks before it writes to GitHub. */
import type { Kysely } from 'kysely'
import type { StopSwitch } from './store.ts'
import type { StopSwitchTable } from './tables.ts'

type Database = Kysely<{ stop_switch: StopSwitchTable }>

/** Key of the table's only row. */
const ONLY = 1

export function createStopSwitch(db: Database): StopSwitch {
  return {
    setStopped: async (why, at) => {
      if (why === null) await db.deleteFrom('stop_switch').execute()
      else
        await db
          .insertInto('stop_switch')
          .values({ only: ONLY, why, at })
          .onConflict((conflict) => conflict.column('only').doUpdateSet({ why, at }))
          .execute()
    },
    stopped: async () => (await db.selectFrom('stop_switch').select(['why', 'at']).executeTakeFirst()) ?? null,
  }
}
