/** Searches, filters, sorts and pages a list, and counts the values that further filters would find. */
import type { Counted } from '../duplicates/cluster-summary.ts'
import { TopK } from '../duplicates/top-k.ts'

/** A property that a list can be filtered by. */
export interface Facet<T> {
  readonly name: string
  /** Returns the item's values; an item fits a filter if one of them is the chosen value. */
  readonly valuesOf: (item: T) => readonly string[]
}

/** Returns the sort key of an item: numbers sort numerically, texts alphabetically, null last in both directions. */
export type SortKey<T> = (item: T) => number | string | null

export interface ListQuery<T> {
  readonly facets: readonly Facet<T>[]
  /** The chosen value of each facet that filters. */
  readonly chosen: Readonly<Record<string, string | undefined>>
  /** Conditions besides the facets; every item must fulfil them. */
  readonly fits: (item: T) => boolean
  readonly key: SortKey<T>
  readonly descending: boolean
  /** 1 for the first page. A page after the last one is the last one. */
  readonly page: number
  readonly perPage: number
}

export interface ListPage<T> {
  readonly items: readonly T[]
  /** Number of items on all pages. */
  readonly total: number
  readonly page: number
  readonly pages: number
  /** 1-based position of the first item on the page; 0 if there is none. */
  readonly from: number
  /** For each facet the values that occur among the items that fit all other filters, most frequent first. */
  readonly values: Readonly<Record<string, readonly Counted[]>>
}

/** @param items in the order in which items with equal keys are shown */
export function listPage<T>(items: readonly T[], query: ListQuery<T>): ListPage<T> {
  const { fitting, values } = filter(items, query)
  const pages = Math.max(1, Math.ceil(fitting.length / query.perPage))
  const page = Math.min(Math.max(1, query.page), pages)
  const start = (page - 1) * query.perPage
  const shown = best(fitting, query, start + query.perPage).slice(start)
  return {
    items: shown,
    total: fitting.length,
    page,
    pages,
    from: shown.length === 0 ? 0 : start + 1,
    values,
  }
}

/** An item counts for a facet's values if it fits all other facets, so that a chip shows what choosing it would give. */
function filter<T>(items: readonly T[], { facets, chosen, fits }: ListQuery<T>) {
  const counts = facets.map(() => new Map<string, number>())
  const wanted = facets.map(({ name }) => chosen[name])
  const fitting: T[] = []
  for (const item of items) {
    if (!fits(item)) continue
    const valuesOf = facets.map((facet) => facet.valuesOf(item))
    const missed = wanted.flatMap((value, at) => (value === undefined || valuesOf[at]?.includes(value) ? [] : [at]))
    if (missed.length === 0) fitting.push(item)
    if (missed.length > 1) continue
    for (const [at, values] of valuesOf.entries()) {
      if (missed.length === 1 && missed[0] !== at) continue
      for (const value of values) counts[at]?.set(value, (counts[at].get(value) ?? 0) + 1)
    }
  }
  return { fitting, values: Object.fromEntries(facets.map(({ name }, at) => [name, sortCounts(counts[at])])) }
}

function sortCounts(counts: ReadonlyMap<string, number> = new Map()): readonly Counted[] {
  return [...counts]
    .map(([value, count]) => ({ value, count }))
    .sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1))
}

/** @returns the first `most` items in the query's order */
function best<T>(items: readonly T[], { key, descending }: ListQuery<T>, most: number): readonly T[] {
  const keys = items.map(key)
  if (keys.every((it) => it === null || typeof it === 'number')) return bestByNumber(items, keys, { descending, most })
  const order = descending ? -1 : 1
  return items
    .map((item, at) => ({ item, at, key: keys[at] ?? null }))
    .sort((a, b) => {
      if (a.key === null || b.key === null) return Number(a.key === null) - Number(b.key === null) || a.at - b.at
      return a.key === b.key ? a.at - b.at : a.key < b.key ? -order : order
    })
    .slice(0, most)
    .map(({ item }) => item)
}

/** Sorting a long list to show one page of it would take most of the time of a request. */
function bestByNumber<T>(
  items: readonly T[],
  keys: readonly (number | string | null)[],
  { descending, most }: { readonly descending: boolean; readonly most: number },
): readonly T[] {
  const top = new TopK(most)
  for (const [at, key] of keys.entries()) {
    const score = key === null ? Number.NEGATIVE_INFINITY : descending ? Number(key) : -Number(key)
    top.offer(at, score)
  }
  return top.list().map(({ place }) => items[place] as T)
}
