/** `/signatures/<id>`: the page for one signature, as in the documentation, with its track record. */
import { html } from 'hono/html'
import { measuredOn } from '../../../core/diagnosis/measured.ts'
import { renderSignaturePage } from '../../../core/documentation/signature-page.ts'
import { OUTCOME_BIAS } from '../../../core/outcomes/outcome-record.ts'
import { groupByPack } from '../../../core/signatures/by-pack.ts'
import type { Signature } from '../../../core/signatures/schema.ts'
import type { Html, HtmlPage } from '../layout.ts'
import type { LiveCount } from '../live-counts.ts'
import { percentText, withCode } from '../parts/texts.ts'
import { type ProseSection, type RenderedSections, renderSections } from '../render-markdown.ts'
import type { WebDeps } from '../web-deps.ts'

/** @param counts from public repositories; null if the signature has never been asserted */
export function signaturePage(signature: Signature, { pack }: WebDeps, counts: LiveCount | null): HtmlPage {
  const { prose, sections } = proseOf(signature, pack)
  const all = counts === null ? sections : [...sections, TRACK_RECORD]
  const main = html`${figures(signature, counts)}
<div class="with-toc">${contents(all)}<div class="prose">${prose}${counts === null ? '' : live(counts, signature)}</div></div>`
  const folder = pack.folders.get(signature.id)
  const group = groupByPack(pack).find((it) => it.folder === folder)
  const trail = group === undefined ? '' : html` / <a href="/signatures#${group.folder}">${group.title}</a>`
  const heading = html`<div class="head"><p class="trail"><a href="/signatures">Signatures</a>${trail}</p><h1>${signature.title}</h1></div>`
  return { title: signature.title, heading, main }
}

/** Rendering takes longer than the rest of the page, and its result stays the same as long as the pack does. */
const rendered = new WeakMap<Signature, RenderedSections>()

function proseOf(signature: Signature, pack: WebDeps['pack']): RenderedSections {
  const known = rendered.get(signature)
  if (known !== undefined) return known
  const markdown = renderSignaturePage(signature, { pack, file: `${signature.id}.yaml` })
    .replace(/^<!--.*-->\s*# .*\n/, '')
    .replaceAll(/\]\(([a-z0-9-]+)\.md\)/g, '](/signatures/$1)')
  const prose = renderSections(markdown)
  rendered.set(signature, prose)
  return prose
}

const TRACK_RECORD: ProseSection = { id: 'track-record', title: 'Track record' }

function contents(sections: readonly ProseSection[]): Html {
  return html`<nav class="toc" aria-label="On this page"><ul>${sections.map(({ id, title }) => html`<li><a href="#${id}">${title}</a></li>`)}</ul></nav>`
}

/** The measured figures at a glance; the sentences about them are further down. */
function figures({ id, status, since }: Signature, counts: LiveCount | null): Html {
  const measured = measuredOn(id)
  const figure = (label: string, value: string | Html) => html`<div><dt>${label}</dt><dd>${value}</dd></div>`
  return html`<section class="panel" aria-label="Figures"><dl class="figures many">${figure('Status', status)}${figure('Version', String(since))}
${measured === null ? '' : html`${figure('Precision', percentText(measured.precision))}${figure('Recall', percentText(measured.recall))}${figure('Measured on', String(measured.n))}`}
${counts === null ? '' : html`${figure('Asserted live', String(counts.asserted))}${counts.precision === null ? '' : figure('Correct live', percentText(counts.precision.share))}`}</dl>
<p class="small muted">${measured === null ? 'Too few collected reports to measure precision and recall.' : 'Precision and recall on collected reports that the model had not seen.'}</p></section>`
}

function live(counts: LiveCount, { checklist }: Signature): Html {
  const { asserted, accepted, rejected, worked, didNotWork, precision, steps, ends } = counts
  return html`<h2 id="${TRACK_RECORD.id}">${TRACK_RECORD.title}</h2>
<ul>
<li>Asserted on ${asserted} issues in public repositories; accepted on ${accepted}, rejected on ${rejected}.</li>
<li>Correct according to feedback: ${
    precision === null
      ? 'no feedback yet'
      : `${percentText(precision.share)} (${percentText(precision.low)} to ${percentText(precision.high)})`
  }.</li>
${ends === null ? '' : html`<li>Ends of ${ends.read} threads: ${ends.confirmed} confirmed the answer, ${ends.contradicted} contradicted it. ${OUTCOME_BIAS}</li>`}
<li>Results: ${worked} reported that it was solved, ${didNotWork} reported that a step did not help.</li>
${steps.map((it) => html`<li>Step ${it.step}${stepTitle(checklist[it.step - 1]?.check)}: worked for ${it.worked}, did not work for ${it.didNotWork}.</li>`)}
</ul>`
}

function stepTitle(check: string | undefined): Html | string {
  return check === undefined ? '' : html` (${withCode(check)})`
}
