/**
 * A signature's track record in one repository: how many of its most recent asserts people rejected, and how many of its
 * answers the ends of their threads contradicted. A signature that is rejected too often, or contradicted beyond chance,
 * is muted: it asks instead of asserting until a maintainer unmutes it or the pack changes.
 */
import { promisedPrecision } from '../diagnosis/measured.ts'
import type { IssueRef } from '../issue-ref.ts'
import { type AnswerOutcome, type ContradictionRecord, contradictionRecord } from '../outcomes/outcome-record.ts'
import { fromDistinctPeople } from './distinct-people.ts'
import { type FeedbackEvent, prevailing } from './feedback-event.ts'

/** One issue on which a signature was asserted. */
export interface Assert {
  readonly ref: IssueRef
  readonly signature: string
  /** Milliseconds since the epoch. */
  readonly at: number
}

export interface TrackRecord {
  readonly asserted: number
  /** Rejections by maintainers, and by people without rights if at least three of them agree. */
  readonly rejected: number
  /** Answers that the ends of their threads contradicted; absent if no thread has been graded. */
  readonly endings?: ContradictionRecord
  readonly isMuted: boolean
}

/** Number of recent asserts that count. */
const WINDOW = 20
/** Share of rejected asserts above which a signature is muted. */
const MAX_REJECTED = 1 / 5
/** With fewer asserts, one angry person could mute a signature. */
const MIN_ASSERTS = 5
/**
 * Number of people without rights who must agree before their rejections count for the whole repository, because
 * accounts cost nothing.
 */
const MIN_PEOPLE = 3

/**
 * @param asserts the asserts in one repository by the pack in force, oldest first, one per issue and signature
 * @param feedbackEvents events from the same repository
 * @param outcomes how answers by the pack in force ended there, oldest first
 * @returns track records by signature id
 */
export function trackRecordsOf(
  asserts: readonly Assert[],
  feedbackEvents: readonly FeedbackEvent[],
  outcomes: readonly AnswerOutcome[] = [],
): ReadonlyMap<string, TrackRecord> {
  const bySignature = Map.groupBy(asserts, ({ signature }) => signature)
  return new Map(
    [...bySignature].map(([id, its]) => [id, trackRecordOf(id, { asserts: its, feedbackEvents, outcomes })]),
  )
}

interface Past {
  readonly asserts: readonly Assert[]
  readonly feedbackEvents: readonly FeedbackEvent[]
  readonly outcomes: readonly AnswerOutcome[]
}

function trackRecordOf(id: string, { asserts, feedbackEvents, outcomes }: Past): TrackRecord {
  const about = feedbackEvents.filter(({ signature }) => signature?.id === id)
  const unmutedAt = prevailing(about.filter(({ kind }) => kind === 'unmute'))?.at ?? Number.NEGATIVE_INFINITY
  const last = asserts.filter(({ at }) => at > unmutedAt).slice(-WINDOW)
  const rejections = last.flatMap(({ ref }) => rejectionIn(about.filter((it) => it.ref.number === ref.number)) ?? [])
  const rejected = countingRejections(rejections)
  const isRejected = last.length >= MIN_ASSERTS && rejected / last.length > MAX_REJECTED
  const ended = outcomes.filter(({ signature, answeredAt }) => signature === id && answeredAt > unmutedAt)
  const endings = contradictionRecord(ended, promisedPrecision(id))
  return {
    asserted: last.length,
    rejected,
    ...(endings.graded > 0 && { endings }),
    isMuted: isRejected || endings.isBeyondChance,
  }
}

function countingRejections(rejections: readonly FeedbackEvent[]): number {
  const distinct = fromDistinctPeople(rejections)
  const people = distinct.filter(({ rights }) => rights !== 'maintainer').length
  return people < MIN_PEOPLE ? distinct.length - people : distinct.length
}

/**
 * @param feedbackEvents events on one issue about one signature
 * @returns the prevailing event if it rejects the signature; undefined when the signature is not rejected
 */
export function rejectionIn(feedbackEvents: readonly FeedbackEvent[]): FeedbackEvent | undefined {
  const about = feedbackEvents.filter(({ kind }) => kind === 'wrong-signature' || kind === 'is-signature')
  const last = prevailing(about)
  return last?.kind === 'wrong-signature' ? last : undefined
}
