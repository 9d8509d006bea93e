/** The feedback that affects one issue, loaded before the issue is triaged. Plain data. */
import type { FeedbackEvent } from './feedback-event.ts'
import type { HelpfulStep } from './helpful-steps.ts'
import type { TrackRecord } from './track-record.ts'

export interface IssueFeedback {
  /** The feedback events on this issue, in the order in which they were recorded. */
  readonly feedbackEvents: readonly FeedbackEvent[]
  /** The questions that were asked on this issue, each once, oldest first. */
  readonly asked: readonly string[]
  /** Track records of the signatures that were asserted in this repository, by signature id. */
  readonly trackRecords: ReadonlyMap<string, TrackRecord>
  /** Steps that helped in this repository, the most helpful first, by signature id. */
  readonly helped: ReadonlyMap<string, readonly HelpfulStep[]>
  /** The reason why feedback forbids any write to this issue; null when it does not. */
  readonly frozen: string | null
}

/** The value for an issue without feedback. */
export const NO_FEEDBACK: IssueFeedback = {
  feedbackEvents: [],
  asked: [],
  trackRecords: new Map(),
  helped: new Map(),
  frozen: null,
}
