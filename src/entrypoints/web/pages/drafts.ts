/** `/<owner>/<repo>/drafts`: drafts of signatures from messages that recur, as files for a person to finish. */
import { html } from 'hono/html'
import type { DraftsNow } from '../../../app/weekly/learn-weekly.ts'
import type { LearnedDraft } from '../../../core/drafts/learn.ts'
import type { RepositoryRef } from '../../../core/issue-ref.ts'
import type { Html, HtmlPage } from '../layout.ts'
import { dayTag } from '../parts/dates.ts'
import { countText } from '../parts/texts.ts'

const MAX_SHOWN = 20

/** @param now null if the reports have never been mined */
export function draftsPage({ owner, repo }: RepositoryRef, now: DraftsNow | null): HtmlPage {
  const path = `/${owner}/${repo}`
  const heading = html`<div class="head"><p class="trail"><a href="${path}">${owner}/${repo}</a></p><h1>Drafts of signatures</h1></div>`
  return {
    title: `Drafts of signatures in ${owner}/${repo}`,
    heading,
    main: html`<p class="lead">Messages that recur in reports about authentication for which no cause was asserted, and in no other report.
A person writes the title, the cause and the checklist of each draft.</p>
${now === null ? html`<p class="notice">The reports have not been mined yet. The bot does so once a week.</p>` : list(now, path)}`,
  }
}

function list({ minedAt, unexplained, others, drafts }: DraftsNow, path: string): Html {
  return html`<p class="muted">Found on ${dayTag(minedAt)} among ${countText(unexplained, 'report')} without a cause and ${others} others; written from the reports as they are now. <a href="${path}/drafts.json">JSON</a></p>
${drafts.length === 0 ? html`<p class="notice">No message recurs.</p>` : drafts.slice(0, MAX_SHOWN).map((it) => draft(it, path))}`
}

function draft({ id, reports, people, falseAlarms, nearest, text, patterns }: LearnedDraft, path: string): Html {
  return html`<section class="panel" aria-labelledby="${id}"><h2 id="${id}"><code>${id}</code></h2>
<dl class="facts"><dt>Reports</dt><dd>${reports.map((it) => html`<a href="${path}/issues/${it.slice(1)}">${it}</a> `)} by ${countText(people, 'person').replace('persons', 'people')}</dd>
<dt>In other reports</dt><dd>${falseAlarms}</dd><dt>Nearest signature</dt><dd><a href="/signatures/${nearest}">${nearest}</a></dd>
<dt>Pattern</dt><dd>${patterns.map((it) => html`<code>${it}</code> `)}</dd></dl>
<details><summary>The file</summary><pre class="tall">${text}</pre></details>
<p class="small"><a href="${path}/drafts/${id}.yaml">${id}.yaml</a></p></section>`
}
