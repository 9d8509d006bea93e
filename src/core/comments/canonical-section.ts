/**
 * The section shown on a cluster's canonical report: the number of reports, and the details that the newest one adds.
 */
import { countedText, renderElsewhere } from './cluster-section.ts'
import { inertText, inlineCode } from './defuse.ts'
import type { RelatedReports } from './duplicates-section.ts'
import { formatDay } from './format-day.ts'
import { linkToIssue } from './issue-link.ts'

/** @returns an empty string unless the report is the canonical report of a cluster */
export function renderCanonicalSection({ repository, ownCluster }: RelatedReports): string {
  if (!ownCluster) return ''
  const { count, authors, firstSeen, lastSeen, versions, products, newest } = ownCluster
  const adds = newest.adds.length === 0 ? 'nothing new' : newest.adds.map((it) => inertText(it, 60)).join(', ')
  return [
    `**${count} reports of this cause**, by ${authors === 1 ? 'one person' : `${authors} people`}`,
    '',
    `- Seen: ${formatDay(firstSeen)} to ${formatDay(lastSeen)}`,
    `- Versions: ${inlineCode(countedText(versions, 'none given'))}`,
    `- Products: ${inlineCode(countedText(products, 'none given'))}`,
    `- The newest report, ${linkToIssue(repository, newest.number)}, adds: ${adds}`,
    ...renderElsewhere(repository, ownCluster),
  ].join('\n')
}
