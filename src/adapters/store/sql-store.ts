import type { Kysely } from 'kysely'
import type { Presence } from '../queue/liveness-lock.ts'
import { createBackfills } from './backfills.ts'
import { createClusterIds } from './cluster-ids.ts'
import { createCommentTurns } from './comment-locks.ts'
import { createDecisions } from './decisions.ts'
import { createVerdicts } from './feedback-events.ts'
import { createTemplates } from './known-templates.ts'
import { createMatches } from './matches.ts'
import { createOwnComments } from './own-comments.ts'
import { createPaces } from './rate-limits.ts'
import { createRecentActs } from './recent-acts.ts'
import { createReports } from './reports.ts'
import { createRepositories } from './repositories.ts'
import { idsAmong, idsByName, type RepositoryIds } from './repository-ids.ts'
import { createRepositorySettings } from './repository-settings.ts'
import { createStopSwitch } from './stop-switch.ts'
import type { Store } from './store.ts'
import type { StoreTables } from './tables.ts'

/**
 * The store over any SQL engine that kysely speaks. One file a table; here they are put together.
 *
 * @param db a database whose schema is up to date; `close()` closes it
 * @param presence in whose name turns to write are taken
 */
export function createSqlStore(db: Kysely<StoreTables>, presence: Presence): Store {
  return storeWith(idsByName(db.$pickTables<'repositories'>()), db, presence)
}

/** @param ids what names mean in it */
function storeWith(ids: RepositoryIds, db: Kysely<StoreTables>, presence: Presence): Store {
  return {
    ...createDecisions(db.$pickTables<'decisions'>(), ids),
    ...createOwnComments(db.$pickTables<'own_comments'>(), ids),
    ...createVerdicts(db.$pickTables<'verdicts'>(), ids),
    ...createRepositorySettings(db.$pickTables<'repository_settings'>(), ids),
    ...createCommentTurns(db.$pickTables<'comment_turns'>(), ids),
    ...createRecentActs(db.$pickTables<'recent_acts'>(), ids),
    ...createStopSwitch(db.$pickTables<'stop_switch'>()),
    ...createReports(db.$pickTables<'reports' | 'report_counters' | 'matches'>(), ids),
    ...createMatches(db.$pickTables<'matches'>(), ids),
    ...createClusterIds(db.$pickTables<'cluster_ids' | 'report_counters'>(), ids),
    ...createTemplates(db.$pickTables<'report_counters'>(), ids),
    ...createBackfills(db.$pickTables<'backfills'>(), ids),
    ...createPaces(db.$pickTables<'paces' | 'recent_writes'>(), presence),
    ...createRepositories(db, ids),
    as: (repositories) => storeWith(idsAmong(repositories), db, presence),
    close: () => db.destroy(),
  }
}
