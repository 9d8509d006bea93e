/**
 * What the bot remembers, in its own words. SQL lives in this room and nowhere else. SQLite is the embedded engine;
 * the same interface and the same contract tests hold for every engine.
 *
 * Repositories are asked about by name and kept by GitHub's number. Which number a name has is for GitHub to say: a server
 * works on `as([])`, where no name means anything, and on `as([…])` of what it has just asked GitHub about. A store as it
 * is opened goes by the names that it last heard, which is for the operator's own commands.
 */

import type { FeedbackEvent, FeedbackKind } from '../../core/feedback/feedback-event.ts'
import type { IssueRef, KnownRepository, RepositoryRef } from '../../core/issue-ref.ts'
import type { Backfills, ClusterIds, Matches, Reports, Templates } from './kept-reports.ts'

/** One decision about one issue, as it is kept for the audit. Of the text only what our own comment quoted is kept, redacted. */
export interface DecisionRecord {
  readonly ref: IssueRef
  /** GUID of the delivery that caused it, or null when a person ran the command line. */
  readonly delivery: string | null
  readonly decision: 'assert' | 'ask' | 'silent'
  readonly reason: string
  readonly signature: string | null
  readonly confidence: number
  /** Ids of the evidence clauses, strongest first. */
  readonly evidence: readonly string[]
  /** The question that stood in the comment afterwards; left out when there was none. */
  readonly question?: string
  /** What undoing its acts takes; left out when it did nothing. */
  readonly undo?: Undo
  /** Fingerprint of the signature pack that decided. */
  readonly pack: string
  /** What the plan did: label names, comment created or updated; JSON of the plan's shape without bodies. */
  readonly acts: readonly string[]
  /** Milliseconds since the epoch, from the clock that was passed in. */
  readonly at: number
}

/** How an issue was before the bot acted: its own labels and its own comment, with the redacted lines that it quoted. */
export interface Undo {
  readonly addedLabels: readonly string[]
  readonly removedLabels: readonly string[]
  /** The comment that was written, and what it said before; null when it was new. Null when none was written. */
  readonly comment: { readonly id: number; readonly before: string | null } | null
}

/** The audit: what was decided on each issue. */
export interface Decisions {
  /** Appends one decision. */
  recordDecision(record: DecisionRecord): Promise<void>
  /** The decisions on one issue, oldest first. */
  decisions(ref: IssueRef): Promise<readonly DecisionRecord[]>
  /** Where this pack named a cause in a repository, or any pack in any: once an issue and signature, oldest first. */
  asserts(within?: AssertsWithin): Promise<readonly AssertRecord[]>
}

export interface AssertsWithin {
  readonly repository: RepositoryRef
  readonly pack: string
}

export interface AssertRecord {
  readonly ref: IssueRef
  readonly repositoryId: number
  readonly signature: string
  /** When it was first named there. */
  readonly at: number
}

/** The bot's one comment on each issue. */
export interface BotComments {
  /** Id of the comment that the bot last wrote on the issue; null when it never did. */
  ownCommentId(ref: IssueRef): Promise<number | null>
  /** Remembers the bot's comment on the issue. */
  rememberComment(ref: IssueRef, commentId: number): Promise<void>
}

/** What people said. Nothing is ever taken out, unless the repository is forgotten. */
export interface FeedbackEvents {
  /** Keeps a feedback event once, however often it arrives; false when it was known already. */
  recordFeedback(feedbackEvent: FeedbackEvent): Promise<boolean>
  /** The feedback events that were given on one issue, in the order in which they were recorded. */
  feedbackOn(ref: IssueRef): Promise<readonly FeedbackEvent[]>
  /** Those of a whole repository or of all (null), of these kinds or of all, in the order in which they were recorded. */
  feedbackIn(repository: RepositoryRef | null, kinds?: readonly FeedbackKind[]): Promise<readonly FeedbackEvent[]>
  /** Those of these kinds that were given on some issues or name one of them, in the order in which they were recorded. */
  feedbackAbout(
    repository: RepositoryRef,
    numbers: readonly number[],
    kinds: readonly FeedbackKind[],
  ): Promise<readonly FeedbackEvent[]>
}

/** A repository's settings as they were last read. */
export interface StoredSettings {
  /** Where they stand: in the repository, in its owner's `.github`, or nowhere. */
  readonly source: 'repository' | 'owner' | 'none'
  /** SHA-256 of the text that was read last; null when there was none. */
  readonly textHash: string | null
  /** The last settings that were good, as JSON; null when there never were any. */
  readonly settings: string | null
  /** What is wrong with the text that was read last, with file, line and remedy. */
  readonly problems: readonly SettingsProblem[]
  /** Milliseconds since the epoch. */
  readonly checkedAt: number
}

export interface SettingsProblem {
  readonly file: string
  /** 1-based. */
  readonly line: number
  readonly message: string
  readonly hint: string
}

/** What each repository asks for. */
export interface RepositorySettingsStore {
  keepSettings(repository: RepositoryRef, kept: StoredSettings): Promise<void>
  /** Null for a repository that was never looked at. */
  keptSettings(repository: RepositoryRef): Promise<StoredSettings | null>
}

/** A new comment that is about to be written, and how many are allowed in the time before it. */
export interface CommentSlot {
  readonly ref: IssueRef
  /** Login of the issue's reporter. */
  readonly author: string
  /** Milliseconds since the epoch. */
  readonly at: number
  readonly windowMs: number
  /** Most new comments within the window, in the repository and on issues of this reporter there. */
  readonly most: { readonly repository: number; readonly author: number }
}

/** How much the bot said lately. */
export interface CommentBudget {
  /** Takes a turn if one is left. An issue that has its turn keeps it, however often it is asked for. */
  takeTurn(turn: CommentSlot): Promise<boolean>
}

/** Something that takes a part of what may be done within a time. */
export interface Share {
  readonly repository: RepositoryRef
  /** What is counted, e.g. `labels`. */
  readonly budget: string
  /** Whose it is, a login or an issue; empty for the whole repository. Case does not matter. */
  readonly subject: string
  /** What is done. The same again takes nothing more. */
  readonly act: string
  /** How much it takes; 1 when left out. */
  readonly count?: number
  /** Milliseconds since the epoch. */
  readonly at: number
  readonly windowMs: number
  /** The most within the window. */
  readonly most: number
}

/** How much was done lately. */
export interface RecentActs {
  /** Takes a share if it is left; false when it is not, and nothing is taken then. */
  takeShare(share: Share): Promise<boolean>
}

/** The operator's word to every process that works on this store. */
export interface StopSwitch {
  /** @param why shown to whoever asks; null lets the bot go on */
  setStopped(why: string | null, at: number): Promise<void>
  /** Why and since when the bot is stopped; null when it is not. */
  stopped(): Promise<{ readonly why: string; readonly at: number } | null>
}

/** What GitHub asks of who writes; as in `adapters/github/rate-limit-state.ts`. */
export interface RateLimitState {
  readonly gapMs: number
  readonly limits: readonly { readonly most: number; readonly withinMs: number }[]
}

/** Whose turn it is to write for one installation, among all processes of this store; as in `adapters/github/rate-limit-state.ts`. */
export interface SharedRateLimit {
  take(now: number, rules: RateLimitState): Promise<number>
  give(now: number, rules: RateLimitState): Promise<void>
  hold(now: number, ms: number): Promise<void>
  heldUntil(): Promise<number>
}

export interface RateLimits {
  rateLimitOf(installation: number): SharedRateLimit
}

/** What GitHub said of a repository. */
export interface NamedRepository extends KnownRepository {
  /** GitHub's number of its owner; null where that was not said. */
  readonly ownerId: number | null
  /** When it was said, in milliseconds since the epoch: an older word does not undo a newer one. */
  readonly at: number
}

/** Which repositories there are. Whatever is kept about one belongs to its number, and its name is what it was last seen under. */
export interface RepositoryRegistry {
  /** Learns what a repository is called, and makes a place for what is going to be kept about it. */
  claimRepository(repository: NamedRepository): Promise<void>
  /** Learns what a repository is called that has a place already; false when it has none. */
  recogniseRepository(repository: NamedRepository): Promise<boolean>
  /** Learns that an owner has another login, as all of its repositories then have. */
  renameOwner(ownerId: number, login: string, at: number): Promise<void>
  /** The repository that a name means here; null when it means none. */
  identify(repository: RepositoryRef): Promise<KnownRepository | null>
  /** The repository of this number, as it was last called; null when nothing is kept about it. */
  repositoryNumbered(id: number): Promise<KnownRepository | null>
  /** GitHub's repositories, by name; of several that were seen under one name the last. */
  knownRepositories(): Promise<readonly KnownRepository[]>
  /** Those of an owner, or of all (null), of which reports were ever kept; by name, of several of one name the last. */
  repositoriesOf(owner: string | null): Promise<readonly KnownRepository[]>
  /** Every repository that was last seen under a name, local ones too, the last one first. */
  repositoriesCalled(repository: RepositoryRef): Promise<readonly KnownRepository[]>
  /** Deletes everything kept about a repository. */
  forgetRepository(id: number): Promise<void>
}

export interface Store
  extends Decisions,
    BotComments,
    FeedbackEvents,
    RepositorySettingsStore,
    CommentBudget,
    RecentActs,
    StopSwitch,
    Reports,
    Matches,
    ClusterIds,
    Templates,
    Backfills,
    RateLimits,
    RepositoryRegistry {
  /**
   * The same store, in which a name means one of these repositories and every other name means nothing. It is for whoever
   * just learnt from GitHub which repositories they are; of several of one name the last counts.
   */
  as(repositories: readonly KnownRepository[]): Store
  close(): Promise<void>
}
