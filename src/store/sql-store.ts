import type { Kysely } from 'kysely'
import type { Presence } from '../inbox/presence.ts'
import { createBackfills } from './backfills.ts'
import { createClusterIds } from './cluster-ids.ts'
import { createCommentTurns } from './comment-turns.ts'
import { createDecisions } from './decisions.ts'
import { createMatches } from './matches.ts'
import { createOwnComments } from './own-comments.ts'
import { createPaces } from './paces.ts'
import { createRecentActs } from './recent-acts.ts'
import { createReports } from './reports.ts'
import { createRepositoryData } from './repository-data.ts'
import { createRepositorySettings } from './repository-settings.ts'
import { createStopSwitch } from './stop-switch.ts'
import type { Store } from './store.ts'
import type { StoreTables } from './tables.ts'
import { createTemplates } from './templates.ts'
import { createVerdicts } from './verdicts.ts'

/**
 * The store over any SQL engine that kysely speaks. One file a table; here they are put together.
 *
 * @param db a database whose schema is up to date; `close()` closes it
 * @param presence in whose name turns to write are taken
 */
export function createSqlStore(db: Kysely<StoreTables>, presence: Presence): Store {
  return {
    ...createDecisions(db.$pickTables<'decisions'>()),
    ...createOwnComments(db.$pickTables<'own_comments'>()),
    ...createVerdicts(db.$pickTables<'verdicts'>()),
    ...createRepositorySettings(db.$pickTables<'repository_settings'>()),
    ...createCommentTurns(db.$pickTables<'comment_turns'>()),
    ...createRecentActs(db.$pickTables<'recent_acts'>()),
    ...createStopSwitch(db.$pickTables<'stop_switch'>()),
    ...createReports(db.$pickTables<'reports' | 'report_counters' | 'matches'>()),
    ...createMatches(db.$pickTables<'matches'>()),
    ...createClusterIds(db.$pickTables<'cluster_ids' | 'report_counters'>()),
    ...createTemplates(db.$pickTables<'report_counters'>()),
    ...createBackfills(db.$pickTables<'backfills'>()),
    ...createPaces(db.$pickTables<'paces' | 'recent_writes'>(), presence),
    ...createRepositoryData(db),
    close: () => db.destroy(),
  }
}
