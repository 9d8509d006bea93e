import type { Kysely } from 'kysely'
import type { LivenessLock } from '../queue/liveness-lock.ts'
import { createAlarms } from './alarms.ts'
import { createBackfills } from './backfills.ts'
import { createBotComments } from './bot-comments.ts'
import { createClusterIds } from './cluster-ids.ts'
import { createCommentBudget } from './comment-budget.ts'
import { createDecisions } from './decisions.ts'
import { createDrafts } from './drafts.ts'
import { createExpiry } from './expiry.ts'
import { createFeedbackEvents } from './feedback-events.ts'
import { createFixSignals } from './fix-signals.ts'
import { createTemplates } from './known-templates.ts'
import { createMatches } from './matches.ts'
import { createOutcomes } from './outcomes.ts'
import { createRateLimits } from './rate-limits.ts'
import { createRecentActs } from './recent-acts.ts'
import { createReports } from './reports.ts'
import { createRepositories } from './repositories.ts'
import { idsAmong, idsByName, type RepositoryIds } from './repository-ids.ts'
import { createRepositorySettings } from './repository-settings.ts'
import { createStopSwitch } from './stop-switch.ts'
import type { Store } from './store.ts'
import type { StoreTables } from './tables.ts'
import { createWriteProbe } from './write-probe.ts'

/**
 * Creates the store on any SQL engine that kysely supports. Each table has its own file.
 *
 * @param db a database whose schema is up to date; `close()` closes it
 * @param livenessLock write leases are taken under its name
 */
export function createSqlStore(db: Kysely<StoreTables>, livenessLock: LivenessLock): Store {
  return storeWith(idsByName(db.$pickTables<'repositories'>()), db, livenessLock)
}

/** @param ids resolves names to repositories */
function storeWith(ids: RepositoryIds, db: Kysely<StoreTables>, livenessLock: LivenessLock): Store {
  return {
    ...createDecisions(db.$pickTables<'decisions'>(), ids),
    ...createBotComments(db.$pickTables<'bot_comments'>(), ids),
    ...createFeedbackEvents(db.$pickTables<'feedback_events'>(), ids),
    ...createOutcomes(db.$pickTables<'outcomes'>(), ids),
    ...createAlarms(db.$pickTables<'alarms'>(), ids),
    ...createFixSignals(db.$pickTables<'fix_signals' | 'shown_fixes' | 'report_counters'>(), ids),
    ...createDrafts(db.$pickTables<'drafts'>(), ids),
    ...createRepositorySettings(db.$pickTables<'repository_settings'>(), ids),
    ...createCommentBudget(db.$pickTables<'comment_budget'>(), ids),
    ...createRecentActs(db.$pickTables<'recent_acts'>(), ids),
    ...createExpiry(db, ids),
    ...createWriteProbe(db.$pickTables<'rate_limits'>()),
    ...createStopSwitch(db.$pickTables<'stop_switch'>()),
    ...createReports(db.$pickTables<'reports' | 'report_counters' | 'matches' | 'fix_signals' | 'shown_fixes'>(), ids),
    ...createMatches(db.$pickTables<'matches' | 'report_counters'>(), ids),
    ...createClusterIds(db.$pickTables<'cluster_ids' | 'report_counters'>(), ids),
    ...createTemplates(db.$pickTables<'report_counters'>(), ids),
    ...createBackfills(db.$pickTables<'backfills'>(), ids),
    ...createRateLimits(db.$pickTables<'rate_limits' | 'recent_writes'>(), livenessLock),
    ...createRepositories(db, ids),
    as: (repositories) => storeWith(idsAmong(repositories), db, livenessLock),
    close: () => db.destroy(),
  }
}
