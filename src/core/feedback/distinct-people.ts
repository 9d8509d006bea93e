/**
 * Counts feedback from several issues by person. A maintainer's feedback counts on each issue. A person without rights
 * counts once for the same feedback on any number of issues, because opening issues costs nothing.
 */
import type { FeedbackEvent } from './feedback-event.ts'

/**
 * @param feedbackEvents events that all give the same feedback on the same subject
 * @returns the events that count, in the same order
 */
export function fromDistinctPeople(feedbackEvents: readonly FeedbackEvent[]): readonly FeedbackEvent[] {
  const seen = new Set<string>()
  return feedbackEvents.filter(({ rights, who }) => {
    const isNew = rights === 'maintainer' || !seen.has(who.toLowerCase())
    if (rights !== 'maintainer') seen.add(who.toLowerCase())
    return isNew
  })
}
