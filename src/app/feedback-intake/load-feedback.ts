/**
 * What people said that bears on one issue: out of the store, into the one value that the core decides by. It decides
 * nothing about the issue itself.
 */

import type { Store } from '../../adapters/store/store.ts'
import { dated } from '../../core/feedback/dated.ts'
import { type FeedbackEvent, prevailing } from '../../core/feedback/feedback-event.ts'
import { helpfulSteps } from '../../core/feedback/helpful-steps.ts'
import { type IssueFeedback, NO_FEEDBACK } from '../../core/feedback/issue-feedback.ts'
import { trackRecordsOf } from '../../core/feedback/track-record.ts'
import type { IssueRef } from '../../core/issue-ref.ts'

export interface FeedbackQuery {
  readonly store: Store
  /** Fingerprint of the pack in force: what people rejected of another one does not count. */
  readonly pack: string
  /** Milliseconds since the epoch. */
  readonly now: number
  /** Whether somebody asked to have the issue read again, which ends what an undo began. */
  readonly again: boolean
}

/** What counts beyond the issue that it was said on: about causes, remedies, and the whole repository. */
const REPOSITORY_WIDE = [
  'wrong-signature',
  'is-signature',
  'unmute',
  'worked',
  'did-not-work',
  'signal',
  'pause',
] as const

const DAY_MS = 24 * 60 * 60 * 1000

export async function loadFeedback(ref: IssueRef, { store, pack, now, again }: FeedbackQuery): Promise<IssueFeedback> {
  const [said, repositoryWide, decisions, asserted] = await Promise.all([
    store.feedbackOn(ref),
    store.feedbackIn(ref, REPOSITORY_WIDE),
    store.decisions(ref),
    store.asserts({ repository: ref, pack }),
  ])
  const feedbackEvents = dated(said, now)
  const elsewhere = dated(repositoryWide, now)
  const lastAct = dated(decisions, now).findLast(({ undo }) => undo !== undefined)?.at ?? Number.NEGATIVE_INFINITY
  const isUndone = !again && feedbackEvents.some(({ kind, at }) => kind === 'undo' && at >= lastAct)
  const frozen =
    forbiddenBy({ on: feedbackEvents, elsewhere: repositoryWide, now }) ?? (isUndone ? 'undone by a maintainer' : null)
  const asked = [...new Set(decisions.flatMap(({ question }) => question ?? []))]
  const asserts = dated(asserted, now).toSorted((a, b) => a.at - b.at)
  const trackRecords = trackRecordsOf(asserts, elsewhere)
  const about = Map.groupBy(elsewhere, ({ signature }) => signature?.id)
  const helped = new Map([...trackRecords.keys()].map((id) => [id, helpfulSteps(id, about.get(id) ?? [])]))
  return { ...NO_FEEDBACK, feedbackEvents, asked, trackRecords, helped, frozen }
}

/** Why a person's word forbids everything on an issue, commands too; null where nobody's does. */
export async function whyFrozen(
  ref: IssueRef,
  { store, now }: Pick<FeedbackQuery, 'store' | 'now'>,
): Promise<string | null> {
  const [on, elsewhere] = await Promise.all([store.feedbackOn(ref), store.feedbackIn(ref, ['pause'])])
  return forbiddenBy({ on, elsewhere, now })
}

interface Said {
  /** The feedback events on the issue. */
  readonly on: readonly FeedbackEvent[]
  /** Those of its repository. */
  readonly elsewhere: readonly FeedbackEvent[]
  readonly now: number
}

function forbiddenBy({ on, elsewhere, now }: Said): string | null {
  if (on.some(({ kind }) => kind === 'stop')) return 'stopped by a person'
  return isPaused(elsewhere, now) ? 'paused by a maintainer' : null
}

function isPaused(feedbackEvents: readonly FeedbackEvent[], now: number): boolean {
  const pause = prevailing(feedbackEvents.filter(({ kind }) => kind === 'pause'))
  return pause !== undefined && now < pause.at + Number(pause.detail) * DAY_MS
}
