/** Renders one cluster as Markdown, for a comment or for an issue that a maintainer writes. Titles are untrusted. */
import type { ClusterContents, Counted } from '../duplicates/cluster-summary.ts'
import { showValue } from './captured-value.ts'
import { inlineCode } from './defuse.ts'
import { formatDay } from './format-day.ts'
import { linkToIssue, quietIssueUrl, type RepositoryOnSite } from './issue-link.ts'
import { oneLine } from './one-line.ts'

const MAX_HEADING = 160
const MAX_TITLE = 60
/** Maximum number of values shown per captured name. */
const MAX_CAPTURED = 8
const LEVELS = '▁▂▃▄▅▆▇█'
const CHART_WEEKS = 26

export function clusterHeading({ count, title }: ClusterContents): string {
  return `${count} reports: ${inlineCode(title, MAX_HEADING)}`
}

/** Everything below the heading: a list, then the weekly chart. */
export function renderCluster(repository: RepositoryOnSite, it: ClusterContents): string {
  const { number, title, open } = it.canonical
  return [
    `- Canonical: ${linkToIssue(repository, number)} ${inlineCode(title, MAX_TITLE)} (${open ? 'open' : 'closed'})`,
    `- Seen: ${formatDay(it.firstSeen)} to ${formatDay(it.lastSeen)}; ${trend(it)} in the last four weeks`,
    `- Failure: ${it.signature ?? 'none known'}`,
    `- Versions: ${inlineCode(countedText(it.versions, 'none given'))}`,
    `- Products: ${inlineCode(countedText(it.products, 'none given'))}`,
    ...Object.entries(it.captures).map(([name, values]) => `- ${inlineCode(name)}: ${countedCaptures(values)}`),
    `- What worked: ${inlineCode(countedText(it.worked, 'nothing known'))}`,
    ...(it.signals.length === 0 ? [] : [`- Signals: ${inlineCode(countedText(it.signals))}`]),
    ...renderElsewhere(repository, it),
    '',
    '```text',
    `${weekSparkline(it)}  reports per week from ${formatDay(shownWeeks(it)[0]?.from ?? it.firstSeen)}`,
    '```',
  ].join('\n')
}

function countedCaptures(values: readonly Counted[]): string {
  const shown = values.slice(0, MAX_CAPTURED).map(({ value, count }) => `${showValue(value)} (${count})`)
  return values.length > MAX_CAPTURED ? `${shown.join(', ')}, …` : shown.join(', ')
}

/** @returns one line, or none when no other repository has the failure */
export function renderElsewhere(here: RepositoryOnSite, { elsewhere = [] }: ClusterContents): readonly string[] {
  const places = elsewhere.map(({ repository, count, canonical }) => {
    const url = quietIssueUrl({ ...here, ...repository }, canonical)
    return `[${inlineCode(`${repository.owner}/${repository.repo}`)}](${url}) (${count})`
  })
  return places.length === 0 ? [] : [`- Elsewhere: ${places.join(', ')}`]
}

/** One character per week; its height shows the week's count relative to the busiest week. */
export function weekSparkline(it: Pick<ClusterContents, 'weeks'>): string {
  const shown = shownWeeks(it)
  const most = Math.max(...shown.map(({ count }) => count))
  const level = (count: number) => (count === 0 ? ' ' : LEVELS[Math.ceil((count / most) * LEVELS.length) - 1])
  return shown.map(({ count }) => level(count)).join('')
}

/** At most half a year, ending with the last week that has a report, so that even a past failure shows its course. */
function shownWeeks({ weeks }: Pick<ClusterContents, 'weeks'>): ClusterContents['weeks'] {
  const end = weeks.findLastIndex(({ count }) => count > 0) + 1
  return weeks.slice(Math.max(0, end - CHART_WEEKS), Math.max(1, end))
}

/** The number of reports in the last four weeks, and the change from the four weeks before, e.g. `4 (+2)`. */
export function trend({ growth: { lately, before } }: ClusterContents): string {
  const change = lately - before
  return `${lately} (${change >= 0 ? '+' : ''}${change})`
}

export function countedText(values: readonly Counted[], none = '-'): string {
  return values.length === 0 ? none : values.map(({ value, count }) => `${oneLine(value)} (${count})`).join(', ')
}
