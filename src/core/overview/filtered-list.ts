/** Searches, filters, sorts and pages a list, and counts the values that further filters would find. */
import type { Counted } from '../duplicates/cluster-summary.ts'
import { columnsOf, type Facet, orderOf, type Sorting, type ValueColumn } from './list-columns.ts'

export interface ListQuery<T> extends Sorting<T> {
  readonly facets: readonly Facet<T>[]
  /** Changes when facets or keys of the same items change; see `list-columns.ts`. */
  readonly stamp: number
  /** The chosen value of each facet that filters. */
  readonly chosen: Readonly<Record<string, string | undefined>>
  /** Conditions besides the facets; every item must fulfil them. Null if there are none. */
  readonly fits: ((item: T) => boolean) | null
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
  const columns = columnsOf(items, query.facets, query.stamp)
  const { fitting, total, values } = filter(items, columns, query)
  const pages = Math.max(1, Math.ceil(total / query.perPage))
  const page = Math.min(Math.max(1, query.page), pages)
  const start = (page - 1) * query.perPage
  const shown: T[] = []
  let seen = 0
  for (const at of orderOf(items, query, query)) {
    if (fitting[at] === 0) continue
    if (seen >= start) shown.push(items[at] as T)
    seen += 1
    if (shown.length === query.perPage) break
  }
  return { items: shown, total, page, pages, from: shown.length === 0 ? 0 : start + 1, values }
}

/** An item counts for a facet's values if it fits all other facets, so that a chip shows what choosing it would give. */
function filter<T>(items: readonly T[], columns: readonly ValueColumn[], { chosen, fits }: ListQuery<T>) {
  const counts = columns.map(({ values }) => new Int32Array(values.length))
  const wanted = columns.flatMap(({ name, values }, column) => {
    const value = chosen[name]
    return value === undefined ? [] : [{ column, code: values.indexOf(value) }]
  })
  const fitting = new Uint8Array(items.length)
  let total = 0
  for (let at = 0; at < items.length; at += 1) {
    if (fits !== null && !fits(items[at] as T)) continue
    let missed = -1
    let misses = 0
    for (const { column, code } of wanted) {
      if (has(columns[column] as ValueColumn, at, code)) continue
      missed = column
      misses += 1
    }
    if (misses > 1) continue
    if (misses === 0) {
      fitting[at] = 1
      total += 1
      for (let column = 0; column < columns.length; column += 1)
        count(columns[column] as ValueColumn, at, counts[column])
    } else count(columns[missed] as ValueColumn, at, counts[missed])
  }
  const values = Object.fromEntries(columns.map((column, at) => [column.name, sortCounts(column, counts[at])]))
  return { fitting, total, values }
}

function has({ starts, codes }: ValueColumn, at: number, code: number): boolean {
  for (let place = starts[at] ?? 0; place < (starts[at + 1] ?? 0); place += 1) if (codes[place] === code) return true
  return false
}

function count({ starts, codes }: ValueColumn, at: number, counts: Int32Array | undefined): void {
  if (counts === undefined) return
  for (let place = starts[at] ?? 0; place < (starts[at + 1] ?? 0); place += 1) {
    const code = codes[place] as number
    counts[code] = (counts[code] ?? 0) + 1
  }
}

function sortCounts({ values }: ValueColumn, counts: Int32Array | undefined): readonly Counted[] {
  return values
    .map((value, code) => ({ value, count: counts?.[code] ?? 0 }))
    .filter((it) => it.count > 0)
    .sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1))
}
