/**
 * What the bot remembers, in its own words. SQL lives in this room and nowhere else. SQLite is the embedded engine;
 * the same interface and the same contract tests hold for every engine.
 */
import type { IssueRef, RepositoryRef } from '../issue-ref.ts'
import type { Verdict, VerdictKind } from '../verdict.ts'

/** One decision about one issue, as it is kept for the audit. No text of the issue is kept. */
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

/** How an issue was before the bot acted: its own labels and its own comment, nothing that anybody else wrote. */
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
  readonly signature: string
  /** When it was first named there. */
  readonly at: number
}

/** The bot's one comment on each issue. */
export interface OwnComments {
  /** Id of the comment that the bot last wrote on the issue; null when it never did. */
  ownCommentId(ref: IssueRef): Promise<number | null>
  /** Remembers the bot's comment on the issue. */
  rememberComment(ref: IssueRef, commentId: number): Promise<void>
}

/** What people said. Nothing is ever taken out, unless the repository is forgotten. */
export interface Verdicts {
  /** Keeps a verdict once, however often it arrives; false when it was known already. */
  recordVerdict(verdict: Verdict): Promise<boolean>
  /** The verdicts that were given on one issue, in the order in which they were recorded. */
  verdictsOn(ref: IssueRef): Promise<readonly Verdict[]>
  /** Those of a whole repository or of all (null), of these kinds or of all, in the order in which they were recorded. */
  verdictsIn(repository: RepositoryRef | null, kinds?: readonly VerdictKind[]): Promise<readonly Verdict[]>
}

/** A repository's settings as they were last read. */
export interface KeptSettings {
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
  keepSettings(repository: RepositoryRef, kept: KeptSettings): Promise<void>
  /** Null for a repository that was never looked at. */
  keptSettings(repository: RepositoryRef): Promise<KeptSettings | null>
}

/** A new comment that is about to be written, and how many are allowed in the time before it. */
export interface CommentTurn {
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
export interface CommentTurns {
  /** Takes a turn if one is left. An issue that has its turn keeps it, however often it is asked for. */
  takeTurn(turn: CommentTurn): Promise<boolean>
}

/** The operator's word to every process that works on this store. */
export interface StopSwitch {
  /** @param why shown to whoever asks; null lets the bot go on */
  setStopped(why: string | null, at: number): Promise<void>
  /** Why and since when the bot is stopped; null when it is not. */
  stopped(): Promise<{ readonly why: string; readonly at: number } | null>
}

/** What is kept of one report. All of it is derived and redacted. */
export interface KeptReport {
  readonly number: number
  readonly open: boolean
  readonly closedAs: 'completed' | 'not_planned' | 'duplicate' | null
  readonly closedAt: number | null
  /** Login. */
  readonly author: string
  /** Times are milliseconds since the epoch. */
  readonly createdAt: number
  readonly updatedAt: number
  readonly reactions: number
  /** JSON of what was derived from its text. */
  readonly digest: string
}

/** What changed among the reports of a repository. */
export interface ReportChanges {
  /** Another one than before: what was known of the repository was forgotten meanwhile, or is to be read anew. */
  readonly epoch: string
  /** Ask with this one next time. */
  readonly revision: number
  readonly kept: readonly KeptReport[]
  /** Numbers of reports that are gone. */
  readonly gone: readonly number[]
  /** Whether there is more to ask for. */
  readonly more: boolean
}

/** The reports of each repository. Every change has a revision; the order of revisions is the order of commits. */
export interface Reports {
  /** Keeps reports, all or none; one that is known in a later state of its issue stays. */
  keepReports(repository: RepositoryRef, reports: readonly KeptReport[]): Promise<void>
  /** Forgets one whose issue was deleted or moved away, with its matches. */
  dropReport(ref: IssueRef): Promise<void>
  /** What changed after a revision, a page at a time; 0 begins at the beginning. Null when nothing was ever kept. */
  reportsSince(repository: RepositoryRef, revision: number): Promise<ReportChanges | null>
  /** Those of these numbers that are kept, in the order of their numbers. */
  reportsNumbered(repository: RepositoryRef, numbers: readonly number[]): Promise<readonly KeptReport[]>
  /** The repositories of an owner, or of all (null), of which reports were ever kept, by name; names in lower case. */
  repositoriesOf(owner: string | null): Promise<readonly RepositoryRef[]>
  countReports(repository: RepositoryRef): Promise<number>
  /** Those with the lowest numbers. */
  oldestReports(repository: RepositoryRef, most: number): Promise<readonly KeptReport[]>
}

export interface KeptMatch {
  readonly number: number
  /** Number of the earlier report of the same cause. */
  readonly other: number
  readonly probability: number
  readonly reasons: readonly string[]
}

/** Which reports were found to share a cause. */
export interface Matches {
  /** Replaces what was found for one report. */
  keepMatches(ref: IssueRef, matches: readonly Omit<KeptMatch, 'number'>[]): Promise<void>
  /** In the order of their numbers. */
  matchesIn(repository: RepositoryRef): Promise<readonly KeptMatch[]>
}

/** Which cluster each report belongs to. */
export interface KnownClusters {
  /** Id of the cluster by the number of the report. */
  readonly ids: ReadonlyMap<number, number>
  /** Highest id that was ever given in the repository. */
  readonly last: number
}

export interface ClusterIds {
  /** Works the ids out anew and keeps them, while no other process does. */
  assignClusters(repository: RepositoryRef, assign: (known: KnownClusters) => KnownClusters): Promise<KnownClusters>
}

/** What the forms of each repository print into its reports. */
export interface Templates {
  /** Replaces them; every index of the repository is then made anew. The same ones again change nothing. */
  keepTemplates(repository: RepositoryRef, templates: readonly string[]): Promise<void>
  /** Redacted; none where none were ever kept. */
  templatesOf(repository: RepositoryRef): Promise<readonly string[]>
}

/** How far the reading of older issues came, in words of who reads them. */
export interface Backfills {
  keepBackfill(repository: RepositoryRef, progress: string): Promise<void>
  keptBackfill(repository: RepositoryRef): Promise<string | null>
}

/** What GitHub asks of who writes; as in `github/pace-ledger.ts`. */
export interface PaceRules {
  readonly gapMs: number
  readonly limits: readonly { readonly most: number; readonly withinMs: number }[]
}

/** Whose turn it is to write for one installation, among all processes of this store; as in `github/pace-ledger.ts`. */
export interface SharedPace {
  take(now: number, rules: PaceRules): Promise<number>
  give(now: number, rules: PaceRules): Promise<void>
  hold(until: number): Promise<void>
  heldUntil(): Promise<number>
}

export interface Paces {
  paceOf(installation: number): SharedPace
}

export interface Store
  extends Decisions,
    OwnComments,
    Verdicts,
    RepositorySettingsStore,
    CommentTurns,
    StopSwitch,
    Reports,
    Matches,
    ClusterIds,
    Templates,
    Backfills,
    Paces {
  /** Deletes everything kept about a repository. */
  forgetRepository(owner: string, repo: string): Promise<void>
  close(): Promise<void>
}
