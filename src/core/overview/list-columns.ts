/**
 * The values of a list by column, as numbers: filtering and counting 100,000 items then takes a few milliseconds.
 * Computed once for each list and kept as long as the list is.
 */

/** A property that a list can be filtered by. */
export interface Facet<T> {
  readonly name: string
  /** Returns the item's values; an item fits a filter if one of them is the chosen value. */
  readonly valuesOf: (item: T) => readonly string[]
}

/** One facet's values of all items. The values of the item at `at` are `codes[starts[at]]` to `codes[starts[at + 1]]`. */
export interface ValueColumn {
  readonly name: string
  /** The distinct values; a code is an index into them. */
  readonly values: readonly string[]
  readonly starts: Int32Array
  readonly codes: Int32Array
}

/** Returns the sort key of an item: numbers sort numerically, texts alphabetically, null last in both directions. */
export type SortKey<T> = (item: T) => number | string | null

interface Kept {
  readonly stamp: number
  readonly columns: readonly ValueColumn[]
  readonly orders: Map<string, Int32Array>
}

const kept = new WeakMap<object, Kept>()

/** @param stamp changes when facets or keys of the same items change, for instance with the time of day */
export function columnsOf<T>(items: readonly T[], facets: readonly Facet<T>[], stamp: number): readonly ValueColumn[] {
  return keptFor(items, facets, stamp).columns
}

export interface Sorting<T> {
  /** Names the key; the same name always means the same key. */
  readonly sort: string
  readonly key: SortKey<T>
  readonly descending: boolean
}

/** @returns the items' positions in the given order; items with equal keys stay in the order of the list */
export function orderOf<T>(
  items: readonly T[],
  { sort, key, descending }: Sorting<T>,
  { facets, stamp }: { readonly facets: readonly Facet<T>[]; readonly stamp: number },
): Int32Array {
  const { orders } = keptFor(items, facets, stamp)
  const name = `${sort} ${descending}`
  const order = orders.get(name) ?? sortPositions(items.map(key), descending)
  orders.set(name, order)
  return order
}

function keptFor<T>(items: readonly T[], facets: readonly Facet<T>[], stamp: number): Kept {
  const before = kept.get(items)
  if (before?.stamp === stamp) return before
  const made = { stamp, columns: facets.map((facet) => columnOf(items, facet)), orders: new Map() }
  kept.set(items, made)
  return made
}

function columnOf<T>(items: readonly T[], { name, valuesOf }: Facet<T>): ValueColumn {
  const values: string[] = []
  const codeOf = new Map<string, number>()
  const starts = new Int32Array(items.length + 1)
  const codes: number[] = []
  for (const [at, item] of items.entries()) {
    for (const value of valuesOf(item)) {
      const code = codeOf.get(value) ?? values.push(value) - 1
      codeOf.set(value, code)
      codes.push(code)
    }
    starts[at + 1] = codes.length
  }
  return { name, values, starts, codes: Int32Array.from(codes) }
}

function sortPositions(keys: readonly (number | string | null)[], descending: boolean): Int32Array {
  const sign = descending ? -1 : 1
  return Int32Array.from(keys.keys()).sort((a, b) => {
    const [x, y] = [keys[a] ?? null, keys[b] ?? null]
    if (x === y) return a - b
    if (x === null || y === null) return x === null ? 1 : -1
    return x < y ? -sign : sign
  })
}
