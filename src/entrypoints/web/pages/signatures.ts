/** `/signatures`: all signatures by ecosystem, with a search box. */
import { html } from 'hono/html'
import { groupByPack, type PackGroup } from '../../../core/signatures/by-pack.ts'
import type { Signature } from '../../../core/signatures/schema.ts'
import { type Html, layout } from '../layout.ts'
import type { WebDeps } from '../web-deps.ts'

/** In characters; a longer search finds nothing more. */
const MAX_SEARCH = 100

/** @param search the words to look for, from the query string */
export function signaturesPage({ pack, deadSignatures }: WebDeps, search: string): Html {
  const dead = deadSignatures()
  const words = search.slice(0, MAX_SEARCH).toLowerCase().split(/\s+/).filter(Boolean)
  const groups = groupByPack(pack)
    .map((group) => ({ ...group, signatures: group.signatures.filter((it) => isFound(it, group, words)) }))
    .filter(({ signatures }) => signatures.length > 0)
  const found = groups.reduce((sum, { signatures }) => sum + signatures.length, 0)
  return layout({
    title: 'Signatures',
    main: html`<p>${pack.signatures.size} known authentication failures. A signature says how to recognise a failure, what
causes it, and what to check.</p>
<form class="filters" method="get" role="search" aria-label="Search signatures">
<label>Error, product or ecosystem <input type="search" name="q" maxlength="${MAX_SEARCH}" value="${search.slice(0, MAX_SEARCH)}"></label>
<button>Search</button></form>
${words.length === 0 ? '' : html`<p role="status">${found} found. <a href="/signatures">Show all</a></p>`}
${groups.map((group) => renderGroup(group, dead))}`,
  })
}

/** Returns true if every word occurs in what the list or the signature's page says about the failure. */
function isFound(signature: Signature, { folder, title }: PackGroup, words: readonly string[]): boolean {
  const { id, label, products, cause } = signature
  const text = [id, signature.title, label, cause, folder, title, ...products].join(' ').toLowerCase()
  return words.every((word) => text.includes(word))
}

function renderGroup({ folder, title, signatures }: PackGroup, dead: ReadonlySet<string> | null): Html {
  return html`<h2 id="${folder}">${title}</h2>
<div class="wide" role="region" aria-label="${title}" tabindex="0"><table>
<thead><tr><th scope="col">Failure</th><th scope="col">Label</th><th scope="col">Seen in</th><th scope="col">Status</th></tr></thead>
<tbody>${signatures.map((it) => renderRow(it, dead?.has(it.id) ?? false))}</tbody></table></div>`
}

function renderRow({ id, title, label, status, products }: Signature, isDead: boolean): Html {
  return html`<tr>
<td><a href="/signatures/${id}">${title}</a></td><td><code>${label}</code></td>
<td>${products.join(', ')}</td><td>${isDead ? html`<span class="bad">dead</span>` : status}</td></tr>`
}
