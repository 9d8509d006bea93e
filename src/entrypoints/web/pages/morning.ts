/** `/<owner>/<repo>`: what a maintainer looks at every morning. Every number links to the list that it counts. */

import { html } from 'hono/html'
import type { RepositoryRef } from '../../../core/issue-ref.ts'
import type { MorningWindow } from '../../../core/overview/morning.ts'
import type { Problem } from '../../../core/signatures/problems.ts'
import type { Html, HtmlPage } from '../layout.ts'
import { dayText } from '../parts/dates.ts'
import { arrangePanels } from '../parts/panels.ts'
import { feedLinks, feedsOf, repositoryHead } from '../parts/repository-head.ts'
import { countText, grouped, reasonText } from '../parts/texts.ts'
import { credentials, rejected, waiting } from './attention-panels.ts'
import { alarmsPanel, draftsLine, precisionTable } from './learnt.ts'
import type { MorningPageData } from './morning-data.ts'
import { beginnings, growing, regressions } from './trend-panels.ts'

export function morningPage(data: MorningPageData): HtmlPage {
  const { repository, problems } = data
  const { owner, repo } = repository
  const path = `/${owner}/${repo}`
  return {
    title: `${owner}/${repo}`,
    heading: repositoryHead({ ...data }, 'overview', data.site),
    feeds: feedsOf(repository),
    main: html`${problems.length === 0 ? '' : problemList(problems)}
${data.issues === 0 ? nothingYet(repository) : report(data, path)}
<p class="muted small">${data.packs}</p>
<p class="small">${feedLinks(repository)} · <a href="/causes/${owner}">Causes in several repositories of ${owner}</a></p>`,
  }
}

/** What came in, what waits for a person, what grows, and how good the answers are, in this order. */
function report(data: MorningPageData, path: string): Html {
  const { repository, morning, learnt } = data
  return html`${alarmsPanel(repository, learnt.alarms, data.now)}
<div class="columns">${morning.windows.map((it) => windowPanel(it, path))}</div>
<section aria-labelledby="attention"><h2 id="attention">Needs attention</h2>
${arrangePanels('lead-left', [waiting(data, path), credentials(data, path), rejected(data, path)], learnt.alarms.length === 0 ? 'No alarm: no failure is reported more often than chance explains.' : '')}</section>
<section aria-labelledby="trends"><h2 id="trends">Clusters</h2>
${beginnings(data, path)}${arrangePanels('', [regressions(data, path), growing(data, path)])}${draftsLine(repository, learnt.drafts)}</section>
${precisionTable(repository, data.precision, learnt.outcomes)}`
}

function nothingYet({ owner, repo }: RepositoryRef): Html {
  return html`<section class="notice" aria-labelledby="nothing"><h2 id="nothing">No report is stored yet</h2>
<p>The bot stores each new issue as it is opened, and reads earlier ones after its installation. This page then shows what came in,
what waits for a person, which failures grow, and how good the answers were. To read the earlier issues now, run
<code>auth-triage backfill ${owner}/${repo}</code>.</p></section>`
}

function problemList(problems: readonly Problem[]): Html {
  return html`<div class="error"><h2>The settings of this repository have errors</h2>
<p>Settings with errors are ignored; the last valid settings remain in effect.</p>
<ul>${problems.map(({ file, line, message, hint }) => html`<li><code>${file}:${line}</code>: ${message} ${hint}</li>`)}</ul></div>`
}

const NAMES = { yesterday: 'Since yesterday', monday: 'Since Monday' } as const

function windowPanel(it: MorningWindow, path: string): Html {
  const since = new Date(it.since).toISOString().slice(0, 10)
  const issues = (query: string) => `${path}/issues?since=${since}${query}`
  const figure = (label: string, count: number, url: string) =>
    html`<div><dt>${label}</dt><dd>${count === 0 ? '0' : html`<a href="${url}">${grouped(count)}</a>`}</dd></div>`
  return html`<section class="panel" aria-labelledby="${it.name}"><h2 id="${it.name}">${NAMES[it.name]} <span class="count">${dayText(it.since)}</span></h2>
<dl class="figures">${figure('Reports', it.reports, issues(''))}${figure('Auth reports', it.auth, issues('&is=auth'))}${figure('New clusters', it.clusters, `${path}/clusters?new=${since}&sort=first&dir=desc`)}
${figure('Asserted', it.asserted, issues('&decision=assert'))}${figure('Asked', it.asked, issues('&decision=ask'))}${figure('Silent', it.silent, issues('&decision=silent'))}</dl>
${it.reasons.length === 0 ? '' : html`<p class="small muted">Silent because: ${it.reasons.map(({ value, count }, at) => html`${at === 0 ? '' : '; '}${reasonText(value)} (<a href="${issues(`&decision=silent&reason=${value}`)}">${grouped(count)}</a>)`)}.</p>`}
${it.undecided === 0 ? '' : html`<p class="small muted"><a href="${issues('&decision=stored')}">${countText(it.undecided, 'report')}</a> stored without a decision.</p>`}</section>`
}
