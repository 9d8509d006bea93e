/** `/try`: paste an issue or upload a log, and see the bot's answer. Nothing is stored. */
import { html, raw } from 'hono/html'
import type { Passage, TriedReport } from '../../../app/analysis/try-report.ts'
import type { Triage } from '../../../core/plan/triage-report.ts'
import type { Report } from '../../../core/report/report.ts'
import { UPLOAD_SCRIPT_PATH } from '../assets.ts'
import { type Html, layout } from '../layout.ts'
import { renderMarkdown } from '../render-markdown.ts'
import type { WebDeps } from '../web-deps.ts'

export function emptyTryPage(problem?: string): Html {
  const alert = problem === undefined ? '' : html`<p class="error" role="alert">${problem}</p>`
  return layout({ title: 'Try it', script: UPLOAD_SCRIPT_PATH, main: html`${alert}${form()}` })
}

function form(): Html {
  return html`<p>Paste an issue, or upload log files (25 MB in total; archives are unpacked). Nothing is stored. Credentials
are redacted before the text is analysed. To keep a log on your own machine, run <code>auth-triage check</code> there.</p>
<form method="post" action="/try" enctype="multipart/form-data" data-progress>
<label for="title">Title</label><input type="text" id="title" name="title" maxlength="1000">
<label for="body">Issue text, as Markdown</label><textarea id="body" name="body"></textarea>
<label for="logs">Log files</label><input type="file" id="logs" name="logs" multiple>
<div><button>Diagnose</button></div>
</form>`
}

export function triedPage({ triage: { report, diagnosis, plan }, passages }: TriedReport, { pack }: WebDeps): Html {
  const signature = pack.signatures.get(diagnosis.signature ?? '')
  const title = signature?.title ?? TITLES[diagnosis.decision]
  const comment = plan.comment.kind === 'create' ? plan.comment.body : null
  const answer =
    comment === null
      ? html`<p>Nothing. The bot would stay silent (${diagnosis.reason}).</p>`
      : html`<div class="comment">${raw(renderMarkdown(comment))}</div>`
  return layout({
    title,
    script: UPLOAD_SCRIPT_PATH,
    main: html`
<p>${diagnosis.decision === 'assert' ? html`<a href="/signatures/${signature?.id}">About this failure</a>, recognised with ${percent(diagnosis.confidence)} confidence.` : ''}</p>
<h2>Evidence</h2>${evidence(passages)}
${unread(report.unread ?? [])}
<h2>Signatures considered</h2>${ranking(diagnosis.ranked)}
<h2>What the bot would write</h2>${answer}
<h2>Try another</h2>${form()}`,
  })
}

const TITLES = {
  assert: 'A known failure',
  ask: 'About authentication, but the cause is unclear',
  silent: 'No known authentication failure',
}

const MAX_CONSIDERED = 5

function ranking(ranked: Triage['diagnosis']['ranked']): Html {
  if (ranked.length === 0) return html`<p>No evidence for any signature.</p>`
  return html`<ul>${ranked.slice(0, MAX_CONSIDERED).map(({ signature, confidence }) => html`<li><a href="/signatures/${signature}">${signature}</a>: ${percent(confidence)}</li>`)}</ul>`
}

/** Renders the text around each line of evidence, with that line marked. */
function evidence(passages: readonly Passage[]): Html {
  if (passages.length === 0) return html`<p>No line is evidence of a known failure.</p>`
  return html`${passages.map(({ source, lines }) => html`<h3>${NAMES.get(source) ?? source}</h3><pre>${lines.map(marked)}</pre>`)}`
}

/** Lists the files that were not read: they are not evidence either way. */
function unread(files: NonNullable<Report['unread']>): Html {
  if (files.length === 0) return html``
  return html`<h2>Files not read</h2><ul>${files.map(({ name, why }) => html`<li><code>${name}</code> ${why}</li>`)}</ul>`
}

const NAMES: ReadonlyMap<string, string> = new Map([
  ['title', 'Title'],
  ['body', 'Issue text'],
])

function marked({ text, isEvidence }: Passage['lines'][number]): Html {
  return isEvidence ? html`<mark>${text}</mark>\n` : html`${text}\n`
}

function percent(confidence: number): string {
  return `${Math.round(100 * confidence)} %`
}
