/** Clusters as text: a table for terminals, CSV for spreadsheets, Markdown for issues. Titles are untrusted text. */

import {
  clusterHeading,
  countedText,
  renderCluster,
  trend,
  weekSparkline,
} from '../../core/comments/cluster-section.ts'
import { formatDay } from '../../core/comments/format-day.ts'
import type { RepositoryOnSite } from '../../core/comments/issue-link.ts'
import { oneLine } from '../../core/comments/one-line.ts'
import type { ClusterDetails, ClusterSummary } from '../../core/duplicates/cluster-summary.ts'
import { type CsvColumn, csvOf } from './csv.ts'
import { textTable } from './text-table.ts'

const MAX_TITLE = 60

export function clusterTable(clusters: readonly ClusterSummary[]): string {
  if (clusters.length === 0) return 'No clusters.'
  const rows = clusters.map((it) => [
    String(it.id),
    String(it.count),
    formatDay(it.firstSeen),
    formatDay(it.lastSeen),
    trend(it),
    it.signature ?? '-',
    `#${it.canonical.number}`,
    oneLine(it.title),
  ])
  return textTable([['id', 'reports', 'first', 'last', 'trend', 'signature', 'canonical', 'title'], ...rows])
}

/** One cluster with its members. */
export function clusterText(it: ClusterDetails): string {
  const captures = Object.entries(it.captures).map(([name, values]) => `${name.padEnd(10)} ${countedText(values)}`)
  const members = it.members.map(
    ({ number, open, createdAt, title }) =>
      `  #${number} ${formatDay(createdAt)} ${open ? 'open  ' : 'closed'} ${oneLine(title).slice(0, MAX_TITLE)}`,
  )
  return [
    `cluster ${it.id}: ${it.count} reports, ${it.open} open, ${it.authors || 'unknown'} reporters`,
    `title      ${oneLine(it.title)}`,
    `seen       ${formatDay(it.firstSeen)} to ${formatDay(it.lastSeen)}, ${trend(it)} in four weeks`,
    `weeks      ${weekSparkline(it)}`,
    `signature  ${it.signature ?? '-'}`,
    `versions   ${countedText(it.versions)}`,
    `products   ${countedText(it.products)}`,
    ...captures,
    `canonical  #${it.canonical.number} ${oneLine(it.canonical.title).slice(0, MAX_TITLE)} (${it.canonical.open ? 'open' : 'closed'})`,
    `worked     ${countedText(it.worked)}`,
    `signals    ${countedText(it.signals)}`,
    ...(it.elsewhere ?? []).map(
      ({ repository: { owner, repo }, id, count }) => `elsewhere  ${owner}/${repo}: cluster ${id}, ${count} reports`,
    ),
    ...members,
  ].join('\n')
}

const CSV_COLUMNS: readonly CsvColumn<ClusterSummary>[] = [
  ['id', ({ id }) => id],
  ['reports', ({ count }) => count],
  ['open', ({ open }) => open],
  ['first', ({ firstSeen }) => formatDay(firstSeen)],
  ['last', ({ lastSeen }) => formatDay(lastSeen)],
  ['last four weeks', ({ growth }) => growth.lately],
  ['four weeks before', ({ growth }) => growth.before],
  ['signature', ({ signature }) => signature ?? ''],
  ['versions', ({ versions }) => countedText(versions, '')],
  ['products', ({ products }) => countedText(products, '')],
  ['canonical', ({ canonical }) => canonical.number],
  ['title', ({ title }) => oneLine(title)],
  ['canonical title', ({ canonical }) => oneLine(canonical.title)],
  ['worked', ({ worked }) => countedText(worked, '')],
  ['signals', ({ signals }) => countedText(signals, '')],
]

export function clusterCsv(clusters: readonly ClusterSummary[]): string {
  return csvOf(CSV_COLUMNS, clusters)
}

/** Markdown to paste into an issue; its links create no cross-references on the linked issues. */
export function clusterMarkdown(repository: RepositoryOnSite, clusters: readonly ClusterSummary[]): string {
  const sections = clusters.map((it) => `### ${clusterHeading(it)}\n\n${renderCluster(repository, it)}`)
  return ['## Reports with the same cause', ...sections].join('\n\n')
}
