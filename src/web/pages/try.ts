/** `/try`: paste an issue or drop a log, and see what the bot would make of it. Nothing is stored. */
import { html, raw } from 'hono/html'
import type { Evidence } from '../../diagnosis/diagnosis.ts'
import { excerptLog } from '../../report/log-excerpt.ts'
import type { Report } from '../../report/report.ts'
import type { Triage } from '../../triage.ts'
import { UPLOAD_SCRIPT_PATH } from '../assets.ts'
import { type Html, layout } from '../layout.ts'
import { renderMarkdown } from '../render-markdown.ts'
import type { WebWorld } from '../world.ts'

export function emptyTryPage(problem?: string): Html {
  const said = problem === undefined ? '' : html`<p class="error" role="alert">${problem}</p>`
  return layout({ title: 'Try it', script: UPLOAD_SCRIPT_PATH, main: html`${said}${form()}` })
}

function form(): Html {
  return html`<p>Paste an issue, or give a log file (up to 25 MB, archives are opened). Nothing is stored; credentials are
replaced before anything looks at the text. To keep a log on your own machine, run <code>auth-triage check</code> there.</p>
<form method="post" action="/try" enctype="multipart/form-data" data-progress>
<label for="title">Title</label><input type="text" id="title" name="title" maxlength="1000">
<label for="body">Text of the issue, as Markdown</label><textarea id="body" name="body"></textarea>
<label for="logs">Log files</label><input type="file" id="logs" name="logs" multiple>
<div><button>Diagnose</button></div>
</form>`
}

export function triedPage({ report, diagnosis, plan }: Triage, { pack }: WebWorld): Html {
  const signature = pack.signatures.get(diagnosis.signature ?? '')
  const title = signature?.title ?? TITLES[diagnosis.decision]
  const comment = plan.comment.kind === 'create' ? plan.comment.body : null
  const said =
    comment === null
      ? html`<p>Nothing: the bot would stay silent (${diagnosis.reason}).</p>`
      : html`<div class="comment">${raw(renderMarkdown(comment))}</div>`
  return layout({
    title,
    script: UPLOAD_SCRIPT_PATH,
    main: html`
<p>${diagnosis.decision === 'assert' ? html`<a href="/signatures/${signature?.id}">What this failure is</a>, ${percent(diagnosis.confidence)} sure.` : ''}</p>
<h2>Evidence</h2>${evidence(report, diagnosis.ranked[0]?.evidence ?? [])}
<h2>What was considered</h2>${ranking(diagnosis.ranked)}
<h2>What the bot would write</h2>${said}
<h2>Another one</h2>${form()}`,
  })
}

const TITLES = {
  assert: 'A known failure',
  ask: 'About authentication, but the cause does not show',
  silent: 'No known authentication failure',
}

const MOST_CONSIDERED = 5

function ranking(ranked: Triage['diagnosis']['ranked']): Html {
  if (ranked.length === 0) return html`<p>No signature found any evidence.</p>`
  return html`<ul>${ranked.slice(0, MOST_CONSIDERED).map(({ signature, confidence }) => html`<li><a href="/signatures/${signature}">${signature}</a>: ${percent(confidence)}</li>`)}</ul>`
}

/** The text around each line that speaks, with the line itself marked. */
function evidence(report: Report, found: readonly Evidence[]): Html {
  if (found.length === 0) return html`<p>No line speaks for a known failure.</p>`
  const sources = Map.groupBy(found, ({ source }) => source)
  return html`${[...sources].map(([source, inIt]) => html`<h3>${NAMES.get(source) ?? source}</h3><pre>${marked(report, source, inIt)}</pre>`)}`
}

const NAMES: ReadonlyMap<string, string> = new Map([
  ['title', 'Title'],
  ['body', 'Text of the issue'],
])

function marked(report: Report, source: string, found: readonly Evidence[]): readonly Html[] {
  const spoken = new Set(found.map(({ line }) => line))
  return report.segments
    .filter((it) => it.source === source)
    .flatMap(({ text, line: first, flattened }) => {
      const inside = flattened ? [] : text.split('\n').flatMap((_, at) => (spoken.has(first + at) ? [at + 1] : []))
      if (inside.length === 0) return []
      const speaking = new Set(inside.map((at) => excerptLog(text.split('\n')[at - 1] ?? '', [1])))
      const lines = excerptLog(text, inside).split('\n')
      return lines.map((words) => (speaking.has(words) ? html`<mark>${words}</mark>\n` : html`${words}\n`))
    })
}

function percent(confidence: number): string {
  return `${Math.round(100 * confidence)} %`
}
