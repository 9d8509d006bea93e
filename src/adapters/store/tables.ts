import type { Generated } from 'kysely'
import type { Alarm } from '../../core/alarms/find-alarm.ts'
import type { FeedbackKind, FeedbackOrigin, Rights } from '../../core/feedback/feedback-event.ts'
import type { FixSignalKind } from '../../core/fixes/fix-signal.ts'
import type { Grade } from '../../core/outcomes/ending.ts'
import type { DeliveriesTable } from '../queue/deliveries-table.ts'

/**
 * Table types for kysely; `migrations/` creates the tables. Times are milliseconds since the epoch. All integers are
 * below 2^53, so that every engine returns them as numbers.
 */
export interface Tables {
  deliveries: DeliveriesTable
  repositories: RepositoriesTable
  decisions: DecisionsTable
  bot_comments: BotCommentsTable
  feedback_events: FeedbackEventsTable
  outcomes: OutcomesTable
  alarms: AlarmsTable
  fix_signals: FixSignalsTable
  shown_fixes: ShownFixesTable
  drafts: DraftsTable
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
  deliveries: null,
  repositories: null,
  decisions: null,
  bot_comments: null,
  feedback_events: null,
  outcomes: null,
  alarms: null,
  fix_signals: null,
  shown_fixes: null,
  drafts: null,
  repository_settings: null,
  comment_budget: null,
  recent_acts: null,
  stop_switch: null,
  reports: null,
  report_counters: null,
  matches: null,
  cluster_ids: null,
  backfills: null,
  rate_limits: null,
  recent_writes: null,
}

/** Every table in a store whose schema is up to date. */
export const TABLE_NAMES: readonly string[] = Object.keys(NAMES)

/** The store's tables, without the queue's table. */
export type StoreTables = Omit<Tables, 'deliveries'>

/** All data about a repository refers to the repository's row and is deleted with it. */
export interface RepositoriesTable {
  /** GitHub's id; negative for a repository that GitHub has never confirmed; see `local-id.ts`. */
  id: number
  /**
   * `owner/repo` in lower case, for lookups: GitHub's names are case-insensitive. If several rows have the same name,
   * it belongs to the repository last seen.
   */
  name: string
  /** Owner and repository as GitHub spells them. */
  owner: string
  repo: string
  /** GitHub's id for the owner; null if unknown. */
  owner_id: number | null
  /** Time at which the repository was last seen under this name. */
  seen_at: number
  /** Time at which it was last made private; null if that is not known to have happened. */
  private_at: number | null
}

export interface DecisionsTable {
  position: Generated<number>
  /** Id of the repository, here and in every other table. */
  repository: number
  number: number
  /** 1 if the number belongs to a discussion, otherwise 0. */
  discussion: number
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
  /** Null for an issue in the same repository, which can be renamed. */
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

/** One row for each issue that got an answer and whose thread has been read since. */
export interface OutcomesTable {
  repository: number
  number: number
  /** The signature that the first answer asserted. */
  signature: string
  /** Fingerprint of the pack behind the answer. */
  pack: string
  /** Login of the reporter. */
  reporter: string
  answered_at: number
  /** Time of the last reading. */
  read_at: number
  grade: Grade
  /** The cause that was said instead. */
  cause: string | null
  /** Login of the person whose words decided. */
  who: string | null
  /** Id of the deciding comment. */
  remark: number | null
}

/** One row for each incident or regression. */
export interface AlarmsTable {
  repository: number
  kind: Alarm['kind']
  cause: string
  follows: Alarm['follows']
  /** The host or the version; empty for the clock. */
  what: string
  since: number
  last_at: number
  /** Number of distinct reporters. */
  people: number
  /** JSON array of issue numbers. */
  reports: string
}

/** One row for each issue, source and version. */
export interface FixSignalsTable {
  repository: number
  number: number
  source: string
  /** Empty if none is known. */
  version: string
  kind: FixSignalKind
  /** Login of the reporter whose words it is about. */
  who: string | null
  /** Id of the reporter's comment. */
  comment: number | null
  url: string | null
  at: number
}

/** One row for each issue whose comment shows a fix, or showed one. */
export interface ShownFixesTable {
  repository: number
  number: number
  /** Digest of what it shows. */
  digest: string
}

/** One row for each repository whose reports have been mined for drafts of signatures. */
export interface DraftsTable {
  repository: number
  mined_at: number
  /** Number of reports without a cause, and of all others. */
  unexplained: number
  others: number
  /** JSON array of messages with the numbers of their issues. */
  drafts: string
}

export interface RepositorySettingsTable {
  repository: number
  source: 'repository' | 'owner' | 'none'
  text_hash: string | null
  /** The last valid settings, as JSON. */
  settings: string | null
  /** JSON array. */
  problems: string
  checked_at: number
  /** Languages and topics with the time when they were read, as JSON. */
  facts: string | null
}

export interface CommentBudgetTable {
  repository: number
  number: number
  /** Login in lower case. */
  author: string
  at: number
}

/** Acts by people, or by the bot on their behalf, that an hourly budget limits. */
export interface RecentActsTable {
  repository: number
  /** Name of the budget. */
  budget: string
  /** Login or issue that the budget belongs to, in lower case; empty for the whole repository. */
  subject: string
  act: string
  count: number
  at: number
}

/**
 * One row for each issue. A deleted report keeps its number and revision, so that every process notices the deletion.
 */
export interface ReportsTable {
  repository: number
  number: number
  /** Revision of the report's last change; see `ReportCountersTable`. */
  revision: number
  state: 'open' | 'closed' | 'gone'
  closed_as: 'completed' | 'not_planned' | 'duplicate' | null
  closed_at: number | null
  author: string
  created_at: number
  updated_at: number
  reactions: number
  /** The part of the digest that lists show, as JSON. */
  summary: string
  /** The rest of the digest, as JSON. Many times as long, so it is the last column, which engines can skip. */
  digest: string
}

export interface ReportCountersTable {
  repository: number
  /** Changes when the repository is forgotten and comes back, and when its templates change. */
  epoch: string
  /** Number of changes to the repository's reports. */
  revision: number
  /** Highest cluster id ever assigned. */
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
  /** The backfill's progress, as JSON. */
  progress: string
}

/** At most one row; while it exists, the bot is stopped. */
export interface StopSwitchTable {
  only: number
  why: string
  at: number
}

/** The lease for writing to GitHub, one row for each installation. */
export interface RateLimitsTable {
  installation: number
  /** Name of the process that holds the lease; null if it is free. */
  lease_of: string | null
  /** Earliest time of the next write. While the lease is held, the time at which it expires. */
  next_at: number
  /** End of the pause that GitHub asked for. */
  held_until: number
}

/** The writes in the last hour. */
export interface RecentWritesTable {
  position: Generated<number>
  installation: number
  at: number
}
