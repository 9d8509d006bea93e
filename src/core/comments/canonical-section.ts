/** On the canonical report of a cluster: how many others there are, and what the newest of them adds. */
import { countedText, day, renderElsewhere } from './cluster-section.ts'
import { inertWords, inline } from './defuse.ts'
import type { RelatedReports } from './duplicates-section.ts'
import { linkTo } from './issue-link.ts'

/** An empty string on a report that stands for no other. */
export function renderGathered({ repository, gathered }: RelatedReports): string {
  if (!gathered) return ''
  const { count, authors, firstSeen, lastSeen, versions, surfaces, newest } = gathered
  const adds = newest.adds.length === 0 ? 'nothing new' : newest.adds.map((it) => inertWords(it, 60)).join(', ')
  return [
    `**${count} reports of this cause**, by ${authors === 1 ? 'one person' : `${authors} people`}`,
    '',
    `- Seen: ${day(firstSeen)} to ${day(lastSeen)}`,
    `- Versions: ${inline(countedText(versions, 'none named'))}`,
    `- Surfaces: ${inline(countedText(surfaces, 'none named'))}`,
    `- The newest, ${linkTo(repository, newest.number)}, adds: ${adds}`,
    ...renderElsewhere(repository, gathered),
  ].join('\n')
}
