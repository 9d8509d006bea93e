/** `/<owner>/<repo>/clusters`: the clusters of a repository, searchable, sortable, with filters that live in the URL. */
import { html } from 'hono/html'
import type { ClusterFacts } from '../../../core/overview/cluster-facts.ts'
import type { ClusterSort } from '../../../core/overview/cluster-list.ts'
import { weekChart } from '../drawings/week-chart.ts'
import type { Html, HtmlPage } from '../layout.ts'
import { agoTag, dayTag } from '../parts/dates.ts'
import { gitHubLink } from '../parts/github-link.ts'
import {
  type Column,
  type FilterChoice,
  filterBar,
  type ListPageData,
  pageLinks,
  searchForm,
  tableHead,
} from '../parts/list-table.ts'
import { feedsOf, repositoryHead } from '../parts/repository-head.ts'
import { cutText } from '../parts/texts.ts'

export type ClustersPageData = ListPageData<ClusterFacts, ClusterSort>

const MAX_TITLE = 140

const GROUPS: ReadonlyMap<string, string> = new Map([
  ['growing', 'growing'],
  ['regression', 'came back after a fix'],
  ['fixed', 'fixed'],
])

const CHOICES: readonly FilterChoice[] = [
  { name: 'state', label: 'State', as: 'chips' },
  { name: 'is', label: 'Group', as: 'chips', textOf: (it) => GROUPS.get(it) ?? it },
  { name: 'began', label: 'Began with', as: 'menu' },
  { name: 'signature', label: 'Signature', as: 'menu' },
  { name: 'version', label: 'Version', as: 'menu' },
  { name: 'product', label: 'Product', as: 'menu' },
]

const COLUMNS: readonly (Column & { readonly sort: ClusterSort | null })[] = [
  { sort: 'title', label: 'Cause' },
  { sort: 'size', label: 'Reports', descends: true, isNumber: true },
  { sort: 'signature', label: 'Failure' },
  { sort: 'began', label: 'Began with', descends: true },
  { sort: 'first', label: 'First report', descends: true, isExtra: true },
  { sort: 'recent', label: 'Last report', descends: true, isExtra: true },
  { sort: 'growth', label: 'By week', descends: true },
]

export function clustersPage(data: ClustersPageData): HtmlPage {
  const { repository, list, view } = data
  const { owner, repo } = repository
  return {
    title: `Clusters · ${owner}/${repo}`,
    heading: repositoryHead(data, 'clusters', data.site),
    feeds: feedsOf(repository),
    main: html`<p class="muted">A cluster holds the reports that have the same cause.</p>
${searchForm(view, 'Search causes and titles, or a report number')}
${filterBar(view, CHOICES, list.values)}
${
  list.total === 0
    ? ''
    : html`<table class="list">${tableHead(view, COLUMNS, data.sorted)}
<tbody>${list.items.map((it) => row(it, data))}</tbody></table>`
}
${pageLinks(view, list, 'cluster')}`,
  }
}

function row({ summary, began, regression }: ClusterFacts, { repository, site, now }: ClustersPageData): Html {
  const path = `/${repository.owner}/${repository.repo}`
  const { canonical } = summary
  return html`<tr><td class="title"><a href="${path}/clusters/${summary.id}">${cutText(summary.title, MAX_TITLE)}</a><small>${gitHubLink({ ...repository, number: canonical.number }, site)}, ${canonical.open ? 'open' : 'closed'}${regression === null ? '' : html` · <span class="badge warn">came back</span>`}</small></td>
<td data-label="Reports" class="number"><strong>${summary.count}</strong></td>
<td data-label="Failure" class="id">${summary.signature === null ? html`<span class="muted">unknown</span>` : html`<a href="/signatures/${summary.signature}">${summary.signature}</a>`}</td>
<td data-label="Began with" class="tight">${began === null ? '' : cutText(began, 30)}</td><td data-label="First report" class="tight extra">${dayTag(summary.firstSeen)}</td>
<td data-label="Last report" class="tight extra">${agoTag(summary.lastSeen, now)}</td><td data-label="By week" class="tight">${weekChart(summary)}</td></tr>`
}
