/** Other reports of the same cause in the comment, with the reasons and the lines that they share. */
import type { ClusterSummary } from '../duplicates/cluster-summary.ts'
import type { DuplicateLink } from '../duplicates/link.ts'
import { codeSpan, inlineCode } from './defuse.ts'
import { linkToIssue, type RepositoryOnSite } from './issue-link.ts'

const MAX_TITLE = 80
const MAX_LINE = 160

export interface RelatedReports {
  /** Where all of them are. */
  readonly repository: RepositoryOnSite
  /** What the comment points to whether somebody asked or not. */
  readonly links: readonly DuplicateLink[]
  /** What is known for who asks; left out where other reports are not looked for. */
  readonly asked?: RequestedLists
  /** The cluster that this report stands for, where the repository wants it said there; null when there is none. */
  readonly ownCluster?: ClusterSummary | null
  /** The report that stands for this one's cluster, where the repository wants it told; left out when it is this one. */
  readonly canonical?: CanonicalReference
}

/** An open report, and how many of its cause there are, itself among them. */
export interface CanonicalReference {
  readonly number: number
  readonly count: number
}

export interface RequestedLists {
  readonly links: readonly DuplicateLink[]
  readonly cluster: ClusterSummary | null
}

/**
 * One bullet a link; an empty string when there is none. GitHub closes an issue for a comment that begins with
 * "Duplicate of": the section stands after the headline and never uses these words.
 */
export function renderDuplicates({ repository, links }: RelatedReports): string {
  if (links.length === 0) return ''
  return `**Reported before**\n\n${renderLinks(repository, links)}`
}

export function renderLinks(repository: RepositoryOnSite, links: readonly DuplicateLink[]): string {
  return links.map((link) => renderLink(repository, link)).join('\n')
}

function renderLink(repository: RepositoryOnSite, { number, title, fixedAt, reasons, line }: DuplicateLink): string {
  const state = fixedAt === null ? 'open' : `closed as completed on ${new Date(fixedAt).toISOString().slice(0, 10)}`
  const why = reasons.map((reason) => inlineCode(reason, 60)).join('; ')
  const shown = `- ${linkToIssue(repository, number)} ${inlineCode(title, MAX_TITLE)} (${state}): ${why}.`
  if (line === null) return shown
  return [shown, `  - there: ${codeSpan(line.there, MAX_LINE)}`, `  - here: ${codeSpan(line.here, MAX_LINE)}`].join(
    '\n',
  )
}
