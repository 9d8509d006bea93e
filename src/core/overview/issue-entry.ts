/** The facts about one issue that lists and summaries show. Derived from its digest and the audit; all text is redacted. */
import type { IndexedReport } from '../duplicates/digest.ts'
import { isAccepted } from '../feedback/feedback.ts'
import type { FeedbackEvent } from '../feedback/feedback-event.ts'
import { rejectionIn } from '../feedback/track-record.ts'
import type { Stage } from '../flow/stage.ts'

/** The decisions on one issue that matter for lists, from the audit. */
export interface IssueDecision {
  readonly decision: 'assert' | 'ask' | 'silent'
  readonly reason: string
  readonly signature: string | null
  readonly confidence: number
  /** The question that is open; null if none is. */
  readonly question: string | null
  /** When the bot first decided this way without deciding otherwise since. Milliseconds since the epoch. */
  readonly since: number
  /** When the label that warns of a credential was added; null if it is not on the issue. */
  readonly credentialSince: number | null
}

export interface IssueEntry {
  readonly number: number
  readonly title: string
  readonly author: string
  readonly open: boolean
  /** Milliseconds since the epoch. */
  readonly createdAt: number
  readonly product: string | null
  readonly version: string | null
  /** The stage at which the login in its logs broke; null if the logs show none. */
  readonly stage: Stage | null
  /** Whether it is about an authentication failure. */
  readonly isAuth: boolean
  /** What the bot decided; null for an issue that was only stored, because it is older than the bot. */
  readonly decided: IssueDecision | null
  /** The asserted signature; for an issue that was only stored, the one that would have been asserted. */
  readonly signature: string | null
  /** The server that the signature captured; null if there is none. */
  readonly host: string | null
  /** The event that rejects the bot's answer; null if nobody rejected it. */
  readonly rejected: FeedbackEvent | null
  /** Whether people confirmed the asserted signature, or said that its checklist helped. */
  readonly isAccepted: boolean
  /** Id of its cluster; null if it is in none. */
  readonly cluster: number | null
}

/** Topic probability from which an issue without a decision counts as being about authentication. */
const MIN_TOPIC = 0.5

export interface FactsAbout {
  readonly report: IndexedReport
  readonly decided: IssueDecision | null
  /** Feedback events on this issue. */
  readonly feedbackEvents: readonly FeedbackEvent[]
  readonly cluster: number | null
}

export function toIssueEntry({ report, decided, feedbackEvents, cluster }: FactsAbout): IssueEntry {
  const { number, author, open, createdAt, digest } = report
  const { title, environment, cause, topic = 0, flow = null } = digest
  const stored = cause?.asserted ? cause.signature : null
  const signature = decided === null ? stored : decided.signature
  const rejected = rejectionIn(feedbackEvents) ?? null
  const about = feedbackEvents.filter((it) => it.signature?.id === signature)
  const isAnswered = decided !== null && decided.decision !== 'silent'
  return {
    number,
    title,
    author,
    open,
    createdAt,
    product: environment.product,
    version: environment.version,
    stage: flow?.broken ?? null,
    isAuth: isAnswered || signature !== null || topic >= MIN_TOPIC,
    decided,
    signature,
    host: signature !== null && cause?.signature === signature ? (cause.captures['host'] ?? null) : null,
    rejected,
    isAccepted: decided?.decision === 'assert' && rejected === null && isAccepted(about),
    cluster,
  }
}
