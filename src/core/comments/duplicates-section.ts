/** What a comment says about earlier reports of the same cause: the reasons for each match and the shared lines. */
import type { ClusterContents } from '../duplicates/cluster-summary.ts'
import type { DuplicateLink } from '../duplicates/link.ts'
import { orderVersions } from '../version-order.ts'
import { codeSpan, inlineCode } from './defuse.ts'
import { formatDay } from './format-day.ts'
import type { Frame } from './frame/frame.ts'
import { linkToIssue, type RepositoryOnSite } from './issue-link.ts'

const MAX_TITLE = 80
const MAX_LINE = 160
const MAX_REASON = 100
const MAX_VERSION = 40
/** The strongest reasons say enough; `duplicates --explain` prints the rest. */
const MAX_REASONS = 2

export interface RelatedReports {
  /** The repository that all these reports belong to. */
  readonly repository: RepositoryOnSite
  /** Links that the comment shows even without a command. */
  readonly links: readonly DuplicateLink[]
  /** Answers to the `duplicates` and `cluster` commands; omitted when duplicate search is turned off. */
  readonly asked?: RequestedLists
  /** The cluster whose canonical report this is, if the repository wants the cluster shown on it; otherwise null. */
  readonly ownCluster?: ClusterContents | null
  /**
   * The canonical report of the cluster that this report belongs to, if the repository wants it updated; omitted when
   * this report is the canonical one.
   */
  readonly canonical?: CanonicalReference
}

/** An open canonical report, and the number of reports in its cluster, including the canonical report itself. */
export interface CanonicalReference {
  readonly number: number
  readonly count: number
}

export interface RequestedLists {
  readonly links: readonly DuplicateLink[]
  readonly cluster: ClusterContents | null
}

/**
 * Renders one line on the most likely canonical report. GitHub closes an issue when a comment starts with "Duplicate
 * of", so the line follows the headline and never uses these words.
 * @returns an empty string when there are no links, and when that report was closed as fixed
 */
export function renderReportedBefore({ repository, links: [link] }: RelatedReports, frame: Frame): string {
  if (link === undefined || link.fixedAt !== null) return ''
  const title = inlineCode(link.title, MAX_TITLE)
  return `**${frame.reportedBefore}** ${linkToIssue(repository, link.number)} ${title} (open${withVersion(link)}).`
}

/**
 * Renders the line for a canonical report that was closed as fixed, without a known version that has the fix.
 * @param reported the version that the report at hand names
 */
export function renderFixedBefore({ repository, links: [link] }: RelatedReports, reported: string | null): string {
  if (link === undefined || link.fixedAt === null) return ''
  const state = `closed as completed on ${formatDay(link.fixedAt)}${withVersion(link)}`
  const known = `**Fixed before:** ${linkToIssue(repository, link.number)} ${inlineCode(link.title, MAX_TITLE)} (${state}).`
  const order = reported !== null && link.version ? orderVersions(reported, link.version) : null
  if (order === null)
    return `${known} If your version is from before that day, update first. If it is newer, this may be a regression.`
  const yours = `This report names ${inlineCode(reported ?? '', MAX_VERSION)}`
  return order > 0
    ? `${known} ${yours}. **For maintainers:** that version is newer, so this may be a regression.`
    : `${known} ${yours}: update first.`
}

/** Renders one bullet per link, with the reasons and the shared lines. */
export function renderLinks(repository: RepositoryOnSite, links: readonly DuplicateLink[]): string {
  return links.map((link) => renderLink(repository, link)).join('\n')
}

/** The version that the linked report names, not that of the report at hand. */
function withVersion({ version }: DuplicateLink): string {
  return version ? `, version ${inlineCode(version, MAX_VERSION)}` : ''
}

function renderLink(repository: RepositoryOnSite, link: DuplicateLink): string {
  const { number, title, fixedAt, reasons, line } = link
  const status = fixedAt === null ? 'open' : `closed as completed on ${formatDay(fixedAt)}`
  const state = `${status}${withVersion(link)}`
  const why = reasons
    .slice(0, MAX_REASONS)
    .map((reason) => inlineCode(reason, MAX_REASON))
    .join('; ')
  const shown = `- ${linkToIssue(repository, number)} ${inlineCode(title, MAX_TITLE)} (${state}): ${why}.`
  if (line === null) return shown
  return [shown, `  - there: ${codeSpan(line.there, MAX_LINE)}`, `  - here: ${codeSpan(line.here, MAX_LINE)}`].join(
    '\n',
  )
}
