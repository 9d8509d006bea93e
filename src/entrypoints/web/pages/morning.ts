/** `/<owner>/<repo>`: what a maintainer looks at every morning. Every number links to the list that it counts. */

import { html } from 'hono/html'
import { askedQuestion } from '../../../core/diagnosis/question.ts'
import type { SignatureFeedback } from '../../../core/feedback/feedback.ts'
import type { RepositoryRef } from '../../../core/issue-ref.ts'
import type { ClusterFacts } from '../../../core/overview/cluster-facts.ts'
import type { IssueEntry } from '../../../core/overview/issue-entry.ts'
import type { Growing, Morning, MorningWindow } from '../../../core/overview/morning.ts'
import type { Problem } from '../../../core/signatures/problems.ts'
import { WEEK_MS } from '../../../core/time-units.ts'
import type { Html, HtmlPage } from '../layout.ts'
import { agoTag, dayTag, dayText, durationText } from '../parts/dates.ts'
import { gitHubLink } from '../parts/github-link.ts'
import { arrangePanels, listPanel, type Panel } from '../parts/panels.ts'
import { feedLinks, feedsOf, repositoryHead } from '../parts/repository-head.ts'
import { countText, cutCode, cutText, grouped, reasonText, withCode } from '../parts/texts.ts'
import { alarmsPanel, draftsLine, type Learnt, precisionTable } from './learnt.ts'

export interface MorningPageData {
  readonly repository: RepositoryRef
  readonly morning: Morning
  readonly issues: number
  readonly clusters: number
  /** Track records of the signatures that were asserted here. */
  readonly precision: readonly SignatureFeedback[]
  readonly learnt: Learnt
  /** Errors in the repository's settings. */
  readonly problems: readonly Problem[]
  /** Which packs of signatures are on, and why. */
  readonly packs: string
  readonly site: string
  /** Milliseconds since the epoch. */
  readonly now: number
}

/** Number of rows in each panel; its heading links to all of them. */
const MAX_ROWS = 6
const MAX_TITLE = 90
const MAX_CAUSE = 140
const MAX_QUESTION = 120
const MAX_VERSION = 30

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

function issueRow(it: IssueEntry, { repository, site }: MorningPageData, detail: string | Html, side: Html): Html {
  const { owner, repo } = repository
  return html`<li><span class="what"><a href="/${owner}/${repo}/issues/${it.number}">${cutText(it.title, MAX_TITLE)}</a>
<small>${gitHubLink({ ...repository, number: it.number }, site)}${detail === '' ? '' : html` · ${detail}`}</small></span><span class="side">${side}</span></li>`
}

function waiting(data: MorningPageData, path: string): Panel {
  const { waiting: all } = data.morning
  return listPanel({
    id: 'waiting',
    title: 'Open questions, longest wait first',
    count: all.length,
    url: `${path}/issues?is=waiting&sort=waiting&dir=asc`,
    none: 'No question is open.',
    rows: all
      .slice(0, MAX_ROWS)
      .map((it) =>
        issueRow(
          it,
          data,
          withCode(cutCode(askedQuestion({ question: it.decided?.question ?? null }) ?? '', MAX_QUESTION)),
          html`${durationText(data.now - (it.decided?.since ?? 0))}`,
        ),
      ),
  })
}

function credentials(data: MorningPageData, path: string): Panel {
  const { credentials: all } = data.morning
  return listPanel({
    id: 'credentials',
    title: 'Credentials still in an issue',
    count: all.length,
    url: `${path}/issues?is=credential`,
    none: 'No credential that the bot warned about is still marked.',
    rows: all
      .slice(0, MAX_ROWS)
      .map((it) =>
        issueRow(it, data, `reported by ${it.author || 'unknown'}`, agoTag(it.decided?.credentialSince ?? 0, data.now)),
      ),
  })
}

function rejected(data: MorningPageData, path: string): Panel {
  const { rejected: all } = data.morning
  return listPanel({
    id: 'rejected',
    title: 'Answers that people rejected',
    count: all.length,
    url: `${path}/issues?is=rejected`,
    none: 'Nobody has rejected an answer.',
    rows: all
      .slice(0, MAX_ROWS)
      .map((it) =>
        issueRow(
          it,
          data,
          `${it.rejected?.signature?.id ?? 'the cause'}, rejected by ${it.rejected?.who}`,
          agoTag(it.rejected?.at ?? 0, data.now),
        ),
      ),
  })
}

/** A cluster's title says with which version it began. */
function clusterRow({ summary }: ClusterFacts, path: string, detail: Html, side: Html): Html {
  const reports = html`<a href="${path}/issues?cluster=${summary.id}">${countText(summary.count, 'report')}</a>`
  return html`<li><span class="what"><a href="${path}/clusters/${summary.id}">${cutText(summary.title, MAX_CAUSE)}</a>
<small>${reports} since ${dayTag(summary.firstSeen)}${detail}</small></span><span class="side">${side}</span></li>`
}

/** Maximum number of versions; the list of clusters has all of them. */
const MAX_VERSIONS = 8

/** The clusters that began with a version are one click away. */
function beginnings({ morning: { began } }: MorningPageData, path: string): Html | string {
  if (began.length === 0) return ''
  const to = (version: string) => `${path}/clusters?${new URLSearchParams({ began: version })}`
  return html`<nav class="filters" aria-labelledby="began"><span class="small muted" id="began">Began with</span>
${began.slice(0, MAX_VERSIONS).map(({ value, count }) => html`<a class="chip" href="${to(value)}">${cutText(value, MAX_VERSION)} <span class="count">${grouped(count)}</span></a> `)}
${began.length > MAX_VERSIONS ? html`<a class="small" href="${path}/clusters?sort=began&dir=desc">All ${grouped(began.length)}</a>` : ''}</nav>`
}

function growing(data: MorningPageData, path: string): Panel {
  const all = data.morning.growing
  const weekAgo = new Date(data.now - WEEK_MS).toISOString()
  const row = ({ cluster, lately, before }: Growing) =>
    clusterRow(
      cluster,
      path,
      html` · ${cluster.summary.signature ?? 'no known failure'}`,
      html`<a href="${path}/issues?cluster=${cluster.summary.id}&amp;since=${weekAgo}"><strong>${lately}</strong> in 7 days</a>, ${before} before`,
    )
  return listPanel({
    id: 'growing',
    title: 'Growing',
    count: all.length,
    url: `${path}/clusters?is=growing&sort=growth&dir=desc`,
    none: 'No cluster got more reports in the last seven days than in the seven days before.',
    rows: all.slice(0, MAX_ROWS).map(row),
  })
}

function regressions(data: MorningPageData, path: string): Panel {
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
