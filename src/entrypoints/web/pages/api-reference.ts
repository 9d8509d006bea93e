/** `/api/docs`: lists the HTTP API operations, from the same table that serves them. */
import { html } from 'hono/html'
import { API_ERRORS } from '../api/api-error.ts'
import { parametersOf } from '../api/openapi.ts'
import type { Operation } from '../api/operation.ts'
import { OPERATIONS } from '../api/operations.ts'
import type { Html, HtmlPage } from '../layout.ts'
import { withCode } from '../parts/texts.ts'

export function apiReferencePage(): HtmlPage {
  return {
    title: 'HTTP API',
    main: html`
<p class="lead">JSON over HTTP below <code>/api/v1</code>, also described by
<a href="/api/v1/openapi.json">an OpenAPI 3.1 document</a>. Assistants use the same functions at <code>/mcp</code>, with
the Model Context Protocol. Nothing that you send is stored. If a log must not leave your machine, run
<code>auth-triage check</code> or <code>auth-triage mcp</code> there. Bodies are <code>application/json</code>, times are ISO 8601 in UTC, and unknown
query parameters are refused. To see a private repository, send a GitHub token as <code>Authorization: Bearer …</code>.</p>
${OPERATIONS.map(describe)}
<h2>Errors</h2>
<p>Every error below <code>/api/v1</code> is <code>{"error": {"code": …, "message": …}}</code>. At <code>/mcp</code>, limits answer in the
same shape, and messages get errors of JSON-RPC.</p>
<table class="list"><thead><tr><th scope="col">Code</th><th scope="col">Status</th><th scope="col">Meaning</th></tr></thead>
<tbody>${Object.entries(API_ERRORS).map(([code, { status, means }]) => html`<tr><td><code>${code}</code></td><td>${status}</td><td>${means}</td></tr>`)}</tbody></table>`,
  }
}

function describe(it: Operation): Html {
  const parameters = parametersOf(it)
  return html`<section class="panel" aria-labelledby="${it.id}"><h2 id="${it.id}"><code>${it.method.toUpperCase()} ${breakable(`/api/v1${it.path}`)}</code></h2>
<p>${it.summary}</p>
${parameters.length === 0 ? '' : html`<ul>${parameters.map(({ name, description }) => html`<li><code>${name}</code> ${withCode(description ?? '')}</li>`)}</ul>`}
${it.example.body === null ? '' : html`<h3>Request</h3><pre tabindex="0">${JSON.stringify(it.example.body, null, 2)}</pre>`}
<details><summary>Answer</summary><pre tabindex="0">${JSON.stringify(it.example.answer, null, 2)}</pre></details></section>`
}

/** On a phone, a path breaks in front of a slash rather than within a word. */
function breakable(path: string): readonly Html[] {
  return path.split(/(?=\/)/).map((part) => html`<wbr>${part}`)
}
