/**
 * A feedback event is what a person says about an answer of the bot, by a command or by an action. Feedback events are
 * only ever added; this module determines which of them prevail.
 */
import { formatRef, type IssueRef } from '../issue-ref.ts'

export const FEEDBACK_KINDS = [
  // About two issues:
  'duplicate-of',
  'not-duplicate',
  'split',
  'canonical',
  // About a cause:
  'wrong-signature',
  'is-signature',
  'worked',
  'did-not-work',
  'signal',
  // About the bot itself:
  'stop',
  'undo',
  'unwelcome',
  'unmute',
  'pause',
] as const

export type FeedbackKind = (typeof FEEDBACK_KINDS)[number]

/** The person's rights in the repository at that time, from least to most. */
export const RIGHTS = ['anyone', 'reporter', 'maintainer'] as const

export type Rights = (typeof RIGHTS)[number]

/** How the feedback was given. */
export const FEEDBACK_ORIGINS = [
  'command',
  'label',
  'reaction',
  'box',
  'comment-deleted',
  'comment-minimised',
  'closed',
  'reopened',
  'duplicate-marked',
  'duplicate-unmarked',
] as const

export type FeedbackOrigin = (typeof FEEDBACK_ORIGINS)[number]

/** Detail of an undo that was suppressed because nothing could be written: its target is still in place. */
export const SUPPRESSED = 'held back'

export interface FeedbackEvent {
  /** The same each time the event arrives: a delivery's GUID, or a comment's id with the command. */
  readonly id: string
  /** The issue on which the feedback was given. */
  readonly ref: IssueRef
  readonly kind: FeedbackKind
  /** The other issue when the feedback is about two; otherwise null. */
  readonly other: IssueRef | null
  /** The signature that it is about, as the pack had it at that time. */
  readonly signature: { readonly id: string; readonly version: number } | null
  /** 1-based step of the checklist; null when the whole checklist is meant. */
  readonly step: number | null
  /** The word of a signal; the days of a pause; `SUPPRESSED`. */
  readonly detail: string | null
  /** Login. */
  readonly who: string
  readonly rights: Rights
  readonly origin: FeedbackOrigin
  /** Milliseconds since the epoch, by GitHub's clock when it gives the time. */
  readonly at: number
}

/**
 * The feedback event that prevails among several about one question: the latest one by the people with the most rights.
 * Events of the same instant count in the given order.
 * @returns undefined only for an empty list
 */
export function prevailing(feedbackEvents: readonly FeedbackEvent[]): FeedbackEvent | undefined {
  return feedbackEvents.reduce<FeedbackEvent | undefined>((held, next) => {
    if (held === undefined) return next
    const more = RIGHTS.indexOf(next.rights) - RIGHTS.indexOf(held.rights)
    return more > 0 || (more === 0 && next.at >= held.at) ? next : held
  }, undefined)
}

/** The kinds about whether two issues have the same cause. */
const ABOUT_TWO: readonly FeedbackKind[] = ['duplicate-of', 'not-duplicate', 'split']

/**
 * The prevailing feedback on whether two issues have the same cause: one event per pair, on whichever of the two issues
 * it was given.
 */
export function pairEvents(feedbackEvents: readonly FeedbackEvent[]): readonly FeedbackEvent[] {
  const about = feedbackEvents.filter(({ kind, other }) => other !== null && ABOUT_TWO.includes(kind))
  return [...Map.groupBy(about, pairOf).values()].flatMap((pair) => prevailing(pair) ?? [])
}

function pairOf({ ref, other }: FeedbackEvent): string {
  return [ref, other ?? ref]
    .map((it) => formatRef(it).toLowerCase())
    .sort()
    .join(' ')
}
