/**
 * Who stands behind what was said on several issues. A maintainer's word counts on each issue; whoever has no rights
 * counts once, on however many issues they say the same: accounts and issues cost nothing.
 */
import type { Verdict } from './feedback-event.ts'

/**
 * @param verdicts that all say the same about one thing
 * @returns those that count, in the same order
 */
export function voicesIn(verdicts: readonly Verdict[]): readonly Verdict[] {
  const heard = new Set<string>()
  return verdicts.filter(({ rights, who }) => {
    const isNew = rights === 'maintainer' || !heard.has(who.toLowerCase())
    if (rights !== 'maintainer') heard.add(who.toLowerCase())
    return isNew
  })
}
