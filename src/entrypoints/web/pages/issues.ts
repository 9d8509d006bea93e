/** `/<owner>/<repo>/issues`: the issues of a repository, searchable, sortable, with filters that live in the URL. */
import { html } from 'hono/html'
import type { IssueEntry } from '../../../core/overview/issue-entry.ts'
import type { IssueSort } from '../../../core/overview/issue-list.ts'
import { isWaiting } from '../../../core/overview/morning.ts'
import type { Html, HtmlPage } from '../layout.ts'
import { agoTag, durationText } from '../parts/dates.ts'
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
import { cutText, decisionBadge, decisionText, reasonText } from '../parts/texts.ts'

export type IssuesPageData = ListPageData<IssueEntry, IssueSort>

const MAX_TITLE = 110

const GROUPS: ReadonlyMap<string, string> = new Map([
  ['auth', 'auth report'],
  ['waiting', 'question open'],
  ['credential', 'has a credential'],
  ['rejected', 'answer rejected'],
  ['accepted', 'answer accepted'],
])

const CHOICES: readonly FilterChoice[] = [
  { name: 'state', label: 'State', as: 'chips' },
  { name: 'decision', label: 'Decision', as: 'chips', textOf: (it) => decisionText(it as 'assert') ?? it },
  { name: 'is', label: 'Group', as: 'chips', textOf: (it) => GROUPS.get(it) ?? it },
  { name: 'signature', label: 'Signature', as: 'menu' },
  { name: 'version', label: 'Version', as: 'menu' },
  { name: 'product', label: 'Product', as: 'menu' },
  { name: 'stage', label: 'Broken at', as: 'menu' },
  { name: 'reason', label: 'Reason', as: 'menu', textOf: reasonText },
]

const COLUMNS: readonly (Column & { readonly sort: IssueSort | null })[] = [
  { sort: 'title', label: 'Issue' },
  { sort: 'decision', label: 'Decision' },
  { sort: 'signature', label: 'Signature' },
  { sort: 'version', label: 'Version', descends: true },
  { sort: 'product', label: 'Product', isExtra: true },
  { sort: 'cluster', label: 'Cluster', descends: true, isExtra: true },
  { sort: 'opened', label: 'Opened', descends: true },
]

/** Only a list of open questions says how long each waits. */
const WAITS: Column = { sort: 'waiting', label: 'Waits', descends: false }

export function issuesPage(data: IssuesPageData): HtmlPage {
  const { repository, list, view } = data
  const { owner, repo } = repository
  return {
    title: `Issues · ${owner}/${repo}`,
    heading: repositoryHead(data, 'issues', data.site),
    feeds: feedsOf(repository),
    main: html`${searchForm(view, 'Search titles, or a number')}
${filterBar(view, CHOICES, list.values)}
${
  list.total === 0
    ? ''
    : html`<table class="list plain">${tableHead(view, asksForWaits(data) ? [...COLUMNS, WAITS] : COLUMNS, data.sorted)}
<tbody>${list.items.map((it) => row(it, data))}</tbody></table>`
}
${pageLinks(view, list, 'issue')}`,
  }
}

function asksForWaits({ view, sorted }: IssuesPageData): boolean {
  return view.query['is'] === 'waiting' || sorted.sort === 'waiting'
}

function row(it: IssueEntry, data: IssuesPageData): Html {
  const { repository, site, now } = data
  const waits = asksForWaits(data)
  const path = `/${repository.owner}/${repository.repo}`
  const { decided } = it
  return html`<tr><td class="title"><a href="${path}/issues/${it.number}">${cutText(it.title, MAX_TITLE) || 'Untitled'}</a><small>${gitHubLink({ ...repository, number: it.number }, site)}${it.author === '' ? '' : ` by ${cutText(it.author, 40)}`}${it.open ? '' : ' · closed'}</small></td>
<td data-label="Decision" class="tight">${decisionBadge(decided?.decision ?? 'stored')}</td>
<td data-label="Signature" class="id">${it.signature === null ? '' : html`<a href="/signatures/${it.signature}">${it.signature}</a>`}</td>
<td data-label="Version" class="tight">${it.version === null ? '' : cutText(it.version, 30)}</td><td data-label="Product" class="tight extra">${it.product ?? ''}</td>
<td data-label="Cluster" class="tight extra">${it.cluster === null ? '' : html`<a href="${path}/clusters/${it.cluster}">cluster ${it.cluster}</a>`}</td>
<td data-label="Opened" class="tight">${agoTag(it.createdAt, now)}</td>${waits ? html`<td data-label="Waits" class="tight">${isWaiting(it) ? durationText(now - (decided?.since ?? now)) : ''}</td>` : ''}</tr>`
}
