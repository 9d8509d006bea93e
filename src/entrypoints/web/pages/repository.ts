/** `/<owner>/<repo>`: the clusters of a repository, with the filters of the `clusters` command. */
import { html } from 'hono/html'
import type { SettingsProblem } from '../../../adapters/store/store.ts'
import { CLUSTER_ORDERS } from '../../../app/matching/cluster-questions.ts'
import type { ClusterSummary, Counted } from '../../../core/duplicates/cluster-summary.ts'
import type { RepositoryRef } from '../../../core/issue-ref.ts'
import { weekChart } from '../drawings/week-chart.ts'
import { type Html, layout } from '../layout.ts'

/** The remaining clusters are on further pages. */
const CLUSTERS_PER_PAGE = 25
const MAX_VALUES = 3
const MAX_TITLE = 80

export interface RepositoryPageData {
  readonly repository: RepositoryRef
  readonly clusters: readonly ClusterSummary[]
  /** The requested filters, as text. */
  readonly filters: Readonly<Record<string, string>>
  /** 1 for the first page. */
  readonly page: number
  /** Errors in the repository's settings. */
  readonly problems: readonly SettingsProblem[]
  /** Which packs of signatures are on, and why. */
  readonly packs: string
}

export function repositoryPage({ repository, clusters, filters, page, problems, packs }: RepositoryPageData): Html {
  const { owner, repo } = repository
  const start = (page - 1) * CLUSTERS_PER_PAGE
  const shown = clusters.slice(start, start + CLUSTERS_PER_PAGE)
  return layout({
    title: `Clusters of reports in ${owner}/${repo}`,
    main: html`${problems.length === 0 ? '' : problemList(problems)}
${filterForm(filters)}
<p>${clusters.length} ${clusters.length === 1 ? 'cluster' : 'clusters'}${clusters.length > shown.length ? html`, showing ${start + 1} to ${start + shown.length}` : ''}.</p>
${shown.length === 0 ? '' : table(repository, shown)}
${pages({ repository, filters, page, more: clusters.length > start + shown.length })}
<p class="faint">${packs}</p>`,
  })
}

function problemList(problems: readonly SettingsProblem[]): Html {
  return html`<div class="error"><h2>The settings of this repository have errors</h2>
<p>Settings with errors are ignored; the last valid settings remain in effect.</p>
<ul>${problems.map(({ file, line, message, hint }) => html`<li><code>${file}:${line}</code>: ${message} ${hint}</li>`)}</ul></div>`
}

function filterForm(filters: RepositoryPageData['filters']): Html {
  const field = (name: string, label: string, type = 'text') =>
    html`<label>${label} <input type="${type}" name="${name}" value="${filters[name] ?? ''}"></label>`
  const choice = (name: string, label: string, values: readonly string[]) =>
    html`<label>${label} <select name="${name}">${values.map((it) => html`<option value="${it}"${filters[name] === it ? html` selected` : ''}>${it || 'any'}</option>`)}</select></label>`
  return html`<form class="filters" method="get" role="search" aria-label="Filter clusters">
${field('signature', 'Failure')} ${field('product', 'Product')} ${field('version', 'Version')} ${field('since', 'Since', 'date')}
${choice('state', 'State', ['', 'open', 'closed'])} ${choice('sort', 'Sort by', CLUSTER_ORDERS)}
<button>Filter</button></form>`
}

function table(repository: RepositoryRef, clusters: readonly ClusterSummary[]): Html {
  return html`<div class="wide" role="region" aria-label="Clusters" tabindex="0"><table>
<thead><tr>${['Reports', 'Cause', 'First report', 'Weeks', 'Versions', 'Products'].map((it) => html`<th scope="col">${it}</th>`)}</tr></thead>
<tbody>${clusters.map((it) => row(repository, it))}</tbody></table></div>`
}

function row({ owner, repo }: RepositoryRef, it: ClusterSummary): Html {
  const { lately, before } = it.growth
  return html`<tr><td><a href="/${owner}/${repo}/clusters/${it.id}">${it.count}</a></td>
<td>${it.canonical.title.slice(0, MAX_TITLE)}<br><span class="faint">${it.signature ?? 'no known failure'}, ${it.canonical.open ? 'open' : 'closed'}</span></td>
<td><time>${new Date(it.firstSeen).toISOString().slice(0, 10)}</time></td>
<td>${weekChart(it)}<br><span class="faint">${lately} in the last four weeks, ${before} in the four before</span></td>
<td>${values(it.versions)}</td><td>${values(it.products)}</td></tr>`
}

function values(counted: readonly Counted[]): string {
  const shown = counted.slice(0, MAX_VALUES).map(({ value, count }) => `${value} (${count})`)
  return counted.length > MAX_VALUES ? `${shown.join(', ')}, …` : shown.join(', ')
}

interface Paging extends Pick<RepositoryPageData, 'repository' | 'filters' | 'page'> {
  readonly more: boolean
}

function pages({ repository: { owner, repo }, filters, page, more }: Paging): Html {
  const to = (it: number) => `/${owner}/${repo}?${new URLSearchParams({ ...filters, page: String(it) })}`
  return html`<p>${page > 1 ? html`<a href="${to(page - 1)}" rel="prev">Previous</a> ` : ''}${more ? html`<a href="${to(page + 1)}" rel="next">Next</a>` : ''}</p>`
}
