/**
 * `/<owner>/<repo>/issues/<n>`: what the bot decided about one issue and why, in words, with the evidence in its place.
 * The text is read from GitHub for the page and redacted; no issue text is stored.
 */

import { html } from 'hono/html'
import type { DecisionRecord } from '../../../adapters/store/stored-decisions.ts'
import type { StoredMatch } from '../../../adapters/store/stored-reports.ts'
import type { ViewedIssue } from '../../../app/analysis/issue-view.ts'
import type { Candidate, Evidence } from '../../../core/diagnosis/diagnosis.ts'
import { askedQuestion } from '../../../core/diagnosis/question.ts'
import type { IndexedReport } from '../../../core/duplicates/digest.ts'
import type { FeedbackEvent } from '../../../core/feedback/feedback-event.ts'
import { type IssueRef, issueUrl } from '../../../core/issue-ref.ts'
import type { ClusterFacts } from '../../../core/overview/cluster-facts.ts'
import type { IssueEntry } from '../../../core/overview/issue-entry.ts'
import type { Pack } from '../../../core/signatures/pack.ts'
import type { Html, HtmlPage } from '../layout.ts'
import { agoTag } from '../parts/dates.ts'
import { repositoryTrail } from '../parts/repository-head.ts'
import { stageBar, stageText } from '../parts/stage-bar.ts'
import { countText, cutText, decisionBadge, percentText, reasonText, withCode } from '../parts/texts.ts'
import { feedbackText, foldStory, story } from './issue-story.ts'

export interface IssuePageData {
  readonly ref: IssueRef
  /** Null if the issue has decisions only, because its report is not stored. */
  readonly entry: IssueEntry | null
  /** Its stored digest; null as above. */
  readonly report: IndexedReport | null
  /** Oldest first. */
  readonly decisions: readonly DecisionRecord[]
  readonly feedbackEvents: readonly FeedbackEvent[]
  readonly cluster: ClusterFacts | null
  /** Matches with earlier and later reports. */
  readonly matches: readonly StoredMatch[]
  readonly titleOf: (number: number) => string
  /** The issue as it is on GitHub now; null if it could not be read. */
  readonly viewed: ViewedIssue | null
  readonly site: string
  readonly now: number
}

const MAX_TITLE = 110
const MAX_CAUSE = 140
const MAX_CONSIDERED = 4
const MAX_CLAUSES = 3
const MAX_PASSAGE = 100
const MAX_MATCHES = 10
const MAX_LINES = 12

export function issuePage(data: IssuePageData, pack: Pack): HtmlPage {
  const { ref, entry, viewed } = data
  const title = cutText(viewed?.title ?? entry?.title ?? '', MAX_TITLE) || `Issue #${ref.number}`
  return {
    title: `${title} · #${ref.number}`,
    heading: html`<div class="head">${repositoryTrail(ref, 'issues')}<h1>${title} <span class="muted">#${ref.number}</span></h1>${facts(data)}</div>`,
    main: html`${flow(data)}${decision(data, pack)}
<section aria-labelledby="text"><h2 id="text">Evidence in the report</h2>${text(data)}</section>
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

function decision(data: IssuePageData, pack: Pack): Html {
  const { entry, report, decisions } = data
  const decided = entry?.decided ?? decisions.at(-1) ?? null
  return html`<section class="panel" aria-labelledby="decision"><h2 id="decision">Decision</h2>
${decided === null ? storedOnly(report) : html`<p>${decisionBadge(decided.decision)} ${decided.signature === null ? '' : html`<a href="/signatures/${decided.signature}">${pack.signatures.get(decided.signature)?.title ?? decided.signature}</a>, ${percentText(decided.confidence)}: `}${reasonText(decided.reason)}.</p>${decided.question ? html`<p>Question: ${withCode(askedQuestion(decided) ?? '')}</p>` : ''}`}
${reasons(data, pack)}</section>`
}

function storedOnly(report: IndexedReport | null): Html {
  const cause = report?.digest.cause
  const would = cause?.asserted
    ? html`Its text shows <a href="/signatures/${cause.signature}">${cause.signature}</a> with ${percentText(cause.confidence)}.`
    : 'Its text is not enough to assert a cause.'
  return html`<p>${decisionBadge('stored')} The issue was stored for comparison and not answered. ${would}</p>`
}

/** Why this signature, and why not the next ones. */
function reasons({ viewed, entry }: IssuePageData, pack: Pack): Html | string {
  if (viewed === null) return ''
  const { diagnosis, lines } = viewed
  const about = `Read again now without comments and files: ${percentText(diagnosis.topic)} likely to be about authentication`
  if (diagnosis.ranked.length === 0)
    return html`<p class="small muted">${about}, and no clause of a signature matches.</p>`
  const changed = diagnosis.reason === entry?.decided?.reason ? '' : `; ${reasonText(diagnosis.reason)}`
  const shown = new Set(lines.map(({ line }) => line))
  const rows = diagnosis.ranked.slice(0, MAX_CONSIDERED)
  return html`<p class="small muted">${about}${changed}.</p>
<ul class="rows">${rows.map((it) => why(it, { word: it.signature === diagnosis.signature ? 'Why' : 'Why not', pack, shown }))}</ul>`
}

interface WhyContext {
  readonly word: 'Why' | 'Why not'
  readonly pack: Pack
  /** Lines of the issue's text that the page shows. */
  readonly shown: ReadonlySet<number>
}

function why({ signature, confidence, evidence, against }: Candidate, { word, pack, shown }: WhyContext): Html {
  const known = pack.signatures.get(signature)
  const found = evidence.slice(0, MAX_CLAUSES)
  const [opposed] = against
  const left = evidence.length - found.length
  return html`<li><span class="what">${word} <a href="/signatures/${signature}">${known?.title ?? signature}</a>?
<small>${
    found.length === 0
      ? 'No clause matches; only the wording is similar.'
      : html`For it: ${found.map((it, at) => html`${at === 0 ? '' : ', '}${it.strength} <code>${it.id}</code> in ${placeOf(it, shown)}`)}${left > 0 ? ` and ${countText(left, 'more clause')}` : ''}.`
  }</small>${
    opposed === undefined
      ? ''
      : html`<small>Against it: <code>${opposed.id}</code> in ${placeOf(opposed, shown)}, “${cutText(opposed.text.replace(/^…\s*/, ''), MAX_PASSAGE)}”${against.length > 1 ? ` and ${countText(against.length - 1, 'more passage')}` : ''}.</small>`
  }${known?.status === 'experimental' ? html`<small>An experimental signature is never asserted.</small>` : ''}</span><span class="side">${percentText(confidence)}</span></li>`
}

function placeOf({ source, line }: Evidence, shown: ReadonlySet<number>): Html | string {
  if (source === 'title') return 'the title'
  if (source !== 'body') return `line ${line} of ${source}`
  return shown.has(line) ? html`<a href="#L${line}">line ${line}</a>` : `line ${line}`
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

function text({ viewed, report }: IssuePageData): Html {
  if (viewed !== null) return liveText(viewed)
  const lines = report?.digest.lines ?? []
  if (lines.length === 0)
    return html`<p class="muted">The text is on GitHub. Only its error lines are stored, and it has none.</p>`
  return html`<p class="muted small">The text is on GitHub; these are the error lines that are stored for comparison.</p>
<pre class="numbered" tabindex="0">${lines.slice(0, MAX_LINES).map(({ line, text: it }) => html`<span class="l"><span class="n">${line}</span>${cutText(it, 300)}\n</span>`)}</pre>`
}

function liveText({ lines, left }: ViewedIssue): Html {
  if (lines.length === 0) return html`<p class="muted">The issue has no text.</p>`
  return html`<pre class="numbered" tabindex="0">${lines.map(({ line, text: it, shows }, at) => {
    const isFirst = line !== lines[at - 1]?.line
    const number = html`<span class="n"${isFirst ? html` id="L${line}"` : ''}>${isFirst ? line : ''}</span>`
    const names = [...new Set(shows.map(({ signature, clause }) => `${signature}: ${clause}`))].join(', ')
    return shows.length === 0
      ? html`<span class="l">${number}${it}\n</span>`
      : html`<mark title="${names}">${number}${it}</mark>`
  })}</pre>
<p class="small muted">Redacted, as it is on GitHub now. Marked: evidence for the signatures above.${left > 0 ? ` ${countText(left, 'line')} without evidence not shown.` : ''}</p>`
}
