/** What helped against a failure and what did not, by what people said. */
import { fromDistinctPeople } from '../feedback/distinct-people.ts'
import type { FeedbackEvent } from '../feedback/feedback-event.ts'

export interface RemedyOutcome {
  /** Null when people named no signature. */
  readonly signature: string | null
  /** 1-based checklist step; null for the whole checklist. */
  readonly step: number | null
  /** Number of distinct people. */
  readonly worked: number
  readonly didNotWork: number
}

/**
 * @param feedbackEvents on the issues of one cluster
 * @returns the remedies that people judged, the most helpful first
 */
export function countRemedyOutcomes(feedbackEvents: readonly FeedbackEvent[]): readonly RemedyOutcome[] {
  const judged = feedbackEvents.filter(({ kind }) => kind === 'worked' || kind === 'did-not-work')
  return [...Map.groupBy(judged, ({ signature, step }) => `${signature?.id ?? ''} ${step ?? ''}`).values()]
    .map((its) => ({
      signature: its[0]?.signature?.id ?? null,
      step: its[0]?.step ?? null,
      worked: fromDistinctPeople(its.filter(({ kind }) => kind === 'worked')).length,
      didNotWork: fromDistinctPeople(its.filter(({ kind }) => kind === 'did-not-work')).length,
    }))
    .sort((a, b) => b.worked - a.worked || b.didNotWork - a.didNotWork)
}
