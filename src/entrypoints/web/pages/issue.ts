/**
 * `/<owner>/<repo>/issues/<n>`: what the bot decided about one issue and why, in words, with the evidence in its place.
 * The text is read from GitHub for the page and redacted; no issue text is stored.
 */

import { html } from 'hono/html'
import { issueUrl } from '../../../core/issue-ref.ts'
import type { Pack } from '../../../core/signatures/pack.ts'
import type { Html, HtmlPage } from '../layout.ts'
import { agoTag } from '../parts/dates.ts'
import { repositoryTrail } from '../parts/repository-head.ts'
import { stageBar, stageText } from '../parts/stage-bar.ts'
import { countText, cutText } from '../parts/texts.ts'
import type { IssuePageData } from './issue-data.ts'
import { decisionPanel } from './issue-decision.ts'
import { feedbackText, foldStory, story } from './issue-story.ts'
import { issueText } from './issue-text.ts'

const MAX_TITLE = 110
const MAX_CAUSE = 140
const MAX_MATCHES = 10

export function issuePage(data: IssuePageData, pack: Pack): HtmlPage {
  const { ref, entry, viewed } = data
  const title = cutText(viewed?.title ?? entry?.title ?? '', MAX_TITLE) || `Issue #${ref.number}`
  return {
    title: `${title} · #${ref.number}`,
    heading: html`<div class="head">${repositoryTrail(ref, 'issues')}<h1>${title} <span class="muted">#${ref.number}</span></h1>${facts(data)}</div>`,
    main: html`${flow(data)}${decisionPanel(data, pack)}
<section aria-labelledby="text"><h2 id="text">Evidence in the report</h2>${issueText(data)}</section>
${people(data)}${related(data)}${nobodyYet(data)}
<section class="panel" aria-labelledby="story"><h2 id="story">What happened</h2>${story(foldStory(data.decisions, data.feedbackEvents), pack)}</section>`,
  }
}

function facts({ ref, entry, site, now }: IssuePageData): Html {
  const gitHub = html`<a href="${issueUrl(ref, site)}">#${ref.number} on GitHub</a>`
  if (entry === null) return html`<p class="lead">${gitHub}</p>`
  const { author, open, createdAt, product, version } = entry
  const parts = [product, version].filter((it) => it !== null).map((it) => cutText(it, 40))
  return html`<p class="lead">${open ? 'Open' : 'Closed'}, opened ${agoTag(createdAt, now)}${author === '' ? '' : ` by ${author}`}${parts.length === 0 ? '' : ` · ${parts.join(' ')}`} · ${gitHub}</p>`
}

function flow({ viewed, report }: IssuePageData): Html | string {
  const live = viewed?.diagnosis.flow
  const shown = live ? { reached: live.reached, broken: live.broken?.stage ?? null } : report?.digest.flow
  if (!shown) return ''
  const status = live?.broken?.status ?? null
  const side = live?.broken?.side ?? report?.digest.flow?.side ?? null
  const broken =
    shown.broken === null
      ? 'Nothing in the logs shows a failure of the login.'
      : `${stageText(shown.broken)} failed${status === null ? '' : ` with ${status}`}${side === null || side === 'unknown' ? '' : `, at the ${side.replaceAll('-', ' ')}`}.`
  return html`<section class="panel" aria-labelledby="flow"><h2 id="flow">How far the login came</h2>${stageBar(shown)}<p class="small muted">${broken}</p></section>`
}

function people({ feedbackEvents, now }: IssuePageData): Html | string {
  if (feedbackEvents.length === 0) return ''
  return html`<section class="panel" aria-labelledby="people"><h2 id="people">What people said</h2>
<ul class="rows">${feedbackEvents
    .slice(-MAX_MATCHES)
    .toReversed()
    .map(
      (it) =>
        html`<li><span class="what"><strong>${it.who}</strong> ${feedbackText(it)}</span><span class="side">${agoTag(it.at, now)}</span></li>`,
    )}</ul></section>`
}

/** One line instead of empty boxes. */
function nobodyYet({ feedbackEvents, cluster, matches }: IssuePageData): Html | string {
  const none = [
    ...(feedbackEvents.length === 0 ? ['Nobody has said anything about the answer.'] : []),
    ...(cluster === null && matches.length === 0 ? ['No other report has the same cause.'] : []),
  ]
  return none.length === 0 ? '' : html`<p class="muted none">${none.join(' ')}</p>`
}

function related({ ref, cluster, matches, titleOf }: IssuePageData): Html | string {
  if (cluster === null && matches.length === 0) return ''
  const path = `/${ref.owner}/${ref.repo}`
  const rows = matches
    .toSorted((a, b) => b.probability - a.probability)
    .slice(0, MAX_MATCHES)
    .map(({ number, other, reasons: why }) => {
      const there = number === ref.number ? other : number
      return html`<li><span class="what"><a href="${path}/issues/${there}">#${there} ${cutText(titleOf(there), 80)}</a><small>${why.join('; ')}</small></span></li>`
    })
  return html`<section class="panel" aria-labelledby="cluster"><h2 id="cluster">Same cause</h2>
${cluster === null ? html`<p class="muted">It is in no cluster.</p>` : html`<p>One of <a href="${path}/clusters/${cluster.summary.id}">${countText(cluster.summary.count, 'report')} in cluster ${cluster.summary.id}</a>: ${cutText(cluster.summary.title, MAX_CAUSE)}. Canonical is <a href="${path}/issues/${cluster.summary.canonical.number}">#${cluster.summary.canonical.number}</a>.</p>`}
${rows.length === 0 ? '' : html`<ul class="rows">${rows}</ul>`}</section>`
}
