/** `/signatures`: all signatures by ecosystem, with a search that also works without JavaScript. */
import { html } from 'hono/html'
import { groupByPack, type PackGroup } from '../../../core/signatures/by-pack.ts'
import type { Signature } from '../../../core/signatures/schema.ts'
import { SEARCH_SCRIPT_PATH } from '../assets.ts'
import type { Html, HtmlPage } from '../layout.ts'
import { countText, shortList } from '../parts/texts.ts'
import type { WebDeps } from '../web-deps.ts'

const MAX_QUERY = 100

export function signaturesPage({ pack, deadSignatures }: WebDeps, query: string): HtmlPage {
  const words = query.slice(0, MAX_QUERY).toLowerCase().split(/\s+/).filter(Boolean)
  const groups = groupByPack(pack)
    .map((group) => ({ ...group, signatures: group.signatures.filter((it) => isFound(it, group, words)) }))
    .filter(({ signatures }) => signatures.length > 0)
  const count = groups.reduce((sum, { signatures }) => sum + signatures.length, 0)
  const dead = deadSignatures()
  return {
    title: 'Signatures',
    script: SEARCH_SCRIPT_PATH,
    main: html`<p class="lead">${pack.signatures.size} known authentication failures. A signature says how to recognise a failure, what
causes it, and what to check.</p>
<form class="search" method="get" role="search"><label class="hidden" for="q">Search signatures</label>
<input type="search" id="q" name="q" value="${query.slice(0, MAX_QUERY)}" placeholder="Search: invalid_scope, redirect, keycloak …" autocomplete="off"><button>Search</button></form>
<p class="muted" id="found" role="status">${words.length === 0 ? '' : `${countText(count, 'signature')} found.`}</p>
${words.length > 0 ? '' : html`<nav class="filters" aria-label="Ecosystems">${groups.map(({ folder, title, signatures }) => html`<a class="chip" href="#${folder}">${title} <span class="count">${signatures.length}</span></a> `)}</nav>`}
${groups.map((it) => renderGroup(it, dead))}`,
  }
}

/** Returns true if every word occurs in what the list or the signature's page says about the failure. */
function isFound(signature: Signature, group: PackGroup, words: readonly string[]): boolean {
  const text = textOf(signature, group)
  return words.every((word) => text.includes(word))
}

/** The text in which words are searched. The script searches the same text of each row. */
function textOf({ id, title, label, products, cause }: Signature, group: PackGroup): string {
  return [id, title, label, cause, group.folder, group.title, ...products].join(' ').toLowerCase()
}

function renderGroup(group: PackGroup, dead: ReadonlySet<string> | null): Html {
  const { folder, title, signatures } = group
  return html`<section data-group aria-labelledby="${folder}"><h2 id="${folder}">${title}</h2>
<ul class="rows two">${signatures.map((it) => row(it, group, dead?.has(it.id) ?? false))}</ul></section>`
}

function row(signature: Signature, group: PackGroup, isDead: boolean): Html {
  const { id, title, status, products } = signature
  const side = isDead
    ? html`<span class="badge warn">dead</span>`
    : status === 'stable'
      ? ''
      : html`<span class="badge">${status}</span>`
  return html`<li data-text="${textOf(signature, group)}"><span class="what"><a href="/signatures/${id}">${title}</a><small>${id}<span class="extra"> · ${shortList(products, 80)}</span></small></span><span class="side">${side}</span></li>`
}
