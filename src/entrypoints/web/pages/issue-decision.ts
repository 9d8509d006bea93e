/** The bot's decision about an issue, with its reasons in words: why this signature, and why not the next ones. */
import { html } from 'hono/html'
import type { Candidate, Evidence } from '../../../core/diagnosis/diagnosis.ts'
import { askedQuestion } from '../../../core/diagnosis/question.ts'
import type { IndexedReport } from '../../../core/duplicates/digest.ts'
import type { Pack } from '../../../core/signatures/pack.ts'
import type { Html } from '../layout.ts'
import { countText, cutText, decisionBadge, percentText, reasonText, withCode } from '../parts/texts.ts'
import type { IssuePageData } from './issue-data.ts'

const MAX_CONSIDERED = 4
const MAX_CLAUSES = 3
const MAX_PASSAGE = 100

export function decisionPanel(data: IssuePageData, pack: Pack): Html {
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
