/**
 * Loads the feedback that affects one issue from the store, as the single value on which the core bases its decisions.
 */

import type { Store } from '../../adapters/store/store.ts'
import { comparableTimes } from '../../core/feedback/dated.ts'
import { type FeedbackEvent, prevailing, type Rights } from '../../core/feedback/feedback-event.ts'
import { helpfulSteps } from '../../core/feedback/helpful-steps.ts'
import { type IssueFeedback, NO_FEEDBACK } from '../../core/feedback/issue-feedback.ts'
import { trackRecordsOf } from '../../core/feedback/track-record.ts'
import type { IssueRef } from '../../core/issue-ref.ts'
import { DAY_MS } from '../../core/time-units.ts'

export interface FeedbackQuery {
  readonly store: Store
  /** Fingerprint of the pack in force. Assertions made with another pack do not count towards the track records. */
  readonly pack: string
  /** Milliseconds since the epoch. */
  readonly now: number
  /** Whether somebody asked for the issue to be read again, which ends the silence after an undo. */
  readonly again: boolean
  /** The rights of the person who caused the run, if known. A reporter's stop does not bind maintainers. */
  readonly by?: Rights | undefined
}

/** Kinds of feedback that count beyond their own issue: about causes, remedies, and the whole repository. */
const REPOSITORY_WIDE = [
  'wrong-signature',
  'is-signature',
  'unmute',
  'worked',
  'did-not-work',
  'signal',
  'pause',
] as const

export async function loadFeedback(
  ref: IssueRef,
  { store, pack, now, again, by }: FeedbackQuery,
): Promise<IssueFeedback> {
  const [onIssue, repositoryWide, decisions, asserted, ended] = await Promise.all([
    store.feedbackOn(ref),
    store.feedbackIn(ref, REPOSITORY_WIDE),
    store.decisions(ref),
    store.asserts({ repository: ref, pack }),
    store.outcomesIn(ref),
  ])
  const feedbackEvents = comparableTimes(onIssue, now)
  const elsewhere = comparableTimes(repositoryWide, now)
  const lastAct =
    comparableTimes(decisions, now).findLast(({ undo }) => undo !== undefined)?.at ?? Number.NEGATIVE_INFINITY
  const isUndone = !again && feedbackEvents.some(({ kind, at }) => kind === 'undo' && at >= lastAct)
  const frozen =
    whyForbidden({ onIssue: feedbackEvents, inRepository: repositoryWide, now, by }) ??
    (isUndone ? 'undone by a maintainer' : null)
  const asked = [...new Set(decisions.flatMap(({ question }) => question ?? []))]
  const asserts = comparableTimes(asserted, now).toSorted((a, b) => a.at - b.at)
  const trackRecords = trackRecordsOf(
    asserts,
    elsewhere,
    ended.filter((it) => it.pack === pack),
  )
  const bySignature = Map.groupBy(elsewhere, ({ signature }) => signature?.id)
  const helped = new Map([...trackRecords.keys()].map((id) => [id, helpfulSteps(id, bySignature.get(id) ?? [])]))
  return { ...NO_FEEDBACK, feedbackEvents, asked, trackRecords, helped, frozen }
}

/** Returns why feedback forbids every write on an issue, even in answer to a command; null if no feedback does. */
export async function whyFrozen(
  ref: IssueRef,
  { store, now, by }: Pick<FeedbackQuery, 'store' | 'now' | 'by'>,
): Promise<string | null> {
  const [onIssue, inRepository] = await Promise.all([store.feedbackOn(ref), store.feedbackIn(ref, ['pause'])])
  return whyForbidden({ onIssue, inRepository, now, by })
}

interface StoredFeedback {
  readonly onIssue: readonly FeedbackEvent[]
  readonly inRepository: readonly FeedbackEvent[]
  readonly now: number
  readonly by: Rights | undefined
}

function whyForbidden({ onIssue, inRepository, now, by }: StoredFeedback): string | null {
  const stop = prevailing(onIssue.filter(({ kind }) => kind === 'stop' || kind === 'start'))
  const binds = by !== 'maintainer' || stop?.rights === 'maintainer'
  if (stop?.kind === 'stop' && binds) return 'stopped by a person'
  return isPaused(inRepository, now) ? 'paused by a maintainer' : null
}

function isPaused(feedbackEvents: readonly FeedbackEvent[], now: number): boolean {
  const pause = prevailing(feedbackEvents.filter(({ kind }) => kind === 'pause'))
  return pause !== undefined && now < pause.at + Number(pause.detail) * DAY_MS
}
