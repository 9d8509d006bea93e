/** `/<owner>/<repo>/clusters/<id>`: what one cluster is, since when, on which versions, what its reports share and differ in. */
import { html } from 'hono/html'
import type { Counted } from '../../../core/duplicates/cluster-summary.ts'
import { describeFix } from '../../../core/fixes/describe-fix.ts'
import { issueUrl } from '../../../core/issue-ref.ts'
import type { AlignedLine, LinePart } from '../../../core/overview/aligned-lines.ts'
import type { IssueEntry } from '../../../core/overview/issue-entry.ts'
import type { RemedyOutcome } from '../../../core/overview/remedy-outcomes.ts'
import type { Pack } from '../../../core/signatures/pack.ts'
import { clusterGraph } from '../drawings/cluster-graph.ts'
import { timeChart } from '../drawings/time-chart.ts'
import type { Html, HtmlPage } from '../layout.ts'
import { bars } from '../parts/bars.ts'
import { agoTag, dayTag } from '../parts/dates.ts'
import { gitHubLink } from '../parts/github-link.ts'
import { type Panel, stackPanels } from '../parts/panels.ts'
import { feedsOf, repositoryTrail } from '../parts/repository-head.ts'
import { countText, cutText, decisionBadge, grouped, withCode } from '../parts/texts.ts'
import { type ActsContext, actsPanel } from './cluster-acts.ts'
import type { ClusterData } from './cluster-data.ts'
import { clusterSentence } from './cluster-sentence.ts'

/** Only the newest members are listed, so that the graph and the forms below them are in reach. */
const MAX_MEMBERS = 20
const MAX_HEADING = 160
const MAX_TITLE = 80
const MAX_LINE = 220
const MAX_VALUES = 4
const MAX_VALUE = 60
const MAX_BARS = 10
/** The graph of a cluster up to this size is readable in the narrow column. */
const MAX_BESIDE = 10
/** Up to this many lines of evidence, the column with the evidence is the shorter one. */
const MAX_SHORT = 2
const FILES = [
  ['csv', 'CSV'],
  ['json', 'JSON'],
  ['md', 'Markdown'],
] as const

export interface ClusterPageContext extends ActsContext {
  readonly pack: Pack
}

export function clusterPage(data: ClusterData, context: ClusterPageContext): HtmlPage {
  const { repository, cluster, members, links } = data
  const { summary } = cluster
  const { owner, repo } = repository
  const path = `/${owner}/${repo}`
  const title = cutText(summary.title, MAX_HEADING)
  const issues = `${path}/issues?cluster=${summary.id}`
  const place = placeOfGraph(data)
  const graph = html`<section class="panel" aria-labelledby="graph"><h2 id="graph">How the reports are linked</h2>${clusterGraph({ members, canonical: summary.canonical.number, links }, (number) => `${path}/issues/${number}`)}</section>`
  return {
    title: `${title} · cluster of ${summary.count}`,
    feeds: feedsOf(repository),
    heading: html`<div class="head">${repositoryTrail(repository, 'clusters')}<h1>${title}</h1><p class="lead">${clusterSentence(data)}</p></div>`,
    main: html`${context.notice ?? ''}
${facts(data)}
<div class="columns lead-left"><div class="stack"><section class="panel" aria-labelledby="time"><h2 id="time">Over time</h2>${timeChart({ times: cluster.times, marks: data.marks, now: data.now })}</section>
<section class="panel" aria-labelledby="evidence"><h2 id="evidence">Evidence that the reports share</h2>${evidence(data.lines, path)}</section>${place === 'below the evidence' ? graph : ''}</div>
<div class="stack">${stackPanels([versions(data, issues), products(data, issues), helped(data, context.pack)])}${place === 'beside the evidence' ? graph : ''}</div></div>
${fixPanel(data)}
<section aria-labelledby="reports"><h2 id="reports"><a href="${issues}">Reports <span class="count">${grouped(summary.count)}</span></a></h2>${reports(members, data)}</section>
${place === 'below the reports' ? graph : ''}
${actsPanel(data, context)}`,
  }
}

/** A small graph fills the shorter of the two columns; a large one needs the whole width. */
function placeOfGraph({ members, lines }: ClusterData) {
  if (members.length > MAX_BESIDE) return 'below the reports'
  return lines.length > MAX_SHORT ? 'beside the evidence' : 'below the evidence'
}

function facts({ repository, cluster, elsewhere, site, signatureTitle, now }: ClusterData): Html {
  const { canonical, signature, signals, newest } = cluster.summary
  const { owner, repo } = repository
  const link = (number: number) =>
    html`<a href="/${owner}/${repo}/issues/${number}">#${number}</a> (<a class="out" href="${issueUrl({ ...repository, number }, site)}">GitHub</a>)`
  return html`<dl class="facts"><dt>Failure</dt><dd>${signature === null ? 'no known failure' : html`<a href="/signatures/${signature}">${signatureTitle ?? signature}</a>`}</dd>
<dt>Canonical report</dt><dd>${link(canonical.number)} ${cutText(canonical.title, MAX_TITLE)}; ${canonical.open ? 'open' : `closed${canonical.closedAs === null ? '' : ` as ${canonical.closedAs.replaceAll('_', ' ')}`}`}</dd>
<dt>Newest report</dt><dd>${link(newest.number)}${newest.adds.length === 0 ? '' : `, the first with ${newest.adds.join(', ')}`}</dd>
${cluster.regression === null ? '' : html`<dt>Came back</dt><dd><span class="badge warn">regression</span> fixed ${dayTag(cluster.regression.fixedAt)}, reported again as ${link(cluster.regression.number)} ${agoTag(cluster.regression.at, now)}${cluster.regression.version === null ? '' : ` on ${cluster.regression.version}`}</dd>`}
${signals.length === 0 ? '' : html`<dt>Signals</dt><dd>${signals.map(({ value, count }) => `${value} (${count})`).join(', ')}</dd>`}
${elsewhere.length === 0 ? '' : html`<dt>Elsewhere</dt><dd>${elsewhere.map(({ repository: other, id, count }) => html`<a href="/${other.owner}/${other.repo}/clusters/${id}">${other.owner}/${other.repo}</a> (${count}) `)}</dd>`}
<dt>As a file</dt><dd>${FILES.map(([kind, name], at) => html`${at === 0 ? '' : ', '}<a href="/${owner}/${repo}/clusters/${cluster.summary.id}.${kind}">${name}</a>`)}</dd></dl>`
}

/** @param issues URL of the cluster's reports */
function versions({ cluster: { summary } }: ClusterData, issues: string): Panel {
  if (summary.versions.length === 0) return { none: 'No report names a version.' }
  const shown = someBars(summary.versions, (version) => `${issues}&${new URLSearchParams({ version })}`)
  return {
    panel: html`<section class="panel" aria-labelledby="versions"><h2 id="versions">Versions</h2>${shown}</section>`,
  }
}

function products({ cluster: { summary } }: ClusterData, issues: string): Panel {
  const captures = Object.entries(summary.captures)
  if (summary.products.length + captures.length === 0) return { none: 'No report names a product.' }
  const shown = someBars(summary.products, (product) => `${issues}&${new URLSearchParams({ product })}`)
  return {
    panel: html`<section class="panel" aria-labelledby="products"><h2 id="products">Products and details</h2>${shown}
${captures.map(([name, values]) => html`<h3>${capitalise(name.replaceAll('_', ' '))}</h3>${bars(values.slice(0, MAX_BARS))}`)}</section>`,
  }
}

function someBars(values: readonly Counted[], urlOf: (value: string) => string): Html {
  const left = values.length - MAX_BARS
  return html`${bars(values.slice(0, MAX_BARS), urlOf)}${left > 0 ? html`<p class="small muted">and ${left} more</p>` : ''}`
}

/** Each line once; where the reports differ, the values are marked and counted. */
function evidence(lines: readonly AlignedLine[], path: string): Html {
  if (lines.length === 0) return html`<p class="muted">No two reports share a log line.</p>`
  return html`${lines.map(
    ({ parts, reports: numbers, apart }) => html`<pre class="aligned" tabindex="0">${parts.map(alignedPart)}</pre>
<p class="small muted">In ${countText(numbers.length, 'report')}: ${numbers.slice(0, 8).map((number) => html`<a href="${path}/issues/${number}">#${number}</a> `)}${numbers.length > 8 ? `and ${numbers.length - 8} more` : ''}${apart === 0 ? '' : `; ${apart} of them word it differently`}</p>`,
  )}`
}

function alignedPart(part: LinePart): Html {
  if (part.kind === 'same') return html`${cutText(part.text, MAX_LINE)}`
  const shown = part.values
    .slice(0, MAX_VALUES)
    .map(({ value, count }) => `${cutText(value, MAX_VALUE)}${count > 1 ? ` ×${count}` : ''}`)
  const left = part.values.length - shown.length
  return html`<mark class="varies" title="${countText(part.values.length, 'value')}">${shown.join(' | ')}${left > 0 ? ` | +${left}` : ''}</mark>`
}

function helped({ outcomes }: ClusterData, pack: Pack): Panel {
  if (outcomes.length === 0) return { none: 'Nobody has said what helped.' }
  return {
    panel: html`<section class="panel" aria-labelledby="helped"><h2 id="helped">What helped, and what did not</h2>
<table class="list"><thead><tr><th scope="col">Remedy</th><th scope="col">Helped</th><th scope="col">Did not help</th></tr></thead>
<tbody>${outcomes.map((it) => html`<tr><td class="title">${remedyText(it, pack)}</td><td data-label="Helped">${outcomeCount(it.worked, 'good')}</td><td data-label="Did not help">${outcomeCount(it.didNotWork, 'bad')}</td></tr>`)}</tbody></table></section>`,
  }
}

function outcomeCount(count: number, style: 'good' | 'bad'): Html {
  return html`<span class="${count > 0 ? style : 'muted'}">${count}</span>`
}

/** What is known about a fix, and the patch of the signature to copy. */
function fixPanel({ fix, fixPatch }: ClusterData): Html {
  if (fix === null) return html``
  const source = fix.claim.url === null ? '' : html` <a href="${fix.claim.url}">Source</a>`
  const patch =
    fixPatch === null
      ? ''
      : html`<p class="small muted">The signature does not say so yet. This patch adds it:</p><pre tabindex="0">${fixPatch}</pre>`
  return html`<section class="panel" aria-labelledby="fix"><h2 id="fix">Fix</h2><p>${capitalise(describeFix(fix))}.${source}</p>${patch}</section>`
}

function capitalise(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}

function remedyText({ signature, step }: RemedyOutcome, pack: Pack): Html {
  const known = signature === null ? undefined : pack.signatures.get(signature)
  const of = signature === null ? '' : html` of <a href="/signatures/${signature}">${signature}</a>`
  if (step === null) return html`The checklist${of}`
  const check = known?.checklist[step - 1]?.check
  return html`Step ${step}${of}${check === undefined ? '' : html`<small>${withCode(check)}</small>`}`
}

function reports(members: readonly IssueEntry[], { repository, cluster, site }: ClusterData): Html {
  const path = `/${repository.owner}/${repository.repo}`
  const left = members.length - MAX_MEMBERS
  return html`<table class="list plain"><thead><tr><th scope="col">Report</th><th scope="col">Decision</th><th scope="col">Version</th><th scope="col">State</th><th scope="col">Opened</th></tr></thead>
<tbody>${members
    .slice(-MAX_MEMBERS)
    .toReversed()
    .map(
      (
        it,
      ) => html`<tr><td class="title"><a href="${path}/issues/${it.number}">${cutText(it.title, MAX_TITLE) || 'Untitled'}</a><small>${gitHubLink({ ...repository, number: it.number }, site)}${it.number === cluster.summary.canonical.number ? ' · canonical' : ''}</small></td>
<td data-label="Decision">${decisionBadge(it.decided?.decision ?? 'stored')}</td><td data-label="Version">${it.version === null ? '' : cutText(it.version, 30)}</td><td data-label="State">${it.open ? 'open' : 'closed'}</td><td data-label="Opened" class="tight">${dayTag(it.createdAt)}</td></tr>`,
    )}</tbody></table>
${left > 0 ? html`<p class="small"><a href="${path}/issues?cluster=${cluster.summary.id}">All ${countText(members.length, 'report')}</a></p>` : ''}`
}
