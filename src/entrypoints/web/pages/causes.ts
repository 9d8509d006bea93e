/** `/causes` and `/causes/<owner>`: causes that several repositories have, with each repository's role. */
import { html } from 'hono/html'
import type { CauseAcross, CauseFix, CauseInRepository } from '../../../core/overview/causes-across.ts'
import type { Pack } from '../../../core/signatures/pack.ts'
import type { Html, HtmlPage } from '../layout.ts'
import { dayTag } from '../parts/dates.ts'
import { countText, grouped } from '../parts/texts.ts'

const MAX_CAUSES = 50

export interface CausesPageData {
  /** Null for the list of all public repositories that chose to be listed. */
  readonly owner: string | null
  readonly causes: readonly CauseAcross[]
  readonly pack: Pick<Pack, 'signatures'>
}

/** Path of the page; its JSON and its feed are beside it. */
export function causesPath(owner: string | null): string {
  return owner === null ? '/causes' : `/causes/${owner}`
}

export function causesTitle(owner: string | null): string {
  return owner === null ? 'Causes in several public repositories' : `Causes in several repositories of ${owner}`
}

export function causesPage({ owner, causes, pack }: CausesPageData): HtmlPage {
  const path = causesPath(owner)
  const title = causesTitle(owner)
  return {
    title,
    feeds: [{ title, type: 'application/atom+xml', path: `${path}.atom` }],
    main: html`<p class="lead">${
      owner === null
        ? html`Failures reported in at least two public repositories. A repository is listed if its settings say <code>causes: { public: true }</code>.`
        : 'Failures reported in at least two of the repositories that you can read.'
    } <a href="${path}.json">JSON</a> · <a href="${path}.atom">Atom</a></p>
${causes.length === 0 ? html`<p class="notice">No cause is in more than one repository.</p>` : causes.slice(0, MAX_CAUSES).map((it) => entry(it, pack))}
${causes.length > MAX_CAUSES ? html`<p class="muted">The last ${MAX_CAUSES} of ${causes.length}; the JSON has all.</p>` : ''}`,
  }
}

function entry({ cause, host, firstSeen, reports, repositories }: CauseAcross, pack: Pick<Pack, 'signatures'>): Html {
  const id = [cause, host ?? ''].filter(Boolean).join('-')
  return html`<section class="panel" aria-labelledby="${id}"><h2 id="${id}"><a href="/signatures/${cause}">${pack.signatures.get(cause)?.title ?? cause}</a>${host === null ? '' : html` at <code>${host}</code>`}</h2>
<p class="muted small">${countText(reports, 'report')} in ${repositories.length} repositories, first seen on ${dayTag(firstSeen)}.</p>
<table class="list"><thead><tr><th scope="col">Repository</th><th scope="col">Role</th><th scope="col">First seen</th><th scope="col">Began with</th><th scope="col">Reports</th><th scope="col">Fix</th></tr></thead>
<tbody>${repositories.map(row)}</tbody></table></section>`
}

function row({ repository: { owner, repo }, role, firstSeen, began, reports, open, clusters, fix }: CauseInRepository) {
  const path = `/${owner}/${repo}`
  return html`<tr><td class="title"><a href="${path}">${owner}/${repo}</a> <small>${clusters.map((it) => html`<a href="${path}/clusters/${it}">cluster ${it}</a> `)}</small></td>
<td data-label="Role">${role ?? html`<span class="muted">unknown</span>`}</td><td data-label="First seen" class="tight">${dayTag(firstSeen)}</td><td data-label="Began with">${began ?? ''}</td>
<td data-label="Reports">${grouped(reports)}, ${grouped(open)} open</td><td data-label="Fix">${fixText(fix)}</td></tr>`
}

function fixText(fix: CauseFix | null): Html {
  if (fix === null) return html`<span class="muted">none known</span>`
  const { product, version, state } = fix
  const what =
    version === null ? 'a merged change, not released yet' : [product ?? '', version].filter(Boolean).join(' ')
  return html`${what}${state === null ? '' : html` <small>${state}</small>`}`
}
