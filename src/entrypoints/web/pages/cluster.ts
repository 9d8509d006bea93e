/** `/<owner>/<repo>/clusters/<id>`: one cluster with its graph, timeline, evidence and what worked. */
import { html } from 'hono/html'
import type { ClusterLink } from '../../../app/matching/cluster-links.ts'
import type { ClusterDetails, ClusterMember, Counted } from '../../../core/duplicates/cluster-summary.ts'
import { issueUrl, type RepositoryRef } from '../../../core/issue-ref.ts'
import { clusterGraph, type UrlOf } from '../drawings/cluster-graph.ts'
import { weekChart } from '../drawings/week-chart.ts'
import { type Html, layout } from '../layout.ts'

/** Keeps a page below 100 KB, even if every character has to be escaped. Only the newest members are listed. */
const MAX_MEMBERS = 60
const MAX_PAIRS = 12
const MAX_TITLE = 80
const MAX_LINE = 200

export interface ClusterPageData {
  readonly repository: RepositoryRef
  readonly cluster: ClusterDetails
  /** Newest reports first. */
  readonly links: readonly ClusterLink[]
  /** URL of the GitHub site, e.g. `https://github.com`. */
  readonly site: string
}

export function clusterPage({ repository, cluster, links, site }: ClusterPageData): Html {
  const { count, canonical, signature } = cluster
  const urlOf = (number: number) => issueUrl({ ...repository, number }, site)
  return layout({
    title: `${count} reports: ${canonical.title.slice(0, MAX_TITLE)}`,
    main: html`<p><a href="/${repository.owner}/${repository.repo}">All clusters in ${repository.owner}/${repository.repo}</a></p>
<ul>
<li>Failure: ${signature === null ? 'no known failure' : html`<a href="/signatures/${signature}">${signature}</a>`}</li>
<li>Canonical report: ${issueLink(canonical.number, urlOf)}, ${canonical.open ? 'open' : 'closed'}</li>
<li>${cluster.authors === 1 ? '1 reporter' : `${cluster.authors} reporters`}, from ${day(cluster.firstSeen)} to ${day(cluster.lastSeen)}; ${cluster.open} open</li>
<li>Per week: ${weekChart(cluster)} ${cluster.growth.lately} in the last four weeks, ${cluster.growth.before} in the four before</li>
<li>Versions: ${counted(cluster.versions)}</li>
<li>Products: ${counted(cluster.products)}</li>
${Object.entries(cluster.captures).map(([name, values]) => html`<li>${name.replaceAll('_', ' ')}: ${counted(values)}</li>`)}
${cluster.signals.length === 0 ? '' : html`<li>Signals: ${counted(cluster.signals)}</li>`}
${elsewhere(cluster)}
</ul>
<h2>What worked</h2>
<p>${cluster.worked.length === 0 ? 'No feedback yet.' : counted(cluster.worked)}</p>
<h2>How the reports are linked</h2>
${clusterGraph(cluster, links, urlOf)}
<h2>Evidence side by side</h2>
${evidence(links)}
<h2>Timeline</h2>
${timeline(cluster.members, urlOf)}`,
  })
}

function elsewhere({ elsewhere: others = [] }: ClusterDetails): Html | string {
  if (others.length === 0) return ''
  return html`<li>In other repositories: ${others.map(({ repository: { owner, repo }, id, count }) => html`<a href="/${owner}/${repo}/clusters/${id}">${owner}/${repo}</a> (${count}) `)}</li>`
}

function evidence(links: readonly ClusterLink[]): Html {
  const shown = links.flatMap((link) => (link.line === null ? [] : [{ ...link, line: link.line }])).slice(0, MAX_PAIRS)
  if (shown.length === 0) return html`<p>No two reports share a log line.</p>`
  return html`<div class="wide" role="region" aria-label="Evidence" tabindex="0"><table>
<thead><tr><th scope="col">Reports</th><th scope="col">Earlier</th><th scope="col">Later</th></tr></thead>
<tbody>${shown.map(({ number, other, line }) => html`<tr><td>#${other} and #${number}</td><td><code>${line.there.slice(0, MAX_LINE)}</code></td><td><code>${line.here.slice(0, MAX_LINE)}</code></td></tr>`)}</tbody></table></div>`
}

function timeline(members: readonly ClusterMember[], urlOf: UrlOf): Html {
  const left = members.length - MAX_MEMBERS
  return html`${left > 0 ? html`<p class="faint">${left} older reports not shown.</p>` : ''}
<ol>${members
    .slice(-MAX_MEMBERS)
    .map(
      ({ number, title, open, createdAt }) =>
        html`<li><time>${day(createdAt)}</time> ${issueLink(number, urlOf)} ${title.slice(0, MAX_TITLE)} <span class="faint">${open ? 'open' : 'closed'}</span></li>`,
    )}</ol>`
}

function issueLink(number: number, urlOf: UrlOf): Html {
  return html`<a href="${urlOf(number)}">#${number}</a>`
}

function counted(values: readonly Counted[]): string {
  return values.length === 0 ? 'none' : values.map(({ value, count }) => `${value} (${count})`).join(', ')
}

function day(time: number): string {
  return new Date(time).toISOString().slice(0, 10)
}
