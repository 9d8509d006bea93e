/** Clusters as text: a table for a terminal, CSV for a spreadsheet, Markdown for an issue. Titles are strangers' words. */
import { oneLine } from '../comments/clean-text.ts'
import { inline } from '../comments/defuse.ts'
import type { ClusterSummary, Counted } from '../duplicates/cluster-summary.ts'
import type { RepositoryRef } from '../issue-ref.ts'
import type { ClusterAnswer } from '../matching/cluster-questions.ts'

const MAX_TITLE = 60
const LEVELS = '▁▂▃▄▅▆▇█'
const CHART_WEEKS = 26

export function clusterTable(clusters: readonly ClusterSummary[]): string {
  if (clusters.length === 0) return 'No clusters.'
  const rows = clusters.map((it) => [
    ...[String(it.id), String(it.count), day(it.firstSeen), day(it.lastSeen), trend(it), it.signature ?? '-'],
    `#${it.canonical.number} ${oneLine(it.canonical.title).slice(0, MAX_TITLE)}`,
  ])
  const all = [['id', 'reports', 'first', 'last', 'trend', 'signature', 'canonical'], ...rows]
  const widths = all[0]?.map((_, column) => Math.max(...all.map((row) => (row[column] ?? '').length))) ?? []
  return all
    .map((row) =>
      row
        .map((cell, at) => cell.padEnd(widths[at] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}

/** One cluster with its members. */
export function clusterText(it: ClusterAnswer): string {
  const captures = Object.entries(it.captures).map(([name, values]) => `${name.padEnd(10)} ${counted(values)}`)
  const members = it.members.map(
    ({ number, open, createdAt, title }) =>
      `  #${number} ${day(createdAt)} ${open ? 'open  ' : 'closed'} ${oneLine(title).slice(0, MAX_TITLE)}`,
  )
  return [
    `cluster ${it.id}: ${it.count} reports, ${it.open} open; reporters: ${it.authors}`,
    `seen       ${day(it.firstSeen)} to ${day(it.lastSeen)}, ${trend(it)} in four weeks`,
    `weeks      ${weekChart(it)}`,
    `signature  ${it.signature ?? '-'}`,
    `versions   ${counted(it.versions)}`,
    `surfaces   ${counted(it.surfaces)}`,
    ...captures,
    `canonical  #${it.canonical.number} ${oneLine(it.canonical.title).slice(0, MAX_TITLE)} (${it.canonical.open ? 'open' : 'closed'})`,
    `worked     ${counted(it.worked)}`,
    ...members,
  ].join('\n')
}

const CSV_COLUMNS: readonly (readonly [string, (it: ClusterSummary) => string | number])[] = [
  ['id', ({ id }) => id],
  ['reports', ({ count }) => count],
  ['open', ({ open }) => open],
  ['first', ({ firstSeen }) => day(firstSeen)],
  ['last', ({ lastSeen }) => day(lastSeen)],
  ['last four weeks', ({ growth }) => growth.lately],
  ['four weeks before', ({ growth }) => growth.before],
  ['signature', ({ signature }) => signature ?? ''],
  ['versions', ({ versions }) => counted(versions, '')],
  ['surfaces', ({ surfaces }) => counted(surfaces, '')],
  ['canonical', ({ canonical }) => canonical.number],
  ['title', ({ canonical }) => oneLine(canonical.title)],
  ['worked', ({ worked }) => counted(worked, '')],
]

export function clusterCsv(clusters: readonly ClusterSummary[]): string {
  const rows = clusters.map((it) => CSV_COLUMNS.map(([, value]) => csvCell(value(it))).join(','))
  return [CSV_COLUMNS.map(([name]) => name).join(','), ...rows].join('\r\n')
}

/** A spreadsheet takes a cell that begins like this for a formula: https://owasp.org/www-community/attacks/CSV_Injection */
function csvCell(value: string | number): string {
  if (typeof value === 'number') return String(value)
  const harmless = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless
}

/** To be pasted into an issue; the links leave no mark on the issues that they lead to. */
export function clusterMarkdown({ owner, repo }: RepositoryRef, clusters: readonly ClusterSummary[]): string {
  const sections = clusters.map((it) => {
    const { number, title, open } = it.canonical
    const link = `[\`#${number}\`](https://redirect.github.com/${owner}/${repo}/issues/${number})`
    return [
      `### ${it.count} reports: ${inline(title, MAX_TITLE)}`,
      '',
      `- Canonical: ${link} (${open ? 'open' : 'closed'})`,
      `- Seen: ${day(it.firstSeen)} to ${day(it.lastSeen)}; ${trend(it)} in four weeks`,
      `- Failure: ${it.signature ?? 'none known'}`,
      `- Versions: ${inline(counted(it.versions, 'none named'))}`,
      `- Surfaces: ${inline(counted(it.surfaces, 'none named'))}`,
      ...Object.entries(it.captures).map(([name, values]) => `- ${inline(name)}: ${inline(counted(values))}`),
      `- Worked: ${inline(counted(it.worked, 'nothing known'))}`,
      '',
      '```text',
      `${weekChart(it)}  reports a week from ${day(shownWeeks(it)[0]?.from ?? it.firstSeen)}`,
      '```',
    ].join('\n')
  })
  return ['## Reports of one cause', ...sections].join('\n\n')
}

/** One character a week; its height is the share of the busiest week. */
function weekChart(it: Pick<ClusterSummary, 'weeks'>): string {
  const shown = shownWeeks(it)
  const most = Math.max(...shown.map(({ count }) => count))
  const level = (count: number) => (count === 0 ? ' ' : LEVELS[Math.ceil((count / most) * LEVELS.length) - 1])
  return shown.map(({ count }) => level(count)).join('')
}

/** Half a year at most, up to the last week with a report: a failure that is over still shows how it went. */
function shownWeeks({ weeks }: Pick<ClusterSummary, 'weeks'>): ClusterSummary['weeks'] {
  const end = weeks.findLastIndex(({ count }) => count > 0) + 1
  return weeks.slice(Math.max(0, end - CHART_WEEKS), Math.max(1, end))
}

function trend({ growth: { lately, before } }: ClusterSummary): string {
  const change = lately - before
  return `${lately} (${change >= 0 ? '+' : ''}${change})`
}

function counted(values: readonly Counted[], none = '-'): string {
  return values.length === 0 ? none : values.map(({ value, count }) => `${oneLine(value)} (${count})`).join(', ')
}

function day(time: number): string {
  return new Date(time).toISOString().slice(0, 10)
}
