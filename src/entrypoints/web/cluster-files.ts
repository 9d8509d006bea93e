/** One cluster as CSV, JSON and Markdown: the same data as its page. */
import { stringify } from 'csv-stringify/sync'
import { issueUrl } from '../../core/issue-ref.ts'
import type { ClusterData } from './pages/cluster-data.ts'
import { clusterSentence } from './pages/cluster-sentence.ts'

export const CLUSTER_FILES: Readonly<
  Record<string, { readonly type: string; readonly write: (data: ClusterData) => string }>
> = {
  csv: { type: 'text/csv; charset=utf-8; header=present', write: toCsv },
  json: { type: 'application/json', write: toJson },
  md: { type: 'text/markdown; charset=utf-8', write: toMarkdown },
}

function reportsOf({ repository, members, site }: ClusterData) {
  return members.map(({ number, title, author, open, createdAt, product, version, decided, signature }) => ({
    number,
    url: issueUrl({ ...repository, number }, site),
    title,
    author,
    state: open ? 'open' : 'closed',
    opened: new Date(createdAt).toISOString(),
    product,
    version,
    decision: decided?.decision ?? null,
    signature,
  }))
}

/** One row for each report. A cell never starts a formula in a spreadsheet. */
function toCsv(data: ClusterData): string {
  return stringify([...reportsOf(data)], { header: true, escape_formulas: true })
}

function toJson(data: ClusterData): string {
  const { cluster, lines, outcomes, links, repository, marks, fix } = data
  const { summary, began, regression } = cluster
  const { id, title, count, open, authors, firstSeen, lastSeen, signature, versions, products, captures, canonical } =
    summary
  const iso = (time: number) => new Date(time).toISOString()
  const document = {
    repository: `${repository.owner}/${repository.repo}`,
    id,
    title,
    sentence: clusterSentence(data),
    signature,
    canonical: canonical.number,
    canonicalTitle: canonical.title,
    count,
    open,
    authors,
    firstSeen: iso(firstSeen),
    lastSeen: iso(lastSeen),
    began,
    regression: regression && { ...regression, at: iso(regression.at), fixedAt: iso(regression.fixedAt) },
    fix: fix && { ...fix, claim: { ...fix.claim, at: iso(fix.claim.at) } },
    versions,
    products,
    captures,
    releases: marks.map((it) => ({ ...it, at: iso(it.at) })),
    lines,
    outcomes,
    links: links.map(({ number, other, reasons }) => ({ number, other, reasons })),
    reports: reportsOf(data),
  }
  return `${JSON.stringify(document, null, 2)}\n`
}

function toMarkdown(data: ClusterData): string {
  const { cluster, lines } = data
  const counted = (values: readonly { readonly value: string; readonly count: number }[]) =>
    values.map(({ value, count }) => `${plain(value)} (${count})`).join(', ') || 'none'
  const text = lines.map(({ parts, reports }) => {
    const line = parts.map((part) =>
      part.kind === 'same' ? part.text : `{${part.values.map(({ value }) => value).join(' | ')}}`,
    )
    return `In ${reports.length} reports:\n\n${line
      .join('')
      .split('\n')
      .map((it) => `    ${it}`)
      .join('\n')}`
  })
  const rows = reportsOf(data).map(
    (it) =>
      `| [#${it.number}](${it.url}) | ${plain(it.title)} | ${plain(it.version ?? '')} | ${it.state} | ${it.opened.slice(0, 10)} |`,
  )
  return `${[
    `# ${plain(cluster.summary.title)}`,
    plain(clusterSentence(data)),
    `Versions: ${counted(cluster.summary.versions)}`,
    `Products: ${counted(cluster.summary.products)}`,
    ...text,
    ['| Report | Title | Version | State | Opened |', '|---|---|---|---|---|', ...rows].join('\n'),
  ].join('\n\n')}\n`
}

/**
 * Text from reports must not become markup, a mention, a reference or a table cell when the file is pasted into an issue.
 */
function plain(text: string): string {
  return text
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/[\\`*_{}[\]<>()#+!|~&]/g, '\\$&')
    .replaceAll(/[@#]|GH-/gi, '$&\u2060')
}
