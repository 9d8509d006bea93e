/** `/api/docs`: lists the HTTP API operations, from the same table that serves them. */
import { html } from 'hono/html'
import { API_ERRORS } from '../api/api-error.ts'
import { parametersOf, TAGS, tagOf } from '../api/openapi.ts'
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
${[...Map.groupBy(OPERATIONS, tagOf)].map(([tag, operations]) => group(tag, operations))}
<section aria-labelledby="errors"><h2 id="errors">Errors</h2>
<p>Every error below <code>/api/v1</code> is <code>{"error": {"code": …, "message": …}}</code>. At <code>/mcp</code>, limits answer in the
same shape, and messages get errors of JSON-RPC.</p>
<table class="list"><thead><tr><th scope="col">Code</th><th scope="col">Status</th><th scope="col">Meaning</th></tr></thead>
<tbody>${Object.entries(API_ERRORS).map(([code, { status, means }]) => html`<tr><td><code>${code}</code></td><td>${status}</td><td>${means}</td></tr>`)}</tbody></table></section>`,
  }
}

function group(tag: keyof typeof TAGS, operations: readonly Operation[]): Html {
  return html`<section aria-labelledby="tag-${tag}"><h2 id="tag-${tag}">${tag} <span class="count">${TAGS[tag]}</span></h2>
${operations.map(describe)}</section>`
}

function describe(it: Operation): Html {
  const parameters = parametersOf(it).filter(({ name }) => name !== 'owner' && name !== 'repo')
  return html`<section class="panel" aria-labelledby="${it.id}"><h3 id="${it.id}"><code>${it.method.toUpperCase()} ${breakable(`/api/v1${it.path}`)}</code></h3>
<p>${it.summary}</p>
${parameters.length === 0 ? '' : html`<table class="list"><thead><tr><th scope="col">Parameter</th><th scope="col">Value</th><th scope="col">Meaning</th></tr></thead><tbody>${parameters.map(parameterRow)}</tbody></table>`}
${it.example.body === null ? '' : html`<h4>Request</h4><pre tabindex="0">${JSON.stringify(it.example.body, null, 2)}</pre>`}
<details><summary>Example answer</summary><pre tabindex="0">${JSON.stringify(it.example.answer, null, 2)}</pre></details></section>`
}

function parameterRow({ name, required, schema, description }: ReturnType<typeof parametersOf>[number]): Html {
  return html`<tr><td class="parameter"><code>${name}</code>${required ? '' : html` <small>optional</small>`}</td><td data-label="Value">${valueText(schema)}</td><td>${withCode(description ?? '')}</td></tr>`
}

/** @param schema JSON Schema of a parameter */
function valueText(schema: Readonly<Record<string, unknown>>): Html {
  const { type, format, minimum, maximum, default: usual } = schema
  const values = schema['enum']
  const kind = Array.isArray(values)
    ? html`${values.map((it, at) => html`${at === 0 ? '' : ', '}<code>${it}</code>`)}`
    : format === 'date'
      ? html`date, <code>YYYY-MM-DD</code>`
      : type === 'integer'
        ? html`${Number(maximum) > 1_000 ? 'whole number' : `${minimum} to ${maximum}`}`
        : html`text`
  return html`${kind}${usual === undefined ? '' : html`; <code>${usual}</code> if absent`}`
}

/** On a phone, a path breaks in front of a slash rather than within a word. */
function breakable(path: string): readonly Html[] {
  return path.split(/(?=\/)/).map((part) => html`<wbr>${part}`)
}
