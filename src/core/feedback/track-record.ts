/**
 * How a signature stands in one repository: of its last asserts there, how many people rejected. One that is rejected
 * too often asks instead of asserting, until a maintainer lets it speak again or the pack changes.
 */
import type { IssueRef } from '../issue-ref.ts'
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
  /** By maintainers, and by people without rights where they are several. */
  readonly rejected: number
  readonly isMuted: boolean
}

const WINDOW = 20
const MAX_REJECTED = 1 / 5
/** Below this many asserts one angry person would mute a signature. */
const MIN_ASSERTS = 5
/** People without rights who must agree before their word counts for the whole repository: accounts cost nothing. */
const MIN_PEOPLE = 3

/**
 * @param asserts of one repository, by the pack in force, oldest first, one an issue and signature
 * @param feedback events of the same repository
 */
export function trackRecordsOf(
  asserts: readonly Assert[],
  feedbackEvents: readonly FeedbackEvent[],
): ReadonlyMap<string, TrackRecord> {
  const bySignature = Map.groupBy(asserts, ({ signature }) => signature)
  return new Map([...bySignature].map(([id, its]) => [id, trackRecordOf(id, its, feedbackEvents)]))
}

function trackRecordOf(id: string, asserts: readonly Assert[], feedbackEvents: readonly FeedbackEvent[]): TrackRecord {
  const about = feedbackEvents.filter(({ signature }) => signature?.id === id)
  const unmutedAt = prevailing(about.filter(({ kind }) => kind === 'unmute'))?.at ?? Number.NEGATIVE_INFINITY
  const last = asserts.filter(({ at }) => at > unmutedAt).slice(-WINDOW)
  const rejections = last.flatMap(({ ref }) => rejectionIn(about.filter((it) => it.ref.number === ref.number)) ?? [])
  const rejected = countingRejections(rejections)
  const isMuted = last.length >= MIN_ASSERTS && rejected / last.length > MAX_REJECTED
  return { asserted: last.length, rejected, isMuted }
}

function countingRejections(rejections: readonly FeedbackEvent[]): number {
  const distinct = fromDistinctPeople(rejections)
  const people = distinct.filter(({ rights }) => rights !== 'maintainer').length
  return people < MIN_PEOPLE ? distinct.length - people : distinct.length
}

/**
 * @param feedback events on one issue about one signature
 * @returns the word that rejects it there; undefined where it stands
 */
export function rejectionIn(feedbackEvents: readonly FeedbackEvent[]): FeedbackEvent | undefined {
  const about = feedbackEvents.filter(({ kind }) => kind === 'wrong-signature' || kind === 'is-signature')
  const held = prevailing(about)
  return held?.kind === 'wrong-signature' ? held : undefined
}
