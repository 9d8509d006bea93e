/**
 * Summarises feedback by signature: turns the asserts and feedback events on any number of issues into counts and a
 * precision with its interval.
 */
import { formatRef } from '../issue-ref.ts'
import { type FeedbackEvent, prevailing } from './feedback-event.ts'
import type { Assert } from './track-record.ts'
import { rejectionIn } from './track-record.ts'

export interface SignatureFeedback {
  readonly signature: string
  /** Number of issues on which it was asserted. */
  readonly asserted: number
  /** Of these, the number on which people confirmed it or said that it helped. */
  readonly accepted: number
  readonly rejected: number
  readonly worked: number
  readonly didNotWork: number
  /** Number of signals by name, counting each person once per issue; signals that nobody gave are omitted. */
  readonly signals: Readonly<Record<string, number>>
  readonly steps: readonly StepFeedback[]
  /** Share of accepted issues among those that were accepted or rejected; null when there are none. */
  readonly precision: Interval | null
}

export interface StepFeedback {
  /** 1-based. */
  readonly step: number
  readonly worked: number
  readonly didNotWork: number
}

export interface Interval {
  readonly share: number
  readonly low: number
  readonly high: number
}

/** @returns one entry per signature, in order of id */
export function feedbackOf(
  asserts: readonly Assert[],
  feedbackEvents: readonly FeedbackEvent[],
): readonly SignatureFeedback[] {
  const about = Map.groupBy(feedbackEvents, ({ signature }) => signature?.id ?? '')
  const named = Map.groupBy(asserts, ({ signature }) => signature)
  const ids = [...new Set([...named.keys(), ...about.keys()])].filter((id) => id !== '').sort()
  return ids.map((id) => feedbackOn(id, named.get(id) ?? [], about.get(id) ?? []))
}

function feedbackOn(
  signature: string,
  asserts: readonly Assert[],
  feedbackEvents: readonly FeedbackEvent[],
): SignatureFeedback {
  const byIssue = Map.groupBy(feedbackEvents, ({ ref }) => formatRef(ref).toLowerCase())
  const feedbackByAssert = asserts.map(({ ref }) => byIssue.get(formatRef(ref).toLowerCase()) ?? [])
  const rejected = feedbackByAssert.filter((events) => rejectionIn(events) !== undefined).length
  const accepted = feedbackByAssert.filter((events) => rejectionIn(events) === undefined && isAccepted(events)).length
  return {
    signature,
    asserted: asserts.length,
    accepted,
    rejected,
    worked: countOf(feedbackEvents, 'worked'),
    didNotWork: countOf(feedbackEvents, 'did-not-work'),
    signals: signalsOf(feedbackEvents),
    steps: stepsOf(feedbackEvents),
    precision: accepted + rejected === 0 ? null : wilson(accepted, accepted + rejected),
  }
}

/** @param feedbackEvents events on one issue about one signature, none of which rejects it */
export function isAccepted(feedbackEvents: readonly FeedbackEvent[]): boolean {
  if (feedbackEvents.some(({ kind }) => kind === 'is-signature')) return true
  return (
    prevailing(feedbackEvents.filter(({ kind }) => kind === 'worked' || kind === 'did-not-work'))?.kind === 'worked'
  )
}

function countOf(feedbackEvents: readonly FeedbackEvent[], kind: FeedbackEvent['kind']): number {
  return feedbackEvents.filter((it) => it.kind === kind).length
}

function signalsOf(feedbackEvents: readonly FeedbackEvent[]): Readonly<Record<string, number>> {
  const words = feedbackEvents.flatMap(({ kind, detail }) => (kind === 'signal' && detail !== null ? [detail] : []))
  const counts = [...Map.groupBy(words, (word) => word)].map(([word, all]) => [word, all.length] as const)
  return Object.fromEntries(counts.sort(([a], [b]) => (a < b ? -1 : 1)))
}

function stepsOf(feedbackEvents: readonly FeedbackEvent[]): readonly StepFeedback[] {
  const byStep = Map.groupBy(feedbackEvents, ({ step }) => step ?? 0)
  return [...byStep]
    .filter(([step]) => step > 0)
    .sort(([a], [b]) => a - b)
    .map(([step, its]) => ({ step, worked: countOf(its, 'worked'), didNotWork: countOf(its, 'did-not-work') }))
}

/** 97.5% quantile of the standard normal distribution, for a 95% interval. */
const Z = 1.959964

/**
 * The 95% Wilson score interval of a share. E. B. Wilson, "Probable inference, the law of succession, and statistical
 * inference", 1927.
 */
export function wilson(right: number, of: number): Interval {
  const share = right / of
  const square = Z ** 2
  const middle = share + square / (2 * of)
  const half = Z * Math.sqrt((share * (1 - share)) / of + square / (4 * of ** 2))
  const bound = (value: number) => Math.min(1, Math.max(0, value / (1 + square / of)))
  return { share, low: bound(middle - half), high: bound(middle + half) }
}
