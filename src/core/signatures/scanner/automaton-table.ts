/**
 * The transition table of an Aho-Corasick automaton (A. V. Aho and M. J. Corasick, "Efficient string matching", CACM
 * 18(6), 1975). The scanner reads it once per byte, so it is built for speed. A state is the index of its row, so a
 * step needs no multiplication. A state where a literal ends is stored as its complement (negative), so one comparison
 * finds hits. Rows are in order of depth, so the few rows that most bytes lead to are side by side in the cache.
 *
 * The table knows only the last characters of a literal; the characters before them are compared when these occur. With
 * whole literals, the table for the shipped pack would take up 21 MB instead of 5.
 */

/** Plain data, which can be stored and shared between threads. */
export interface AutomatonTable {
  /** Next state, by state + byte class. */
  readonly next: Int32Array
  /** Class of each byte; bytes that occur in no literal share class 0. */
  readonly classOf: Uint8Array
  /** Number of classes, which is the length of a row. */
  readonly classes: number
  /** By row number: where its literals start in `ids`. The last cell is the length of `ids`. */
  readonly idsFrom: Int32Array
  /** Indices of the literals that may end in a state, the longest first. */
  readonly ids: Int32Array
}

/** Number of a literal's last characters that the table knows. */
export const KEY_LENGTH = 8

/**
 * The trie of literals, in flat arrays with one cell per node. A pack has tens of thousands of nodes, and as many small
 * objects would take ten times as much memory as the finished table. Node 0 is the root; as a link, 0 means "none".
 */
interface Trie {
  readonly size: number
  /** First child of each node. */
  readonly child: Int32Array
  /** Next child of the same parent. */
  readonly sibling: Int32Array
  /** Class of the byte that leads to the node. */
  readonly kind: Uint8Array
  /** Literals that may end in a node. */
  readonly ends: ReadonlyMap<number, readonly number[]>
}

/** @param literals lower-case ASCII texts, not empty; `ids` contains their indices */
export function buildAutomatonTable(literals: readonly string[]): AutomatonTable {
  const classOf = classifyBytes(literals)
  const classes = Math.max(...classOf) + 1
  const { next, ends } = link(buildTrie(literals, classOf), classes)
  for (let cell = 0; cell < next.length; cell++) {
    const state = next[cell] as number
    if ((ends[state / classes] as readonly number[]).length > 0) next[cell] = ~state
  }
  const idsFrom = new Int32Array(ends.length + 1)
  for (const [row, { length }] of ends.entries()) idsFrom[row + 1] = (idsFrom[row] as number) + length
  return { next, classOf, classes, idsFrom, ids: Int32Array.from(ends.flat()) }
}

/** Gives each byte of a literal a class of its own. An upper-case letter shares the class of its lower-case letter. */
function classifyBytes(literals: readonly string[]): Uint8Array {
  const classOf = new Uint8Array(256)
  let used = 0
  for (const literal of literals) {
    for (let at = 0; at < literal.length; at++) {
      const code = literal.charCodeAt(at)
      if (classOf[code] === 0) classOf[code] = ++used
    }
  }
  for (let upper = 65; upper <= 90; upper++) classOf[upper] = classOf[upper + 32] as number
  return classOf
}

function buildTrie(literals: readonly string[], classOf: Uint8Array): Trie {
  const capacity = 1 + literals.reduce((sum, { length }) => sum + Math.min(length, KEY_LENGTH), 0)
  const [child, sibling, kind] = [new Int32Array(capacity), new Int32Array(capacity), new Uint8Array(capacity)]
  const ends = new Map<number, number[]>()
  let size = 1
  const childOf = (node: number, wanted: number): number => {
    for (let it = child[node] as number; it !== 0; it = sibling[it] as number) if (kind[it] === wanted) return it
    sibling[size] = child[node] as number
    child[node] = size
    kind[size] = wanted
    return size++
  }
  literals.forEach((literal, id) => {
    let node = 0
    for (let at = Math.max(0, literal.length - KEY_LENGTH); at < literal.length; at++)
      node = childOf(node, classOf[literal.charCodeAt(at)] as number)
    ends.set(node, [...(ends.get(node) ?? []), id])
  })
  for (const ids of ends.values()) ids.sort((a, b) => lengthOf(literals, b) - lengthOf(literals, a))
  return { size, child, sibling, kind, ends }
}

function lengthOf(literals: readonly string[], id: number): number {
  return (literals[id] as string).length
}

interface Linked {
  readonly next: Int32Array
  /** Literals that may end in a state or in one of its shorter suffixes, by row number. Few states have any. */
  readonly ends: readonly (readonly number[])[]
}

/**
 * Lays out rows in order of depth. A missing step leads where the same step leads from the longest proper suffix, and
 * literals that end in the suffix also end here.
 */
function link({ size, child, sibling, kind, ends: endsOfNodes }: Trie, classes: number): Linked {
  const next = new Int32Array(size * classes)
  const ends: (readonly number[])[] = []
  // By row number: the node, and the row of its longest proper suffix.
  const nodes = new Int32Array(size)
  const suffix = new Int32Array(size)
  let found = 1
  for (let rowNumber = 0; rowNumber < size; rowNumber++) {
    const node = nodes[rowNumber] as number
    const row = rowNumber * classes
    const shorter = suffix[rowNumber] as number
    if (rowNumber > 0) next.copyWithin(row, shorter, shorter + classes)
    for (let it = child[node] as number; it !== 0; it = sibling[it] as number) {
      const cell = row + (kind[it] as number)
      suffix[found] = next[cell] as number
      next[cell] = found * classes
      nodes[found++] = it
    }
    ends[rowNumber] = joined(endsOfNodes.get(node), rowNumber === 0 ? NONE : ends[shorter / classes])
  }
  return { next, ends }
}

const NONE: readonly number[] = []

function joined(own: readonly number[] = NONE, shorter: readonly number[] = NONE): readonly number[] {
  if (own.length === 0) return shorter
  return shorter.length === 0 ? own : [...own, ...shorter]
}
