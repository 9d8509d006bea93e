/** The parts of every list page: search, filters with counts, sortable table, paging. All of them are plain links. */
import { html } from 'hono/html'
import type { Counted } from '../../../core/duplicates/cluster-summary.ts'
import type { RepositoryRef } from '../../../core/issue-ref.ts'
import type { ListPage } from '../../../core/overview/filtered-list.ts'
import type { Html } from '../layout.ts'
import { minuteText } from './dates.ts'
import { type QueryValues, withQuery } from './query.ts'
import { cutText, grouped } from './texts.ts'

/** A filter as people see it. */
export interface FilterChoice {
  readonly name: string
  readonly label: string
  /** `chips` for a few values that are always the same, `menu` for many. */
  readonly as: 'chips' | 'menu'
  /** Returns the value in words; the value itself by default. */
  readonly textOf?: (value: string) => string
}

/** What a page with a list of a repository shows. */
export interface ListPageData<Item, Sort> {
  readonly repository: RepositoryRef
  readonly list: ListPage<Item>
  readonly view: ListView
  readonly sorted: { readonly sort: Sort; readonly descending: boolean }
  /** Numbers of all issues and clusters, for the tabs. */
  readonly issues: number
  readonly clusters: number
  readonly site: string
  /** Milliseconds since the epoch. */
  readonly now: number
}

export interface ListView {
  /** Path of the page, without its query. */
  readonly path: string
  readonly query: QueryValues
}

/** Maximum number of values in a menu; a chosen value is always listed. */
const MAX_VALUES = 40
const MAX_LABEL = 60

export function searchForm({ path, query }: ListView, label: string): Html {
  const kept = Object.entries(query).filter(([name, value]) => value && name !== 'q' && name !== 'page')
  return html`<form class="search" method="get" action="${path}" role="search">
${kept.map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`)}
<label class="hidden" for="q">${label}</label><input type="search" id="q" name="q" value="${query['q'] ?? ''}" placeholder="${label}">
<button>Search</button></form>`
}

export function filterBar(view: ListView, choices: readonly FilterChoice[], values: ListPage<unknown>['values']): Html {
  const named = choices.map((choice) => ({
    choice,
    values: withChosen(values[choice.name] ?? [], view.query[choice.name]),
  }))
  const shown = named.filter((it) => it.values.length > 0)
  return html`<div class="filters" role="group" aria-label="Filters">
${shown.map((it) => (it.choice.as === 'chips' ? chips(view, it.choice, it.values) : menu(view, it.choice, it.values)))}
${otherChips(view)}
${isFiltered(view) ? html`<a class="chip" href="${withQuery(view.path, pickSort(view.query), {})}">Clear all</a>` : ''}</div>`
}

function isFiltered({ query }: ListView): boolean {
  return Object.entries(query).some(([name, value]) => value && !['sort', 'dir', 'page'].includes(name))
}

function pickSort({ sort, dir }: QueryValues): QueryValues {
  return { sort, dir }
}

function withChosen(values: readonly Counted[], chosen: string | undefined): readonly Counted[] {
  const shown = values.slice(0, MAX_VALUES)
  if (chosen === undefined || chosen === '' || shown.some(({ value }) => value === chosen)) return shown
  return [...shown, values.find(({ value }) => value === chosen) ?? { value: chosen, count: 0 }]
}

function chips(view: ListView, { name, label, textOf = asIs }: FilterChoice, values: readonly Counted[]): Html {
  return html`<span class="group" role="group" aria-label="${label}">${values.map((it) => {
    const isChosen = view.query[name] === it.value
    return html`<a class="chip" href="${withQuery(view.path, view.query, { [name]: isChosen ? undefined : it.value })}"${isChosen ? html` aria-current="true"` : ''}>${textOf(it.value)} <span class="count">${grouped(it.count)}</span>${isChosen ? html` <span aria-hidden="true">×</span><span class="hidden">(remove this filter)</span>` : ''}</a> `
  })}</span>`
}

function menu(view: ListView, { name, label, textOf = asIs }: FilterChoice, values: readonly Counted[]): Html {
  const chosen = view.query[name] || undefined
  return html`<details><summary${chosen === undefined ? '' : html` class="on"`}>${label}${chosen === undefined ? '' : html`: ${cutText(textOf(chosen), MAX_LABEL)}`}</summary><div class="menu">
${chosen === undefined ? '' : html`<a href="${withQuery(view.path, view.query, { [name]: undefined })}">Remove this filter <span aria-hidden="true">×</span></a>`}
${values.map((it) => html`<a href="${withQuery(view.path, view.query, { [name]: it.value })}"${it.value === chosen ? html` aria-current="true"` : ''}><span>${cutText(textOf(it.value), MAX_LABEL)}</span> <span class="count">${grouped(it.count)}</span></a>`)}</div></details>`
}

const OTHERS: Readonly<Record<string, string>> = {
  since: 'Since',
  until: 'Before',
  new: 'New since',
  cluster: 'In cluster',
  ended: 'Thread:',
}

function otherChips(view: ListView): readonly Html[] {
  return Object.entries(OTHERS).flatMap(([name, label]) => {
    const value = view.query[name]
    if (!value) return []
    return [
      html`<a class="chip" aria-current="true" href="${withQuery(view.path, view.query, { [name]: undefined })}">${label} ${momentText(value)} <span aria-hidden="true">×</span><span class="hidden">(remove this filter)</span></a>`,
    ]
  })
}

function momentText(value: string): string {
  return value.includes('T') ? minuteText(Date.parse(value)) : value
}

function asIs(value: string): string {
  return value
}

export interface Column {
  /** Sort order that the heading stands for; null if the list cannot be sorted by it. */
  readonly sort: string | null
  readonly label: string
  /** Whether a first click sorts from the highest. */
  readonly descends?: boolean
  /** Whether it holds numbers, which stand to the right. */
  readonly isNumber?: boolean
  /** Whether the column is left out on a screen that is too narrow for all columns, but wide enough for a table. */
  readonly isExtra?: boolean
}

/** @param sorted the sort order in effect */
export function tableHead(
  view: ListView,
  columns: readonly Column[],
  sorted: { readonly sort: string; readonly descending: boolean },
): Html {
  return html`<thead><tr>${columns.map(({ sort, label, descends = false, isNumber = false, isExtra = false }) => {
    const kind = isExtra ? html` class="extra"` : isNumber ? html` class="number"` : ''
    if (sort === null) return html`<th scope="col"${kind}>${label}</th>`
    const isSorted = sorted.sort === sort
    const turns = isSorted ? !sorted.descending : descends
    const url = withQuery(view.path, view.query, { sort, dir: turns ? 'desc' : 'asc' })
    const state = isSorted ? html` aria-sort="${sorted.descending ? 'descending' : 'ascending'}"` : ''
    return html`<th scope="col"${kind}${state}><a href="${url}">${label}</a></th>`
  })}</tr></thead>`
}

export function pageLinks(view: ListView, { total, page, pages, from, items }: ListPage<unknown>, noun: string): Html {
  const to = (it: number) => withQuery(view.path, { ...view.query }, { page: it === 1 ? undefined : String(it) })
  if (total === 0 && !isFiltered(view)) return html`<p class="muted">There are no ${noun}s yet.</p>`
  if (total === 0) return html`<p class="muted">No ${noun}s match. <a href="${view.path}">Show all</a></p>`
  return html`<nav class="pages" aria-label="Pages"><span class="muted">${grouped(from)} to ${grouped(from + items.length - 1)} of ${grouped(total)} ${noun}${total === 1 ? '' : 's'}</span>
${page > 1 ? html`<a href="${to(page - 1)}" rel="prev">← Previous</a>` : ''}
${pages > 1 ? html`<span>Page ${page} of ${pages}</span>` : ''}
${page < pages ? html`<a href="${to(page + 1)}" rel="next">Next →</a>` : ''}</nav>`
}
