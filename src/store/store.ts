/**
 * What the bot remembers, in its own words. SQL lives in this room and nowhere else. SQLite is the embedded engine;
 * the same interface and the same contract tests hold for every engine.
 */
import type { IssueRef } from '../issue-ref.ts'

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
  /** Fingerprint of the signature pack that decided. */
  readonly pack: string
  /** What the plan did: label names, comment created or updated; JSON of the plan's shape without bodies. */
  readonly acts: readonly string[]
  /** Milliseconds since the epoch, from the clock that was passed in. */
  readonly at: number
}

/** The audit: what was decided on each issue. */
export interface Decisions {
  /** Appends one decision. */
  recordDecision(record: DecisionRecord): Promise<void>
  /** The decisions on one issue, oldest first. */
  decisions(ref: IssueRef): Promise<readonly DecisionRecord[]>
}

/** The bot's one comment on each issue. */
export interface OwnComments {
  /** Id of the comment that the bot last wrote on the issue; null when it never did. */
  ownCommentId(ref: IssueRef): Promise<number | null>
  /** Remembers the bot's comment on the issue. */
  rememberComment(ref: IssueRef, commentId: number): Promise<void>
}

export interface Store extends Decisions, OwnComments {
  /** Deletes everything kept about a repository. */
  forgetRepository(owner: string, repo: string): Promise<void>
  close(): Promise<void>
}
