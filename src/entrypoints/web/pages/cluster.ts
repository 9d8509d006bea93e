/** `/<owner>/<repo>/clusters/<id>`: one cluster with its graph, its timeline, its evidence and what worked. */
import { html } from 'hono/html'
import type { ClusterLink } from '../../../app/matching/cluster-links.ts'
import type { ClusterAnswer, ClusterMember, Counted } from '../../../core/duplicates/cluster-summary.ts'
import { issueUrl, type RepositoryRef } from '../../../core/issue-ref.ts'
import { clusterGraph, type UrlOf } from '../drawings/cluster-graph.ts'
import { weekChart } from '../drawings/week-chart.ts'
import { type Html, layout } from '../layout.ts'

/** A page stays below 100 KB, also where every character has to be escaped: the newest are shown, of the rest the number. */
const MAX_MEMBERS = 60
const MAX_PAIRS = 12
const MAX_TITLE = 80
const MAX_LINE = 200

export interface ShownCluster {
  readonly repository: RepositoryRef
  readonly cluster: ClusterAnswer
  /** Newest reports first. */
  readonly links: readonly ClusterLink[]
  /** Of GitHub, e.g. `https://github.com`. */
  readonly site: string
}

export function clusterPage({ repository, cluster, links, site }: ShownCluster): Html {
  const { count, canonical, signature } = cluster
  const urlOf = (number: number) => issueUrl({ ...repository, number }, site)
  return layout({
    title: `${count} reports: ${canonical.title.slice(0, MAX_TITLE)}`,
    main: html`<p><a href="/${repository.owner}/${repository.repo}">All clusters of ${repository.owner}/${repository.repo}</a></p>
<ul>
<li>Failure: ${signature === null ? 'none known' : html`<a href="/signatures/${signature}">${signature}</a>`}</li>
<li>Canonical report: ${issueLink(canonical.number, urlOf)}, ${canonical.open ? 'open' : 'closed'}</li>
<li>Reported by ${cluster.authors}, from ${day(cluster.firstSeen)} to ${day(cluster.lastSeen)}; ${cluster.open} open</li>
<li>Weeks: ${weekChart(cluster)} ${cluster.growth.lately} in the last four, ${cluster.growth.before} in the four before</li>
<li>Versions: ${counted(cluster.versions)}</li>
<li>Products: ${counted(cluster.products)}</li>
${Object.entries(cluster.captures).map(([name, values]) => html`<li>${name.replaceAll('_', ' ')}: ${counted(values)}</li>`)}
${cluster.signals.length === 0 ? '' : html`<li>Signals: ${counted(cluster.signals)}</li>`}
${elsewhere(cluster)}
</ul>
<h2>What worked</h2>
<p>${cluster.worked.length === 0 ? 'Nobody said yet.' : counted(cluster.worked)}</p>
<h2>How the reports belong together</h2>
${clusterGraph(cluster, links, urlOf)}
<h2>Evidence, side by side</h2>
${evidence(links)}
<h2>Timeline</h2>
${timeline(cluster.members, urlOf)}`,
  })
}

function elsewhere({ elsewhere: places = [] }: ClusterAnswer): Html | string {
  if (places.length === 0) return ''
  return html`<li>Elsewhere: ${places.map(({ repository: { owner, repo }, id, count }) => html`<a href="/${owner}/${repo}/clusters/${id}">${owner}/${repo}</a> (${count}) `)}</li>`
}

function evidence(links: readonly ClusterLink[]): Html {
  const shown = links.flatMap((link) => (link.line === null ? [] : [{ ...link, line: link.line }])).slice(0, MAX_PAIRS)
  if (shown.length === 0) return html`<p>No two of them share a line of a log.</p>`
  return html`<div class="wide" role="region" aria-label="Evidence" tabindex="0"><table>
<thead><tr><th scope="col">Reports</th><th scope="col">Earlier</th><th scope="col">Later</th></tr></thead>
<tbody>${shown.map(({ number, other, line }) => html`<tr><td>#${other} and #${number}</td><td><code>${line.there.slice(0, MAX_LINE)}</code></td><td><code>${line.here.slice(0, MAX_LINE)}</code></td></tr>`)}</tbody></table></div>`
}

function timeline(members: readonly ClusterMember[], urlOf: UrlOf): Html {
  const left = members.length - MAX_MEMBERS
  return html`${left > 0 ? html`<p class="faint">${left} more, all of them older.</p>` : ''}
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
  return values.length === 0 ? 'none named' : values.map(({ value, count }) => `${value} (${count})`).join(', ')
}

function day(time: number): string {
  return new Date(time).toISOString().slice(0, 10)
}
