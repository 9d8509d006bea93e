import { type ColumnDefinitionBuilder, type Kysely, sql } from 'kysely'
import type { EngineDialect } from './step.ts'

/** Creates all tables for the first release. No column contains issue text. */
export async function up(db: Kysely<unknown>, engine: EngineDialect): Promise<void> {
  await addDeliveries(db, engine)
  await addRepositories(db)
  await addDecisions(db, engine)
  await addFeedbackEvents(db, engine)
  await addOutcomes(db)
  await addAlarms(db)
  await addFixSignals(db)
  await addDrafts(db)
  await addReports(db)
  await addPerIssue(db)
  await addPerRepository(db)
  await addRateLimits(db, engine)
  await db.schema
    .createTable('stop_switch')
    .addColumn('only', 'integer', (column) => column.primaryKey())
    .addColumn('why', 'text', required)
    .addColumn('at', 'bigint', required)
    .execute()
}

const required = (column: ColumnDefinitionBuilder) => column.notNull()

/** A repository's rows are deleted with it. */
const ofRepository = (column: ColumnDefinitionBuilder) =>
  column.notNull().references('repositories.id').onUpdate('cascade').onDelete('cascade')

/** The queue. A delivery's state changes like this: `waiting` → `claimed` → `done` or `parked`. */
async function addDeliveries(db: Kysely<unknown>, engine: EngineDialect): Promise<void> {
  await db.schema
    .createTable('deliveries')
    .addColumn('position', engine.counterType, engine.counter)
    .addColumn('id', 'text', (column) => column.notNull().unique())
    .addColumn('event', 'text', required)
    .addColumn('key', 'text', required)
    .addColumn('payload', 'text')
    .addColumn('state', 'text', required)
    .addColumn('attempts', 'integer', required)
    .addColumn('reason', 'text')
    .addColumn('received_at', 'bigint', required)
    .addColumn('due_at', 'bigint', required)
    .addColumn('claimed_at', 'bigint')
    .addColumn('claimed_by', 'text')
    .addColumn('finished_at', 'bigint')
    .addColumn('suspicion', 'integer', (column) => column.notNull().defaultTo(0))
    .addColumn('alone', 'integer', (column) => column.notNull().defaultTo(0))
    .execute()
  await db.schema.createIndex('deliveries_line').on('deliveries').columns(['state', 'position']).execute()
  await db.schema.createIndex('deliveries_key').on('deliveries').columns(['key', 'state', 'position']).execute()
  // This index enforces that two deliveries with the same key never run at the same time.
  await db.schema
    .createIndex('deliveries_one_claim_a_key')
    .on('deliveries')
    .column('key')
    .unique()
    .where(sql.ref('state'), '=', sql.lit('claimed'))
    .execute()
}

async function addRepositories(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('repositories')
    .addColumn('id', 'bigint', (column) => column.primaryKey())
    .addColumn('name', 'text', required)
    .addColumn('owner', 'text', required)
    .addColumn('repo', 'text', required)
    .addColumn('owner_id', 'bigint')
    .addColumn('seen_at', 'bigint', required)
    .addColumn('private_at', 'bigint')
    .execute()
  await db.schema.createIndex('repositories_name').on('repositories').columns(['name', 'seen_at']).execute()
  await db.schema.createIndex('repositories_owner').on('repositories').column('owner_id').execute()
}

async function addDecisions(db: Kysely<unknown>, engine: EngineDialect): Promise<void> {
  await db.schema
    .createTable('decisions')
    .addColumn('position', engine.counterType, engine.counter)
    .addColumn('repository', 'bigint', ofRepository)
    .addColumn('number', 'integer', required)
    .addColumn('discussion', 'integer', required)
    .addColumn('delivery', 'text')
    .addColumn('decision', 'text', required)
    .addColumn('reason', 'text', required)
    .addColumn('signature', 'text')
    .addColumn('confidence', 'double precision', required)
    .addColumn('evidence', 'text', required)
    .addColumn('pack', 'text', required)
    .addColumn('acts', 'text', required)
    .addColumn('at', 'bigint', required)
    .addColumn('question', 'text')
    .addColumn('undo', 'text')
    .execute()
  await db.schema.createIndex('decisions_issue').on('decisions').columns(['repository', 'number', 'position']).execute()
  // Every triage run queries the issues in a repository for which this pack asserted a cause.
  const asserts = ['repository', 'decision', 'pack', 'number', 'signature', 'discussion', 'at']
  await db.schema.createIndex('decisions_asserts').on('decisions').columns(asserts).execute()
}

async function addFeedbackEvents(db: Kysely<unknown>, engine: EngineDialect): Promise<void> {
  await db.schema
    .createTable('feedback_events')
    .addColumn('position', engine.counterType, engine.counter)
    .addColumn('id', 'text', required)
    .addColumn('repository', 'bigint', ofRepository)
    .addColumn('number', 'integer', required)
    .addColumn('kind', 'text', required)
    .addColumn('other_owner', 'text')
    .addColumn('other_repo', 'text')
    .addColumn('other_number', 'integer')
    .addColumn('signature', 'text')
    .addColumn('signature_version', 'integer')
    .addColumn('step', 'integer')
    .addColumn('detail', 'text')
    .addColumn('who', 'text', required)
    .addColumn('rights', 'text', required)
    .addColumn('origin', 'text', required)
    .addColumn('at', 'bigint', required)
    .execute()
  const on = (name: string) => db.schema.createIndex(name).on('feedback_events')
  // An event's id is derived from the issue and the text, which can be the same in two repositories.
  await on('feedback_events_once').columns(['repository', 'id']).unique().execute()
  await on('feedback_events_issue').columns(['repository', 'number', 'position']).execute()
  await on('feedback_events_other').columns(['repository', 'other_number']).execute()
  await on('feedback_events_kind').columns(['repository', 'kind']).execute()
}

/** How the first answer on each issue ended. */
async function addOutcomes(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('outcomes')
    .addColumn('repository', 'bigint', ofRepository)
    .addColumn('number', 'integer', required)
    .addColumn('signature', 'text', required)
    .addColumn('pack', 'text', required)
    .addColumn('reporter', 'text', required)
    .addColumn('answered_at', 'bigint', required)
    .addColumn('read_at', 'bigint', required)
    .addColumn('grade', 'text', required)
    .addColumn('cause', 'text')
    .addColumn('who', 'text')
    .addColumn('remark', 'bigint')
    .addPrimaryKeyConstraint('outcomes_issue', ['repository', 'number'])
    .execute()
}

/** Incidents and regressions. `what` is empty for an incident that follows the clock. */
async function addAlarms(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('alarms')
    .addColumn('repository', 'bigint', ofRepository)
    .addColumn('kind', 'text', required)
    .addColumn('cause', 'text', required)
    .addColumn('follows', 'text', required)
    .addColumn('what', 'text', required)
    .addColumn('since', 'bigint', required)
    .addColumn('last_at', 'bigint', required)
    .addColumn('people', 'integer', required)
    .addColumn('reports', 'text', required)
    .addPrimaryKeyConstraint('alarms_alarm', ['repository', 'kind', 'cause', 'follows', 'what', 'since'])
    .execute()
}

/** What was noticed about the fix of an issue's failure (`version` is empty if none is known), and what is shown of it. */
async function addFixSignals(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('fix_signals')
    .addColumn('repository', 'bigint', ofRepository)
    .addColumn('number', 'integer', required)
    .addColumn('source', 'text', required)
    .addColumn('version', 'text', required)
    .addColumn('kind', 'text', required)
    .addColumn('who', 'text')
    .addColumn('comment', 'bigint')
    .addColumn('url', 'text')
    .addColumn('at', 'bigint', required)
    .addPrimaryKeyConstraint('fix_signals_signal', ['repository', 'number', 'source', 'version'])
    .execute()
  await db.schema
    .createTable('shown_fixes')
    .addColumn('repository', 'bigint', ofRepository)
    .addColumn('number', 'integer', required)
    .addColumn('digest', 'text', required)
    .addPrimaryKeyConstraint('shown_fixes_issue', ['repository', 'number'])
    .execute()
}

/** The messages of the last drafts of signatures. The drafts themselves are written from the reports when asked for. */
async function addDrafts(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('drafts')
    .addColumn('repository', 'bigint', (column) => ofRepository(column).primaryKey())
    .addColumn('mined_at', 'bigint', required)
    .addColumn('unexplained', 'integer', required)
    .addColumn('others', 'integer', required)
    .addColumn('drafts', 'text', required)
    .execute()
}

/** Data for finding reports with the same cause. All of it is derived and redacted. */
async function addReports(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('reports')
    .addColumn('repository', 'bigint', ofRepository)
    .addColumn('number', 'integer', required)
    .addColumn('revision', 'bigint', required)
    .addColumn('state', 'text', required)
    .addColumn('closed_as', 'text')
    .addColumn('closed_at', 'bigint')
    .addColumn('author', 'text', required)
    .addColumn('created_at', 'bigint', required)
    .addColumn('updated_at', 'bigint', required)
    .addColumn('reactions', 'integer', required)
    .addColumn('summary', 'text', required)
    .addColumn('digest', 'text', required)
    .addPrimaryKeyConstraint('reports_issue', ['repository', 'number'])
    .execute()
  await db.schema.createIndex('reports_created').on('reports').columns(['repository', 'created_at']).execute()
  await db.schema.createIndex('reports_revision').on('reports').columns(['repository', 'revision']).unique().execute()
  await db.schema
    .createTable('report_counters')
    .addColumn('repository', 'bigint', (column) => ofRepository(column).primaryKey())
    .addColumn('epoch', 'text', required)
    .addColumn('revision', 'bigint', required)
    .addColumn('last_cluster', 'bigint', required)
    .addColumn('templates', 'text', (column) => column.notNull().defaultTo('[]'))
    .execute()
  await db.schema
    .createTable('matches')
    .addColumn('repository', 'bigint', ofRepository)
    .addColumn('number', 'integer', required)
    .addColumn('other', 'integer', required)
    .addColumn('probability', 'double precision', required)
    .addColumn('reasons', 'text', required)
    .addPrimaryKeyConstraint('matches_pair', ['repository', 'number', 'other'])
    .execute()
  await db.schema.createIndex('matches_other').on('matches').columns(['repository', 'other', 'number']).execute()
  await db.schema
    .createTable('cluster_ids')
    .addColumn('repository', 'bigint', ofRepository)
    .addColumn('number', 'integer', required)
    .addColumn('cluster', 'bigint', required)
    .addPrimaryKeyConstraint('cluster_ids_report', ['repository', 'number'])
    .execute()
}

async function addPerIssue(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('bot_comments')
    .addColumn('repository', 'bigint', ofRepository)
    .addColumn('number', 'integer', required)
    .addColumn('comment_id', 'bigint', required)
    .addPrimaryKeyConstraint('bot_comments_issue', ['repository', 'number'])
    .execute()
  await db.schema
    .createTable('comment_budget')
    .addColumn('repository', 'bigint', ofRepository)
    .addColumn('number', 'integer', required)
    .addColumn('author', 'text', required)
    .addColumn('at', 'bigint', required)
    .addPrimaryKeyConstraint('comment_budget_issue', ['repository', 'number'])
    .execute()
}

async function addPerRepository(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('repository_settings')
    .addColumn('repository', 'bigint', (column) => ofRepository(column).primaryKey())
    .addColumn('source', 'text', required)
    .addColumn('text_hash', 'text')
    .addColumn('settings', 'text')
    .addColumn('problems', 'text', required)
    .addColumn('checked_at', 'bigint', required)
    .addColumn('facts', 'text')
    .execute()
  await db.schema
    .createTable('backfills')
    .addColumn('repository', 'bigint', (column) => ofRepository(column).primaryKey())
    .addColumn('progress', 'text', required)
    .execute()
  // Recent acts by people and by the bot that count towards an hourly budget.
  await db.schema
    .createTable('recent_acts')
    .addColumn('repository', 'bigint', ofRepository)
    .addColumn('budget', 'text', required)
    .addColumn('subject', 'text', required)
    .addColumn('act', 'text', required)
    .addColumn('count', 'integer', required)
    .addColumn('at', 'bigint', required)
    .addPrimaryKeyConstraint('recent_acts_act', ['repository', 'budget', 'subject', 'act'])
    .execute()
}

/** The lease for writing to GitHub, and the writes in the last hour. */
async function addRateLimits(db: Kysely<unknown>, engine: EngineDialect): Promise<void> {
  await db.schema
    .createTable('rate_limits')
    .addColumn('installation', 'bigint', (column) => column.primaryKey())
    .addColumn('lease_of', 'text')
    .addColumn('next_at', 'bigint', required)
    .addColumn('held_until', 'bigint', required)
    .execute()
  await db.schema
    .createTable('recent_writes')
    .addColumn('position', engine.counterType, engine.counter)
    .addColumn('installation', 'bigint', required)
    .addColumn('at', 'bigint', required)
    .execute()
  await db.schema.createIndex('recent_writes_of').on('recent_writes').columns(['installation', 'at']).execute()
}
