/** What people said that bears on one issue, gathered before anything is decided there. Plain data. */
import type { FeedbackEvent } from './feedback-event.ts'
import type { HelpfulStep } from './helpful-steps.ts'
import type { TrackRecord } from './track-record.ts'

export interface IssueFeedback {
  /** The feedback events on this issue, in the order in which they were recorded. */
  readonly feedbackEvents: readonly FeedbackEvent[]
  /** The questions that were put on this issue, each once, oldest first. */
  readonly asked: readonly string[]
  /** How the signatures that were asserted in this repository did there, by id. */
  readonly trackRecords: ReadonlyMap<string, TrackRecord>
  /** Steps that helped in this repository, the most helpful first, by the signature that they belong to. */
  readonly helped: ReadonlyMap<string, readonly HelpfulStep[]>
  /** Why nothing at all may be done here, by the word of a person; null when there is no such word. */
  readonly frozen: string | null
}

/** Where nobody said anything yet. */
export const NO_FEEDBACK: IssueFeedback = {
  feedbackEvents: [],
  asked: [],
  trackRecords: new Map(),
  helped: new Map(),
  frozen: null,
}
