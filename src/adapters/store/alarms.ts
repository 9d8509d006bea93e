/** Incidents and regressions. */
import type { Kysely, Selectable } from 'kysely'
import type { RepositoryIds } from './repository-ids.ts'
import type { Alarms, StoredAlarm } from './stored-alarms.ts'
import type { AlarmsTable } from './tables.ts'

type Database = Kysely<{ alarms: AlarmsTable }>

const MAX_ALARMS = 100

export function createAlarms(db: Database, ids: RepositoryIds): Alarms {
  return {
    async keepAlarm(repository, { kind, cause, follows, what, since, lastAt, people, reports }) {
      const key = { repository: (await ids.forWriting(repository)).id, kind, cause, follows, what: what ?? '', since }
      const state = { last_at: lastAt, people, reports: JSON.stringify(reports) }
      await db
        .insertInto('alarms')
        .values({ ...key, ...state })
        .onConflict((conflict) =>
          conflict.columns(['repository', 'kind', 'cause', 'follows', 'what', 'since']).doUpdateSet(state),
        )
        .execute()
    },
    async alarmsIn(repository) {
      const rows = await db
        .selectFrom('alarms')
        .selectAll()
        .where('repository', '=', (await ids.find(repository)).id)
        .orderBy('since', 'desc')
        .orderBy('cause')
        .limit(MAX_ALARMS)
        .execute()
      return rows.map(fromRow)
    },
  }
}

function fromRow({
  kind,
  cause,
  follows,
  what,
  since,
  last_at,
  people,
  reports,
}: Selectable<AlarmsTable>): StoredAlarm {
  return {
    kind,
    cause,
    follows,
    what: what === '' ? null : what,
    since,
    lastAt: last_at,
    people,
    reports: JSON.parse(reports) as number[],
  }
}
