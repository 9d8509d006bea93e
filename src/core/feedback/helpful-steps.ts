/**
 * Ranks checklist steps by how often they helped in a repository, according to its feedback events. Each issue counts
 * once, and so does each person without rights.
 */
import { formatRef } from '../issue-ref.ts'
import { fromDistinctPeople } from './distinct-people.ts'
import { type FeedbackEvent, prevailing } from './feedback-event.ts'

export interface HelpfulStep {
  /** 1-based, as numbered in the signature. */
  readonly step: number
  /** Number of issues on which the step worked, with at most one issue per person without rights. */
  readonly issues: number
  /** Of these, the number on which the same person also gave the signal `easy` or `saved-time`. */
  readonly easy: number
}

/** Signals that praise a remedy; the other signals are about the failure. */
const PRAISE = ['easy', 'saved-time']

/**
 * @param feedbackEvents events from one repository; those about other signatures are ignored
 * @returns steps that helped on more issues than they failed on, the most helpful first
 */
export function helpfulSteps(signature: string, feedbackEvents: readonly FeedbackEvent[]): readonly HelpfulStep[] {
  const about = feedbackEvents.filter((it) => it.signature?.id === signature)
  const outcomes = about.filter(({ kind, step }) => step !== null && (kind === 'worked' || kind === 'did-not-work'))
  const prevailed = [
    ...Map.groupBy(outcomes, ({ ref, step }) => `${formatRef(ref).toLowerCase()} ${step}`).values(),
  ].flatMap((events) => prevailing(events) ?? [])
  const praised = new Set(
    about.filter(({ kind, detail }) => kind === 'signal' && PRAISE.includes(detail ?? '')).map(authorOnIssue),
  )
  return [...Map.groupBy(prevailed, ({ step }) => step ?? 0)]
    .map(([step, its]) => {
      const worked = fromDistinctPeople(its.filter(({ kind }) => kind === 'worked'))
      const failed = fromDistinctPeople(its.filter(({ kind }) => kind === 'did-not-work'))
      const easy = worked.filter((it) => praised.has(authorOnIssue(it))).length
      return { step, issues: worked.length, easy, failed: failed.length }
    })
    .filter(({ issues, failed }) => issues > failed)
    .sort((a, b) => b.issues - b.failed - (a.issues - a.failed) || b.easy - a.easy || a.step - b.step)
    .map(({ step, issues, easy }) => ({ step, issues, easy }))
}

function authorOnIssue({ ref, who }: FeedbackEvent): string {
  return `${formatRef(ref)} ${who}`.toLowerCase()
}
