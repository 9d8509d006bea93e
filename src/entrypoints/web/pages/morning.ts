/** `/<owner>/<repo>`: what a maintainer looks at every morning. Every number links to the list that it counts. */

import { html } from 'hono/html'
import type { SettingsProblem } from '../../../adapters/store/store.ts'
import { askedQuestion } from '../../../core/diagnosis/question.ts'
import type { SignatureFeedback } from '../../../core/feedback/feedback.ts'
import { issueUrl, type RepositoryRef } from '../../../core/issue-ref.ts'
import type { ClusterFacts } from '../../../core/overview/cluster-facts.ts'
import type { IssueEntry } from '../../../core/overview/issue-entry.ts'
import type { Growing, Morning, MorningWindow } from '../../../core/overview/morning.ts'
import type { Html, HtmlPage } from '../layout.ts'
import { agoTag, dayTag, dayText, durationText } from '../parts/dates.ts'
import { feedsOf, repositoryHead } from '../parts/repository-head.ts'
import { countText, cutCode, cutText, grouped, reasonText, withCode } from '../parts/texts.ts'
import { alarmsPanel, draftsPanel, type Learnt, precisionTable } from './learnt.ts'

export interface MorningPageData {
  readonly repository: RepositoryRef
  readonly morning: Morning
  readonly issues: number
  readonly clusters: number
  /** Track records of the signatures that were asserted here. */
  readonly precision: readonly SignatureFeedback[]
  readonly learnt: Learnt
  /** Errors in the repository's settings. */
  readonly problems: readonly SettingsProblem[]
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
  const { repository, morning, problems } = data
  const { owner, repo } = repository
  const path = `/${owner}/${repo}`
  return {
    title: `${owner}/${repo}`,
    heading: repositoryHead({ ...data }, 'overview', data.site),
    feeds: feedsOf(repository),
    main: html`${problems.length === 0 ? '' : problemList(problems)}
${data.issues === 0 ? html`<p class="notice">No report is stored yet. The bot stores each new issue, and reads earlier ones after its installation.</p>` : ''}
<div class="columns">${morning.windows.map((it) => windowPanel(it, path))}</div>
<section aria-labelledby="attention"><h2 id="attention">Needs attention</h2>
<div class="columns lead-left">${waiting(data, path)}<div class="stack">${credentials(data, path)}${rejected(data, path)}</div></div></section>
<section aria-labelledby="trends"><h2 id="trends">Clusters</h2>
${beginnings(data, path)}<div class="columns">${growing(data, path)}${regressions(data, path)}</div></section>
<div class="columns">${alarmsPanel(repository, data.learnt.alarms, data.now)}${draftsPanel(repository, data.learnt.drafts)}</div>
${precisionTable(repository, data.precision, data.learnt.outcomes)}
<p class="muted small">${data.packs} <a href="/causes/${owner}">Causes in several repositories of ${owner}</a></p>`,
  }
}

function problemList(problems: readonly SettingsProblem[]): Html {
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

interface PanelRows {
  readonly id: string
  readonly title: string
  readonly count: number
  readonly url: string
  readonly none: string
  readonly rows: readonly Html[]
}

function panel({ id, title, count, url, none, rows }: PanelRows): Html {
  const heading = count === 0 ? title : html`<a href="${url}">${title}</a> <span class="count">${grouped(count)}</span>`
  return html`<section class="panel" aria-labelledby="${id}"><h3 id="${id}">${heading}</h3>
${rows.length === 0 ? html`<p class="muted">${none}</p>` : html`<ul class="rows">${rows}</ul>`}
${count > rows.length ? html`<p class="small"><a href="${url}">All ${grouped(count)}</a></p>` : ''}</section>`
}

function issueRow(it: IssueEntry, { repository, site }: MorningPageData, detail: string | Html, side: Html): Html {
  const { owner, repo } = repository
  return html`<li><span class="what"><a href="/${owner}/${repo}/issues/${it.number}">${cutText(it.title, MAX_TITLE)}</a>
<small><a href="${issueUrl({ ...repository, number: it.number }, site)}">#${it.number}</a>${detail === '' ? '' : html` · ${detail}`}</small></span><span class="side">${side}</span></li>`
}

function waiting(data: MorningPageData, path: string): Html {
  const { waiting: all } = data.morning
  return panel({
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

function credentials(data: MorningPageData, path: string): Html {
  const { credentials: all } = data.morning
  return panel({
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

function rejected(data: MorningPageData, path: string): Html {
  const { rejected: all } = data.morning
  return panel({
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

function clusterRow({ summary, began }: ClusterFacts, path: string, detail: Html, side: Html): Html {
  const start =
    began === null
      ? html`began ${dayTag(summary.firstSeen)}`
      : html`began with <strong>${began}</strong>, ${dayTag(summary.firstSeen)}`
  return html`<li><span class="what"><a href="${path}/clusters/${summary.id}">${cutText(summary.title, MAX_CAUSE)}</a>
<small>${start}${detail}</small></span><span class="side">${side}</span></li>`
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

function growing(data: MorningPageData, path: string): Html {
  const all = data.morning.growing
  const row = ({ cluster, lately, before }: Growing) =>
    clusterRow(
      cluster,
      path,
      html` · ${cluster.summary.signature ?? 'no known failure'}`,
      html`<strong>${lately}</strong> in 7 days, ${before} before`,
    )
  return panel({
    id: 'growing',
    title: 'Growing',
    count: all.length,
    url: `${path}/clusters?is=growing&sort=growth&dir=desc`,
    none: 'No cluster got more reports in the last seven days than in the seven days before.',
    rows: all.slice(0, MAX_ROWS).map(row),
  })
}

function regressions(data: MorningPageData, path: string): Html {
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
  return panel({
    id: 'regressions',
    title: 'Regressions',
    count: all.length,
    url: `${path}/clusters?is=regression&sort=recent&dir=desc`,
    none: 'No failure came back after it was fixed.',
    rows: all.slice(0, MAX_ROWS).map(row),
  })
}
