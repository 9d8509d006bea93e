import type { Kysely } from 'kysely'
import type { Presence } from '../inbox/presence.ts'
import { createBackfills } from './backfills.ts'
import { createClusterIds } from './cluster-ids.ts'
import { createCommentTurns } from './comment-turns.ts'
import { createDecisions } from './decisions.ts'
import { createMatches } from './matches.ts'
import { createOwnComments } from './own-comments.ts'
import { createPaces } from './paces.ts'
import { createReports } from './reports.ts'
import { repositoryName } from './repository-name.ts'
import { createRepositorySettings } from './repository-settings.ts'
import { createStopSwitch } from './stop-switch.ts'
import type { Store } from './store.ts'
import type { Tables } from './tables.ts'
import { createTemplates } from './templates.ts'
import { createVerdicts } from './verdicts.ts'

/** What the store keeps; the inbox keeps its own table. */
export type StoreTables = Omit<Tables, 'deliveries'>

/** Every table that holds something about a repository: uninstalling empties them all. */
const ABOUT_A_REPOSITORY = [
  'decisions',
  'own_comments',
  'verdicts',
  'repository_settings',
  'comment_turns',
  'reports',
  'report_counters',
  'matches',
  'cluster_ids',
  'backfills',
] as const satisfies readonly (keyof StoreTables)[]

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
    ...createStopSwitch(db.$pickTables<'stop_switch'>()),
    ...createReports(db.$pickTables<'reports' | 'report_counters' | 'matches'>()),
    ...createMatches(db.$pickTables<'matches'>()),
    ...createClusterIds(db.$pickTables<'cluster_ids' | 'report_counters'>()),
    ...createTemplates(db.$pickTables<'report_counters'>()),
    ...createBackfills(db.$pickTables<'backfills'>()),
    ...createPaces(db.$pickTables<'paces' | 'recent_writes'>(), presence),
    forgetRepository: (owner, repo) => forgetRepository(db, repositoryName(owner, repo)),
    close: () => db.destroy(),
  }
}

async function forgetRepository(db: Kysely<StoreTables>, repository: string): Promise<void> {
  await db.transaction().execute(async (transaction) => {
    for (const table of ABOUT_A_REPOSITORY) {
      await transaction.deleteFrom(table).where('repository', '=', repository).execute()
    }
  })
}
