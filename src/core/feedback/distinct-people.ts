/**
 * Who stands behind what was said on several issues. A maintainer's word counts on each issue; whoever has no rights
 * counts once, on however many issues they say the same: accounts and issues cost nothing.
 */
import type { FeedbackEvent } from './feedback-event.ts'

/**
 * @param feedback events that all say the same about one thing
 * @returns those that count, in the same order
 */
export function fromDistinctPeople(feedbackEvents: readonly FeedbackEvent[]): readonly FeedbackEvent[] {
  const heard = new Set<string>()
  return feedbackEvents.filter(({ rights, who }) => {
    const isNew = rights === 'maintainer' || !heard.has(who.toLowerCase())
    if (rights !== 'maintainer') heard.add(who.toLowerCase())
    return isNew
  })
}
