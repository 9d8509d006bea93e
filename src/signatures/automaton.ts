/**
 * An Aho-Corasick automaton in typed arrays: finds every occurrence of many literals in one pass over the text, in
 * time that does not depend on how many there are. ASCII case is folded. (A. V. Aho and M. J. Corasick, "Efficient
 * string matching", CACM 18(6), 1975.)
 */

export interface Automaton {
  /** Calls `found(id, end)` for every occurrence; `end` is the offset after the last character. */
  run(text: string, found: (id: number, end: number) => void): void
}

/** The two letters outside ASCII that equal an ASCII letter when case is ignored (Unicode CaseFolding.txt). */
const FOLDS_TO_ASCII: Readonly<Record<number, number>> = { 8490: 0x6b, 383: 0x73 }

interface Trie {
  /** Next state by state × class; -1 while building where there is none. */
  next: Int32Array
  readonly classes: number
  /** Ids that end in a state. */
  readonly ends: number[][]
}

/**
 * @param literals lower-case ASCII texts, not empty
 * @returns an automaton that reports the index of each literal
 */
export function buildAutomaton(literals: readonly string[]): Automaton {
  const classOf = classifyCharacters(literals)
  const trie = buildTrie(literals, classOf)
  linkFailures(trie)
  const { next, classes } = trie
  const ends = trie.ends.map((ids) => (ids.length === 0 ? null : Int32Array.from(ids)))
  return {
    run(text, found) {
      let state = 0
      for (let at = 0; at < text.length; at++) {
        const code = text.charCodeAt(at)
        const kind = code < 128 ? classOf[code] : FOLDS_TO_ASCII[code] === undefined ? 0 : classOf[FOLDS_TO_ASCII[code]]
        state = next[state * classes + (kind as number)] as number
        const ids = ends[state]
        if (ids) for (const id of ids) found(id, at + 1)
      }
    },
  }
}

/** Characters that occur in no literal share class 0; the others get one each, upper case that of lower case. */
function classifyCharacters(literals: readonly string[]): Uint8Array {
  const classOf = new Uint8Array(128)
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
  const classes = Math.max(...classOf) + 1
  const states = 1 + literals.reduce((sum, it) => sum + it.length, 0)
  const next = new Int32Array(states * classes).fill(-1)
  const ends: number[][] = [[]]
  literals.forEach((literal, id) => {
    let state = 0
    for (let at = 0; at < literal.length; at++) {
      const slot = state * classes + (classOf[literal.charCodeAt(at)] as number)
      if (next[slot] === -1) next[slot] = ends.push([]) - 1
      state = next[slot] as number
    }
    ends[state]?.push(id)
  })
  return { next: next.slice(0, ends.length * classes), classes, ends }
}

/** Breadth first: a missing step goes where the longest proper suffix would go, and takes over what ends there. */
function linkFailures({ next, classes, ends }: Trie): void {
  const suffix = new Int32Array(ends.length)
  const queue: number[] = []
  for (let kind = 0; kind < classes; kind++) {
    if (next[kind] === -1) next[kind] = 0
    else queue.push(next[kind] as number)
  }
  for (const state of queue) {
    const shorter = suffix[state] as number
    ends[state]?.push(...(ends[shorter] ?? []))
    for (let kind = 0; kind < classes; kind++) {
      const slot = state * classes + kind
      const fallback = next[shorter * classes + kind] as number
      if (next[slot] === -1) next[slot] = fallback
      else {
        suffix[next[slot] as number] = fallback
        queue.push(next[slot] as number)
      }
    }
  }
}
