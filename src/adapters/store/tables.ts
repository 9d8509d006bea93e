import type { Generated } from 'kysely'
import type { FeedbackKind, FeedbackOrigin, Rights } from '../../core/feedback/feedback-event.ts'
import type { DeliveriesTable } from '../queue/deliveries-table.ts'

/**
 * The tables as kysely sees them; `migrations/` makes them. Times are milliseconds since the epoch. All integers stay
 * below 2^53, so that they are numbers on every engine.
 */
export interface Tables {
  deliveries: DeliveriesTable
  repositories: RepositoriesTable
  decisions: DecisionsTable
  bot_comments: BotCommentsTable
  feedback_events: FeedbackEventsTable
  repository_settings: RepositorySettingsTable
  comment_budget: CommentBudgetTable
  recent_acts: RecentActsTable
  stop_switch: StopSwitchTable
  reports: ReportsTable
  report_counters: ReportCountersTable
  matches: MatchesTable
  cluster_ids: ClusterIdsTable
  backfills: BackfillsTable
  rate_limits: RateLimitsTable
  recent_writes: RecentWritesTable
}

const NAMES: Readonly<Record<keyof Tables, null>> = {
  ...{
    deliveries: null,
    repositories: null,
    decisions: null,
    bot_comments: null,
    feedback_events: null,
    repository_settings: null,
  },
  ...{
    comment_budget: null,
    recent_acts: null,
    stop_switch: null,
    reports: null,
    report_counters: null,
    matches: null,
  },
  ...{ cluster_ids: null, backfills: null, rate_limits: null, recent_writes: null },
}

/** Every table that a store has once its schema is up to date. */
export const TABLE_NAMES: readonly string[] = Object.keys(NAMES)

/** What the store keeps; the queue keeps its own table. */
export type StoreTables = Omit<Tables, 'deliveries'>

/** What is kept about a repository refers to its row and goes with it. */
export interface RepositoriesTable {
  /** GitHub's number of it; below zero for one that GitHub never vouched for, see `local-id.ts`. */
  id: number
  /** `owner/repo` in lower case, to find by: GitHub's names do not distinguish case. Whoever was seen last has it. */
  name: string
  /** As GitHub spells them. */
  owner: string
  repo: string
  /** GitHub's number of the owner; null where nobody told. */
  owner_id: number | null
  /** When it was seen under this name. */
  seen_at: number
}

export interface DecisionsTable {
  position: Generated<number>
  /** Id of its repository, here and in every other table. */
  repository: number
  number: number
  delivery: string | null
  decision: 'assert' | 'ask' | 'silent'
  reason: string
  signature: string | null
  confidence: number
  /** JSON array of clause ids. */
  evidence: string
  pack: string
  /** JSON array. */
  acts: string
  at: number
  question: string | null
  /** JSON. */
  undo: string | null
}

export interface BotCommentsTable {
  repository: number
  number: number
  comment_id: number
}

export interface FeedbackEventsTable {
  position: Generated<number>
  id: string
  repository: number
  number: number
  kind: FeedbackKind
  /** Null for an issue of the same repository, whatever that is called. */
  other_owner: string | null
  other_repo: string | null
  other_number: number | null
  signature: string | null
  signature_version: number | null
  step: number | null
  detail: string | null
  who: string
  rights: Rights
  origin: FeedbackOrigin
  at: number
}

export interface RepositorySettingsTable {
  repository: number
  source: 'repository' | 'owner' | 'none'
  text_hash: string | null
  /** JSON of the last good settings. */
  settings: string | null
  /** JSON array. */
  problems: string
  checked_at: number
}

export interface CommentBudgetTable {
  repository: number
  number: number
  /** Login in lower case. */
  author: string
  at: number
}

/** Something that somebody did, or had the bot do, of which there is only so much an hour. */
export interface RecentActsTable {
  repository: number
  /** What is counted. */
  budget: string
  /** Whose it is, in lower case; empty for the whole repository. */
  subject: string
  act: string
  count: number
  at: number
}

/** One row an issue. Of one that is gone only number and revision are left, so that every process hears of it. */
export interface ReportsTable {
  repository: number
  number: number
  /** Of its last change, see `ReportCountersTable`. */
  revision: number
  state: 'open' | 'closed' | 'gone'
  closed_as: 'completed' | 'not_planned' | 'duplicate' | null
  closed_at: number | null
  author: string
  created_at: number
  updated_at: number
  reactions: number
  /** JSON of what was derived from the report. */
  digest: string
}

export interface ReportCountersTable {
  repository: number
  /** Another one when the repository was forgotten and came back, and when its templates changed. */
  epoch: string
  /** Counts the changes of the repository's reports. */
  revision: number
  /** Highest id of a cluster that was ever given. */
  last_cluster: number
  /** JSON array. */
  templates: Generated<string>
}

export interface MatchesTable {
  repository: number
  number: number
  other: number
  probability: number
  /** JSON array. */
  reasons: string
}

export interface ClusterIdsTable {
  repository: number
  number: number
  cluster: number
}

export interface BackfillsTable {
  repository: number
  /** JSON of how far it came. */
  progress: string
}

/** At most one row: while it is there, the bot is stopped. */
export interface StopSwitchTable {
  only: number
  why: string
  at: number
}

/** Whose turn it is to write to GitHub, one row an installation. */
export interface RateLimitsTable {
  installation: number
  /** Name of the process that writes just now. */
  lease_of: string | null
  /** Not before then the next write. */
  next_at: number
  /** GitHub asked for quiet until then. */
  held_until: number
}

/** The writes of the last hour. */
export interface RecentWritesTable {
  position: Generated<number>
  installation: number
  at: number
}
