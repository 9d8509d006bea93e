/** `/try`: paste an issue or upload a log, and see the bot's answer, why it is that answer, and the JSON. Nothing is stored. */
import { html, raw } from 'hono/html'
import type { Passage, TriedReport, Typed } from '../../../app/analysis/try-report.ts'
import { toTriageDocument } from '../../../app/triage-document.ts'
import { describeMiss, describePlace } from '../../../core/diagnosis/explain/describe-clause.ts'
import type { SignatureExplanation } from '../../../core/diagnosis/explain/explain.ts'
import type { Triage } from '../../../core/plan/triage-report.ts'
import type { Report } from '../../../core/report/report.ts'
import { UPLOAD_SCRIPT_PATH } from '../assets.ts'
import type { Html, HtmlPage } from '../layout.ts'
import { stageBar } from '../parts/stage-bar.ts'
import { countText, cutText, decisionBadge, percentText, reasonText } from '../parts/texts.ts'
import { renderMarkdown } from '../render-markdown.ts'
import type { WebDeps } from '../web-deps.ts'
import { commandLine } from './try-command.ts'

const NOTHING: Typed = { title: '', body: '', files: [] }

export function emptyTryPage(problem?: string): HtmlPage {
  const alert = problem === undefined ? '' : html`<p class="error" role="alert">${problem}</p>`
  return { title: 'Try it', script: UPLOAD_SCRIPT_PATH, main: html`${alert}${form(NOTHING)}` }
}

function form({ title, body, files }: Typed): Html {
  return html`<p class="lead">Paste an issue, or upload log files (25 MB in total; archives are unpacked). Nothing is stored. Credentials
are redacted before the text is analysed. To keep a log on your own machine, run <code>auth-triage check</code> there.</p>
<form class="panel" method="post" action="/try" enctype="multipart/form-data" data-progress>
<p><label for="title">Title</label><input type="text" id="title" name="title" maxlength="1000" value="${title}"></p>
<p><label for="body">Issue text, as Markdown</label><textarea id="body" name="body">
${body}</textarea></p>
<p><label for="logs">Log files</label><input type="file" id="logs" name="logs" multiple>${files.length === 0 ? '' : html`<br><span class="small muted">A browser does not send files again by itself. Last time: ${files.join(', ')}</span>`}</p>
<div><button class="primary">Diagnose</button></div>
</form>`
}

/** The echo of a long text is cut, so that the page stays small. */
const MAX_ECHO = 20_000

export function triedPage({ triage, passages, typed, explained }: TriedReport, { pack }: WebDeps): HtmlPage {
  const { report, diagnosis, plan } = triage
  const signature = pack.signatures.get(diagnosis.signature ?? '')
  const title = signature?.title ?? TITLES[diagnosis.decision]
  const comment = plan.comment.kind === 'create' ? plan.comment.body : null
  const answer =
    comment === null
      ? html`<p>Nothing. The bot would stay silent: ${reasonText(diagnosis.reason)}.</p>`
      : html`<div class="comment">${raw(renderMarkdown(comment))}</div>`
  const { flow } = diagnosis
  return {
    title,
    script: UPLOAD_SCRIPT_PATH,
    main: html`
<p class="lead">${decisionBadge(diagnosis.decision)} ${diagnosis.decision === 'assert' ? html`<a href="/signatures/${signature?.id}">About this failure</a>, recognised with ${percentText(diagnosis.confidence)} confidence.` : `${reasonText(diagnosis.reason)}.`} <a href="#again">Change the report</a></p>
${flow === null ? '' : html`<section class="panel" aria-labelledby="flow"><h2 id="flow">How far the login came</h2>${stageBar({ reached: flow.reached, broken: flow.broken?.stage ?? null })}</section>`}
<section aria-labelledby="evidence"><h2 id="evidence">Evidence</h2>${evidence(passages)}${unread(report.unread ?? [])}</section>
<div class="columns three"><section class="panel" aria-labelledby="comment"><h2 id="comment">What the bot would write</h2><div class="tall" tabindex="0" role="region" aria-labelledby="comment">${answer}</div></section>
<section class="panel" aria-labelledby="why"><h2 id="why">Why</h2><div class="tall" tabindex="0" role="region" aria-labelledby="why"><p>${percentText(diagnosis.topic)} about authentication.</p><h3>Signatures considered</h3>${ranking(diagnosis.ranked, explained)}</div></section>
<section class="panel" aria-labelledby="json"><h2 id="json">JSON</h2><pre class="tall" tabindex="0">${cut(JSON.stringify(toTriageDocument(triage, pack), null, 2))}</pre></section></div>
<section class="panel" aria-labelledby="command"><h2 id="command">The same on a command line</h2><pre tabindex="0">${commandLine(typed)}</pre></section>
<section aria-labelledby="again"><h2 id="again">Change the report, or try another</h2>${form({ ...typed, body: cut(typed.body) })}</section>`,
  }
}

function cut(text: string): string {
  return text.length <= MAX_ECHO
    ? text
    : `${text.slice(0, MAX_ECHO)}\n… (${countText(text.length - MAX_ECHO, 'character')} more)`
}

const TITLES = {
  assert: 'A known failure',
  ask: 'About authentication, but the cause is unclear',
  silent: 'No known authentication failure',
}

const MAX_CONSIDERED = 5
const MAX_TEXT = 160

function ranking(ranked: Triage['diagnosis']['ranked'], explained: readonly SignatureExplanation[]): Html {
  if (ranked.length === 0) return html`<p>No evidence for any signature.</p>`
  const about = new Map(explained.map((it) => [it.signature, it]))
  return html`<ol class="rows">${ranked.slice(0, MAX_CONSIDERED).map(({ signature, confidence }) => {
    const known = about.get(signature)
    return html`<li><span class="what"><a href="/signatures/${signature}">${signature}</a>${known === undefined ? '' : explanation(known)}</span><span class="side">${percentText(confidence)}</span></li>`
  })}</ol>`
}

/** Every clause of a signature: where it was found, or how close it came, as `signatures explain` prints it. */
function explanation({ clauses, counterSigns }: SignatureExplanation): Html {
  const found = clauses.filter(({ hits }) => hits.length > 0)
  const missed = clauses.filter(({ hits }) => hits.length === 0)
  return html`<details${found.length > 0 ? html` open` : ''}><summary>${found.length} of ${clauses.length} clauses found</summary>
<ul>${found.map(foundClause)}
${counterSigns.map(({ id, title }) => html`<li>Counter-sign <code>${id}</code>: ${title}</li>`)}</ul>
${missed.length === 0 ? '' : html`<details><summary>${missed.length} not found</summary><ul>${missed.map((clause) => html`<li><code>${clause.id}</code>: ${describeMiss(clause)}</li>`)}</ul></details>`}</details>`
}

function foundClause({ id, role, strength, hits: [hit] }: SignatureExplanation['clauses'][number]): Html {
  if (hit === undefined) return html``
  const captures = Object.entries(hit.captures).map(([name, value]) => `${name.replaceAll('_', ' ')} ${value}`)
  return html`<li><code>${id}</code> ${role === 'against' ? 'against it' : strength}, ${describePlace(hit)}
<small>“${cutText(hit.text.replaceAll(/\s+/g, ' '), MAX_TEXT)}”${captures.length === 0 ? '' : `: ${cutText(captures.join(', '), MAX_TEXT)}`}</small></li>`
}

/** Renders the text around each line of evidence, with that line marked. */
function evidence(passages: readonly Passage[]): Html {
  if (passages.length === 0) return html`<p>No line is evidence of a known failure.</p>`
  return html`${passages.map(({ source, lines }) => html`<h3>${NAMES.get(source) ?? source}</h3><pre>${lines.map(marked)}</pre>`)}`
}

/** Lists the files that were not read: they are not evidence either way. */
function unread(files: NonNullable<Report['unread']>): Html {
  if (files.length === 0) return html``
  return html`<h3>Files not read</h3><ul>${files.map(({ name, why }) => html`<li><code>${name}</code> ${why}</li>`)}</ul>`
}

const NAMES: ReadonlyMap<string, string> = new Map([
  ['title', 'Title'],
  ['body', 'Issue text'],
])

function marked({ text, isEvidence }: Passage['lines'][number]): Html {
  return isEvidence ? html`<mark>${text}</mark>\n` : html`${text}\n`
}
