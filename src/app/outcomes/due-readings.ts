/**
 * Decides when a thread is read: when it is closed, and 7 and 30 days after the answer. The last two are found in the
 * store, so that a bot that was down for a while reads what it missed.
 */

import type { Delivery } from '../../adapters/queue/queue.ts'
import type { AssertRecord } from '../../adapters/store/stored-decisions.ts'
import type { OutcomeRecord } from '../../adapters/store/stored-outcomes.ts'
import { formatRef, type IssueRef } from '../../core/issue-ref.ts'
import { DAY_MS } from '../../core/time-units.ts'
import { type IssueWork, issueDelivery } from '../webhooks/own-delivery.ts'

const READINGS_MS = [7 * DAY_MS, 30 * DAY_MS] as const
/** A thread whose last reading is overdue by more than this is left alone. */
const MAX_LATE_MS = 30 * DAY_MS

/**
 * The end of a discussion is not graded: "answered" only marks a comment, whoever wrote it.
 * @param asserts first assertions, of several signatures on one issue if need be
 * @param outcomes what has been read so far
 * @returns the issues to read now, each once, the longest overdue first
 */
export function dueReadings(
  asserts: readonly AssertRecord[],
  outcomes: readonly OutcomeRecord[],
  now: number,
): readonly IssueRef[] {
  const keyOf = (ref: IssueRef) => formatRef(ref).toLowerCase()
  const readAt = new Map(outcomes.map(({ ref, readAt }) => [keyOf(ref), readAt]))
  const newestFirst = asserts.filter(({ isDiscussion }) => !isDiscussion).toSorted((a, b) => b.at - a.at)
  const answers = new Map(newestFirst.map(({ ref, at }) => [keyOf(ref), { ref, at }]))
  return [...answers.values()]
    .flatMap(({ ref, at }) => {
      const last = readAt.get(keyOf(ref)) ?? Number.NEGATIVE_INFINITY
      const due = READINGS_MS.map((it) => at + it).filter((it) => it <= now && it > now - MAX_LATE_MS && it > last)
      return due.length === 0 ? [] : [{ ref, due: Math.max(...due) }]
    })
    .toSorted((a, b) => a.due - b.due)
    .map(({ ref }) => ref)
}

/** Creates the delivery that the bot sends to itself to read one thread. */
export function outcomeDelivery(reading: IssueWork, receivedAt: number): Delivery {
  return issueDelivery('outcome', reading, receivedAt)
}
