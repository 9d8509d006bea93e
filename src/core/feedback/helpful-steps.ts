/**
 * Which steps of a checklist helped in a repository, by people's word: feedback events go in, steps come out, the most helpful
 * first. An issue counts once, and so does a person without rights.
 */
import { formatRef } from '../issue-ref.ts'
import { fromDistinctPeople } from './distinct-people.ts'
import { type FeedbackEvent, prevailing } from './feedback-event.ts'

export interface HelpfulStep {
  /** 1-based, in the signature's own list. */
  readonly step: number
  /** Issues on which it worked; of one person without rights one. */
  readonly issues: number
  /** How many of those who said so also found it easy, or that it saved time. */
  readonly easy: number
}

/** Signals that speak for a remedy; the others tell of the failure. */
const PRAISE = ['easy', 'saved-time']

/** @param feedback events of one repository; those about another signature are left out */
export function helpfulSteps(signature: string, feedbackEvents: readonly FeedbackEvent[]): readonly HelpfulStep[] {
  const about = feedbackEvents.filter((it) => it.signature?.id === signature)
  const words = about.filter(({ kind, step }) => step !== null && (kind === 'worked' || kind === 'did-not-work'))
  const held = [...Map.groupBy(words, ({ ref, step }) => `${formatRef(ref).toLowerCase()} ${step}`).values()].flatMap(
    (said) => prevailing(said) ?? [],
  )
  const praised = new Set(
    about.filter(({ kind, detail }) => kind === 'signal' && PRAISE.includes(detail ?? '')).map(speakerOf),
  )
  return [...Map.groupBy(held, ({ step }) => step ?? 0)]
    .map(([step, its]) => {
      const worked = fromDistinctPeople(its.filter(({ kind }) => kind === 'worked'))
      const failed = fromDistinctPeople(its.filter(({ kind }) => kind === 'did-not-work'))
      const easy = worked.filter((it) => praised.has(speakerOf(it))).length
      return { step, issues: worked.length, easy, failed: failed.length }
    })
    .filter(({ issues, failed }) => issues > failed)
    .sort((a, b) => b.issues - b.failed - (a.issues - a.failed) || b.easy - a.easy || a.step - b.step)
    .map(({ step, issues, easy }) => ({ step, issues, easy }))
}

function speakerOf({ ref, who }: FeedbackEvent): string {
  return `${formatRef(ref)} ${who}`.toLowerCase()
}
