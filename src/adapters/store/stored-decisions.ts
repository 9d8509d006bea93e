/** The part of the store's interface with what the bot decided and wrote. */
import type { IssueRef, RepositoryRef } from '../../core/issue-ref.ts'

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
