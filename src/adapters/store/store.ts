/**
 * The interface of the store. Only this module and the queue contain SQL. SQLite is the embedded engine; the same
 * interface and the same contract tests apply to every engine.
 *
 * Callers refer to repositories by name; rows refer to them by GitHub's ids. Only GitHub knows which id a name has.
 * Therefore, a server works on `as([])`, in which no name resolves, and on `as([…])` with the repositories that it has
 * just looked up on GitHub. A newly opened store resolves a name to the repository that it last saw under that name,
 * which is for the operator's commands only.
 */

import type { FeedbackEvent, FeedbackKind } from '../../core/feedback/feedback-event.ts'
import type { IssueRef, KnownRepository, RepositoryRef } from '../../core/issue-ref.ts'
import type { RepositoryFacts } from '../../core/settings/choose-packs.ts'
import type { Problem } from '../../core/signatures/problems.ts'
import type { Alarms } from './stored-alarms.ts'
import type { Drafts } from './stored-drafts.ts'
import type { FixSignals } from './stored-fixes.ts'
import type { Outcomes } from './stored-outcomes.ts'
import type { Backfills, ClusterIds, Matches, Reports, Templates } from './stored-reports.ts'

/**
 * One decision about one issue, for the audit. The only issue text in it is the redacted text that our own comment
 * quoted.
 */
export interface DecisionRecord {
  readonly ref: IssueRef
  /** True if the number belongs to a discussion; otherwise omitted. */
  readonly isDiscussion?: true
  /** GUID of the delivery that triggered the decision; null for a command on the command line. */
  readonly delivery: string | null
  readonly decision: 'assert' | 'ask' | 'silent'
  readonly reason: string
  readonly signature: string | null
  readonly confidence: number
  /** Ids of the evidence clauses, strongest first. */
  readonly evidence: readonly string[]
  /** The question that the comment then contained; omitted when there was none. */
  readonly question?: string
  /** Data for undoing the decision's acts; omitted when there were none. */
  readonly undo?: Undo
  /** Fingerprint of the signature pack behind the decision. */
  readonly pack: string
  /** The plan's acts (label names, comment created or updated), as JSON in the plan's shape but without bodies. */
  readonly acts: readonly string[]
  /** Milliseconds since the epoch, from the injected clock. */
  readonly at: number
}

/**
 * The state before the bot acted: the labels and the bot's comment, with the redacted lines that the comment quoted.
 */
export interface Undo {
  readonly addedLabels: readonly string[]
  readonly removedLabels: readonly string[]
  /**
   * The written comment and its earlier body (`before` is null if the comment was new); null if no comment was written.
   */
  readonly comment: { readonly id: number; readonly before: string | null } | null
  /** Hashes of the texts of the issue from which the comment was written. */
  readonly sources?: readonly string[]
}

/** The audit: the decisions on each issue. */
export interface Decisions {
  /** Appends one decision. */
  recordDecision(record: DecisionRecord): Promise<void>
  /** Returns the decisions on one issue, oldest first. */
  decisions(ref: IssueRef): Promise<readonly DecisionRecord[]>
  /**
   * Deletes the earlier texts of the bot's comment on one issue, which an undo would restore.
   * @param before only those of acts before this time, in milliseconds since the epoch; all if omitted
   */
  dropEarlierComments(ref: IssueRef, before?: number): Promise<void>
  /**
   * Returns the first assertion of each signature on each issue, oldest first: by one pack in one repository, or by all
   * packs in all repositories if `within` is omitted.
   */
  asserts(within?: AssertsWithin): Promise<readonly AssertRecord[]>
  /** Returns one page of the decisions in a repository after a position, in the order in which they were recorded. */
  decisionsAfter(repository: RepositoryRef, position: number): Promise<RecordedDecisions>
}

export interface RecordedDecisions {
  readonly decisions: readonly DecisionRecord[]
  /** Position to pass to the next call. */
  readonly position: number
  /** Whether there is another page. */
  readonly more: boolean
}

export interface AssertsWithin {
  readonly repository: RepositoryRef
  readonly pack: string
}

export interface AssertRecord {
  readonly ref: IssueRef
  readonly repositoryId: number
  /** Whether the number belongs to a discussion. */
  readonly isDiscussion: boolean
  readonly signature: string
  /** Time of the first assertion, in milliseconds since the epoch. */
  readonly at: number
}

/** The bot's comment on each issue. */
export interface BotComments {
  /** Returns the id of the last comment that the bot wrote on the issue; null if there is none. */
  ownCommentId(ref: IssueRef): Promise<number | null>
  /** Stores the id of the bot's comment on the issue. */
  rememberComment(ref: IssueRef, commentId: number): Promise<void>
  /** Deletes the id, because the bot itself deleted its comment. */
  forgetComment(ref: IssueRef): Promise<void>
}

/** Feedback events. They are never deleted, unless the repository is forgotten. */
export interface FeedbackEvents {
  /** Returns the position of the newest feedback event in any repository; 0 if there is none. */
  lastFeedback(): Promise<number>
  /** Stores a feedback event once, however often it arrives. Returns false if it was already known. */
  recordFeedback(feedbackEvent: FeedbackEvent): Promise<boolean>
  /** Returns the feedback events on one issue, in the order in which they were recorded. */
  feedbackOn(ref: IssueRef): Promise<readonly FeedbackEvent[]>
  /**
   * Returns the feedback events in one repository (null: in all repositories), of the given kinds (omitted: of all
   * kinds), in the order in which they were recorded.
   */
  feedbackIn(repository: RepositoryRef | null, kinds?: readonly FeedbackKind[]): Promise<readonly FeedbackEvent[]>
  /**
   * Returns the feedback events of these kinds that are on the given issues or refer to one of them, in the order in
   * which they were recorded.
   */
  feedbackAbout(
    repository: RepositoryRef,
    numbers: readonly number[],
    kinds: readonly FeedbackKind[],
  ): Promise<readonly FeedbackEvent[]>
}

/** A repository's settings, as last read. */
export interface StoredSettings {
  /** Location of the file: the repository, its owner's `.github` repository, or none. */
  readonly source: 'repository' | 'owner' | 'none'
  /** SHA-256 of the last text; null if there was none. */
  readonly textHash: string | null
  /** The last valid settings, as JSON; null if there have never been any. */
  readonly settings: string | null
  /** Problems in the last text, with file, line and remedy. */
  readonly problems: readonly Problem[]
  /** Milliseconds since the epoch. */
  readonly checkedAt: number
}

/** Each repository's settings. */
export interface RepositorySettingsStore {
  keepSettings(repository: RepositoryRef, kept: StoredSettings): Promise<void>
  /** Returns null if the repository's settings have never been read. */
  keptSettings(repository: RepositoryRef): Promise<StoredSettings | null>
  /** Records the languages and topics of a repository whose settings have been read. */
  keepFacts(repository: RepositoryRef, facts: RepositoryFacts): Promise<void>
  /** Returns null if they have never been read. */
  keptFacts(repository: RepositoryRef): Promise<RepositoryFacts | null>
}

/** A new comment that is about to be written, and the limits that apply to it. */
export interface CommentSlot {
  readonly ref: IssueRef
  /** Login of the issue's reporter. */
  readonly author: string
  /** Milliseconds since the epoch. */
  readonly at: number
  readonly windowMs: number
  /** Maximum number of new comments in the window: in the whole repository, and on this reporter's issues in it. */
  readonly most: { readonly repository: number; readonly author: number }
}

/** Budget for new comments. */
export interface CommentBudget {
  /**
   * Takes a slot and returns true, or returns false if none is left. An issue keeps its slot, so asking again costs
   * nothing.
   */
  takeCommentSlot(slot: CommentSlot): Promise<boolean>
}

/** An act that takes a share of a budget. */
export interface Share {
  readonly repository: RepositoryRef
  /** Name of the budget, e.g. `labels`. */
  readonly budget: string
  /** Login or issue that the budget belongs to; empty for the whole repository. Case does not matter. */
  readonly subject: string
  /** Id of the act. Repeating the same act takes no further share. */
  readonly act: string
  /** Size of the share. Default: 1. */
  readonly count?: number
  /** Milliseconds since the epoch. */
  readonly at: number
  readonly windowMs: number
  /** Size of the budget within the window. */
  readonly most: number
}

/** Budgets for recent acts. */
export interface RecentActs {
  /** Takes the whole share and returns true, or takes nothing and returns false. */
  takeShare(share: Share): Promise<boolean>
}

/** The operator's stop switch for every process that works on this store. */
export interface StopSwitch {
  /** @param why reason to display; null ends the stop */
  setStopped(why: string | null, at: number): Promise<void>
  /** Returns the reason for the stop and the time when it started; null when the bot is not stopped. */
  stopped(): Promise<{ readonly why: string; readonly at: number } | null>
}

export interface WriteProbe {
  /**
   * Writes a row that means nothing.
   * @param at milliseconds since the epoch
   * @throws when the store cannot write
   */
  probeWrite(at: number): Promise<void>
}

/** GitHub's limits on writes. */
export interface RateLimitRules {
  /** Minimum time between the end of a write and the next write, in milliseconds. */
  readonly gapMs: number
  /** At most `most` writes within `withinMs` milliseconds. */
  readonly limits: readonly { readonly most: number; readonly withinMs: number }[]
}

/** One installation's write lease, recent writes and holds. */
export interface RateLimitLedger {
  /**
   * Tries to take the write lease.
   * @returns 0 if the lease was taken, otherwise the milliseconds to wait before the next try
   */
  take(now: number, rules: RateLimitRules): Promise<number>
  /** Gives the lease back and records the write. */
  give(now: number, rules: RateLimitRules): Promise<void>
  /**
   * Records that GitHub asked us to wait `ms` milliseconds from now, at most an hour. A shorter hold never shortens a
   * longer one, unless the longer one ends too far in the future to be valid.
   */
  hold(now: number, ms: number): Promise<void>
  /** Returns the time at which the hold ends; a time in the past if there is no hold. */
  heldUntil(): Promise<number>
}

export interface RateLimits {
  /** The ledger is shared by all processes that use this store. */
  rateLimitOf(installation: number): RateLimitLedger
}

/** A repository as GitHub described it. */
export interface NamedRepository extends KnownRepository {
  /** GitHub's id for the owner; null if unknown. */
  readonly ownerId: number | null
  /** Time of the description, in milliseconds since the epoch. An older description does not replace a newer one. */
  readonly at: number
}

/** Known repositories. Other rows refer to a repository by its id; its name is the last one seen. */
export interface RepositoryRegistry {
  /** Records a repository's name and creates the repository's row, which other rows refer to. */
  claimRepository(repository: NamedRepository): Promise<void>
  /** Records the name of a repository that already has a row. Returns false if the repository has none. */
  recogniseRepository(repository: NamedRepository): Promise<boolean>
  /** Records an owner's new login for all of the owner's repositories. */
  renameOwner(ownerId: number, login: string, at: number): Promise<void>
  /** Resolves a name; null if it is unknown in this store. */
  identify(repository: RepositoryRef): Promise<KnownRepository | null>
  /** Returns the repository with this id and its last seen name; null if nothing is stored about it. */
  repositoryNumbered(id: number): Promise<KnownRepository | null>
  /** Returns the repositories on GitHub, sorted by name. If several were seen under one name, returns the last seen. */
  knownRepositories(): Promise<readonly KnownRepository[]>
  /**
   * Returns an owner's repositories (null: all repositories) that have ever had stored reports. They are sorted and
   * unique by name, as above.
   */
  repositoriesOf(owner: string | null): Promise<readonly KnownRepository[]>
  /** Returns every repository that was last seen under this name, including local ones, with the last seen first. */
  repositoriesCalled(repository: RepositoryRef): Promise<readonly KnownRepository[]>
  /** Records that a public repository was made private. Does nothing if nothing is stored about it. */
  recordMadePrivate(id: number, at: number): Promise<void>
  /**
   * Returns when a repository with this name was last made private, in milliseconds since the epoch; null if that is not
   * known to have happened.
   */
  madePrivateAt(repository: RepositoryRef): Promise<number | null>
  /** Deletes all data about a repository. */
  forgetRepository(id: number): Promise<void>
}

/** What a store deletes because an issue is gone, or because of its age. */
export interface Expiry {
  /** Deletes what was derived from an issue: its report, its outcome, its part in alarms, and the comment's texts. */
  forgetIssue(ref: IssueRef): Promise<void>
  /**
   * Deletes what was derived from issues that were last updated before a time, alarms and outcomes from before it, and
   * the earlier texts of the bot's comment from acts before it. Returns the number of reports deleted.
   * @param before milliseconds since the epoch
   */
  dropExpired(repository: RepositoryRef, before: number): Promise<number>
}

export interface Store
  extends Decisions,
    BotComments,
    FeedbackEvents,
    Outcomes,
    Alarms,
    FixSignals,
    Drafts,
    RepositorySettingsStore,
    CommentBudget,
    RecentActs,
    StopSwitch,
    WriteProbe,
    Reports,
    Matches,
    ClusterIds,
    Templates,
    Backfills,
    Expiry,
    RateLimits,
    RepositoryRegistry {
  /**
   * Returns a view of this store in which only the names of these repositories resolve. The caller must have just
   * looked them up on GitHub. If several have the same name, the last one counts.
   */
  as(repositories: readonly KnownRepository[]): Store
  close(): Promise<void>
}
