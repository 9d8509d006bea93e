/**
 * A feedback event records a person's opinion of one of the bot's answers, given by a command or an action. Feedback
 * events are only ever added; this module determines which of them prevail.
 */
import { formatRef, type IssueRef } from '../issue-ref.ts'

export const FEEDBACK_KINDS = [
  // About two issues:
  'duplicate-of',
  'not-duplicate',
  'split',
  /** Takes back what was said about the two issues before. */
  'take-back',
  'canonical',
  // About a cause:
  'wrong-signature',
  'is-signature',
  'worked',
  'did-not-work',
  'signal',
  /** A maintainer says which version fixes the failure. */
  'fixed-in',
  // About the bot itself:
  'stop',
  'start',
  'undo',
  'unwelcome',
  'unmute',
  'pause',
] as const

export type FeedbackKind = (typeof FEEDBACK_KINDS)[number]

/** The person's rights in the repository at that time, ordered from least to most. */
export const RIGHTS = ['anyone', 'reporter', 'maintainer'] as const

export type Rights = (typeof RIGHTS)[number]

/** How the feedback was given. */
export const FEEDBACK_ORIGINS = [
  'command',
  /** Plain words in a comment, such as "that was it, thanks". */
  'words',
  'label',
  'reaction',
  'box',
  'comment-deleted',
  'comment-minimised',
  'closed',
  'reopened',
  'duplicate-marked',
  'duplicate-unmarked',
  /** A form on one of our own pages. */
  'page',
] as const

export type FeedbackOrigin = (typeof FEEDBACK_ORIGINS)[number]

/**
 * The `detail` of an undo that was suppressed because nothing could be written; the undo's target is still in place.
 */
export const SUPPRESSED = 'held back'

export interface FeedbackEvent {
  /** The same each time the event arrives: a delivery's GUID, or a comment's id together with the command. */
  readonly id: string
  /** The issue on which the feedback was given. */
  readonly ref: IssueRef
  readonly kind: FeedbackKind
  /** The other issue if the feedback is about two issues; otherwise null. */
  readonly other: IssueRef | null
  /** The signature that the feedback is about, in the version that the pack had at that time. */
  readonly signature: { readonly id: string; readonly version: number } | null
  /** 1-based checklist step; null for the whole checklist. */
  readonly step: number | null
  /** A signal's word, the number of days of a pause, what `fixed-in` says, or `SUPPRESSED`. */
  readonly detail: string | null
  /** Login. */
  readonly who: string
  readonly rights: Rights
  readonly origin: FeedbackOrigin
  /** Milliseconds since the epoch, by GitHub's clock if GitHub gives the time. */
  readonly at: number
}

/**
 * Returns the event that prevails among several about the same question: the latest one by a person with the most
 * rights. Of events at the same instant, the last one in the list prevails.
 * @returns undefined only for an empty list
 */
export function prevailing(feedbackEvents: readonly FeedbackEvent[]): FeedbackEvent | undefined {
  return feedbackEvents.reduce<FeedbackEvent | undefined>((held, next) => {
    if (held === undefined) return next
    const more = RIGHTS.indexOf(next.rights) - RIGHTS.indexOf(held.rights)
    return more > 0 || (more === 0 && next.at >= held.at) ? next : held
  }, undefined)
}

/** The kinds of feedback on whether two issues have the same cause. */
export const ABOUT_TWO = [
  'duplicate-of',
  'not-duplicate',
  'split',
  'take-back',
] as const satisfies readonly FeedbackKind[]

/**
 * The prevailing feedback on whether two issues have the same cause: one event per pair, whichever of the two issues it
 * was given on. A pair about which everything was taken back has none.
 */
export function pairEvents(feedbackEvents: readonly FeedbackEvent[]): readonly FeedbackEvent[] {
  const about = feedbackEvents.filter(
    ({ kind, other }) => other !== null && (ABOUT_TWO as readonly FeedbackKind[]).includes(kind),
  )
  return [...Map.groupBy(about, pairOf).values()].flatMap((pair) => {
    const last = prevailing(pair)
    return last === undefined || last.kind === 'take-back' ? [] : [last]
  })
}

function pairOf({ ref, other }: FeedbackEvent): string {
  return [ref, other ?? ref]
    .map((it) => formatRef(it).toLowerCase())
    .sort()
    .join(' ')
}
