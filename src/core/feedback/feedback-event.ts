/**
 * A feedback event is what a person said about what the bot said, in words or by an act. Verdicts are only ever added: which
 * of them holds is worked out from all of them, here. It knows nothing of how a feedback event was given or what follows.
 */
import { formatRef, type IssueRef } from '../issue-ref.ts'

/** What can be said. The first group is about two issues, the second about a cause, the third about the bot itself. */
export const FEEDBACK_KINDS = [
  ...(['duplicate-of', 'not-duplicate', 'split', 'canonical'] as const),
  ...(['wrong-signature', 'is-signature', 'worked', 'did-not-work', 'signal'] as const),
  ...(['stop', 'undo', 'unwelcome', 'unmute', 'pause'] as const),
] as const

export type FeedbackKind = (typeof FEEDBACK_KINDS)[number]

/** What the person might do in that repository when they spoke, from least to most. */
export const RIGHTS = ['anyone', 'reporter', 'maintainer'] as const

export type Rights = (typeof RIGHTS)[number]

/** How it was said. */
export const FEEDBACK_ORIGINS = [
  ...(['command', 'label', 'reaction', 'box', 'comment-deleted', 'comment-minimised'] as const),
  ...(['closed', 'reopened', 'duplicate-marked', 'duplicate-unmarked'] as const),
] as const

export type FeedbackOrigin = (typeof FEEDBACK_ORIGINS)[number]

/** Detail of an undo that was not carried out, since nothing might be written then: the act that it meant still stands. */
export const SUPPRESSED = 'held back'

export interface FeedbackEvent {
  /** What makes it one feedback event however often it arrives: a delivery's GUID, or a comment's id with a position in it. */
  readonly id: string
  /** The issue that it was said on. */
  readonly ref: IssueRef
  readonly kind: FeedbackKind
  /** The other issue of a feedback event about two; null for all the others. */
  readonly other: IssueRef | null
  /** The signature that it is about, as the pack had it at that time. */
  readonly signature: { readonly id: string; readonly version: number } | null
  /** 1-based step of the checklist; null when the whole of it is meant. */
  readonly step: number | null
  /** The word of a signal; the days of a pause; `SUPPRESSED`. */
  readonly detail: string | null
  /** Login. */
  readonly who: string
  readonly rights: Rights
  readonly origin: FeedbackOrigin
  /** Milliseconds since the epoch, as GitHub tells them where it does. */
  readonly at: number
}

/**
 * The feedback event that holds among several that answer one question: the later word of the one with more rights. Two words
 * of the same instant are taken in the order in which they are given.
 * @returns undefined only when there is none
 */
export function prevailing(feedbackEvents: readonly FeedbackEvent[]): FeedbackEvent | undefined {
  return feedbackEvents.reduce<FeedbackEvent | undefined>((held, next) => {
    if (held === undefined) return next
    const more = RIGHTS.indexOf(next.rights) - RIGHTS.indexOf(held.rights)
    return more > 0 || (more === 0 && next.at >= held.at) ? next : held
  }, undefined)
}

/** The kinds that answer whether two issues are the same. */
const ABOUT_TWO: readonly FeedbackKind[] = ['duplicate-of', 'not-duplicate', 'split']

/**
 * What people hold of two issues being the same: of every pair that somebody spoke of the feedback event that prevails,
 * whichever of the two issues it was said on.
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
