/** The text of an issue with its evidence marked, as it is on GitHub now; or else the error lines that are stored. */
import { html } from 'hono/html'
import type { ViewedIssue } from '../../../app/analysis/issue-view.ts'
import type { Html } from '../layout.ts'
import { countText, cutText } from '../parts/texts.ts'
import type { IssuePageData } from './issue-data.ts'

const MAX_LINES = 12

export function issueText({ viewed, report }: IssuePageData): Html {
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
