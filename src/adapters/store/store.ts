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
import type { CommentBudget, RateLimits, RecentActs } from './budgets.ts'
import type { Alarms } from './stored-alarms.ts'
import type { BotComments, Decisions } from './stored-decisions.ts'
import type { Drafts } from './stored-drafts.ts'
import type { FixSignals } from './stored-fixes.ts'
import type { Outcomes } from './stored-outcomes.ts'
import type { Backfills, ClusterIds, Matches, Reports, Templates } from './stored-reports.ts'
import type { RepositoryRegistry } from './stored-repositories.ts'
import type { RepositorySettingsStore } from './stored-settings.ts'

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
