/** How clusters develop, on the overview of a repository: with which versions they began, which grow, which came back. */
import { html } from 'hono/html'
import type { ClusterFacts } from '../../../core/overview/cluster-facts.ts'
import type { Growing } from '../../../core/overview/morning.ts'
import { WEEK_MS } from '../../../core/time-units.ts'
import type { Html } from '../layout.ts'
import { agoTag, dayTag } from '../parts/dates.ts'
import { listPanel, type Panel } from '../parts/panels.ts'
import { countText, cutText, grouped } from '../parts/texts.ts'
import type { MorningPageData } from './morning-data.ts'

type TrendData = Pick<MorningPageData, 'morning' | 'now'>

/** Number of rows in each panel; its heading links to all of them. */
const MAX_ROWS = 6
const MAX_CAUSE = 140
const MAX_VERSION = 30

/** A cluster's title says with which version it began. */
function clusterRow({ summary }: ClusterFacts, path: string, detail: Html, side: Html): Html {
  const reports = html`<a href="${path}/issues?cluster=${summary.id}">${countText(summary.count, 'report')}</a>`
  return html`<li><span class="what"><a href="${path}/clusters/${summary.id}">${cutText(summary.title, MAX_CAUSE)}</a>
<small>${reports} since ${dayTag(summary.firstSeen)}${detail}</small></span><span class="side">${side}</span></li>`
}

/** Maximum number of versions; the list of clusters has all of them. */
const MAX_VERSIONS = 8

/** The clusters that began with a version are one click away. */
export function beginnings({ morning: { began } }: TrendData, path: string): Html | string {
  if (began.length === 0) return ''
  const to = (version: string) => `${path}/clusters?${new URLSearchParams({ began: version })}`
  return html`<nav class="filters" aria-labelledby="began"><span class="small muted" id="began">Began with</span>
${began.slice(0, MAX_VERSIONS).map(({ value, count }) => html`<a class="chip" href="${to(value)}">${cutText(value, MAX_VERSION)} <span class="count">${grouped(count)}</span></a> `)}
${began.length > MAX_VERSIONS ? html`<a class="small" href="${path}/clusters?sort=began&dir=desc">All ${grouped(began.length)}</a>` : ''}</nav>`
}

export function growing(data: TrendData, path: string): Panel {
  const all = data.morning.growing
  const [weekAgo, twoAgo] = [1, 2].map((weeks) => new Date(data.now - weeks * WEEK_MS).toISOString())
  const row = ({ cluster, lately, before }: Growing) => {
    const its = `${path}/issues?cluster=${cluster.summary.id}`
    const earlier = before === 0 ? '0' : html`<a href="${its}&amp;since=${twoAgo}&amp;until=${weekAgo}">${before}</a>`
    return clusterRow(
      cluster,
      path,
      html` · ${cluster.summary.signature ?? 'no known failure'}`,
      html`<a href="${its}&amp;since=${weekAgo}"><strong>${lately}</strong> in 7 days</a>, ${earlier} before`,
    )
  }
  return listPanel({
    id: 'growing',
    title: 'Growing',
    count: all.length,
    url: `${path}/clusters?is=growing&sort=growth&dir=desc`,
    none: 'No cluster got more reports in the last seven days than in the seven days before.',
    rows: all.slice(0, MAX_ROWS).map(row),
  })
}

export function regressions(data: TrendData, path: string): Panel {
  const all = data.morning.regressions
  const row = (it: ClusterFacts) => {
    const again = it.regression
    if (again === null) return html``
    const version = again.version === null ? '' : ` on ${again.version}`
    return clusterRow(
      it,
      path,
      html` · fixed ${dayTag(again.fixedAt)}`,
      html`again <a href="${path}/issues/${again.number}">#${again.number}</a>${version}, ${agoTag(again.at, data.now)}`,
    )
  }
  return listPanel({
    id: 'regressions',
    title: 'Regressions',
    count: all.length,
    url: `${path}/clusters?is=regression&sort=recent&dir=desc`,
    none: 'No failure came back after it was fixed.',
    rows: all.slice(0, MAX_ROWS).map(row),
  })
}
