/** On the canonical report of a cluster: how many others there are, and what the newest of them adds. */
import { countedText, formatDay, renderElsewhere } from './cluster-section.ts'
import { inertText, inlineCode } from './defuse.ts'
import type { RelatedReports } from './duplicates-section.ts'
import { linkToIssue } from './issue-link.ts'

/** An empty string on a report that stands for no other. */
export function renderCanonicalSection({ repository, ownCluster }: RelatedReports): string {
  if (!ownCluster) return ''
  const { count, authors, firstSeen, lastSeen, versions, products, newest } = ownCluster
  const adds = newest.adds.length === 0 ? 'nothing new' : newest.adds.map((it) => inertText(it, 60)).join(', ')
  return [
    `**${count} reports of this cause**, by ${authors === 1 ? 'one person' : `${authors} people`}`,
    '',
    `- Seen: ${formatDay(firstSeen)} to ${formatDay(lastSeen)}`,
    `- Versions: ${inlineCode(countedText(versions, 'none named'))}`,
    `- Products: ${inlineCode(countedText(products, 'none named'))}`,
    `- The newest, ${linkToIssue(repository, newest.number)}, adds: ${adds}`,
    ...renderElsewhere(repository, ownCluster),
  ].join('\n')
}
