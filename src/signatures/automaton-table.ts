/**
 * The transition table of an Aho-Corasick automaton (A. V. Aho and M. J. Corasick, "Efficient string matching", CACM
 * 18(6), 1975). It is read once a byte and must be quick: a state is the index of its row, so that a step needs no
 * multiplication; it is stored as its complement (negative) where a literal ends, so that one comparison finds hits;
 * rows are in order of depth, so that the few that nearly every byte leads to lie side by side in the cache.
 */
export interface AutomatonTable {
  /** Next state by state + class of the byte. */
  readonly next: Int32Array
  /** Class of each byte; bytes that occur in no literal share class 0. */
  readonly classOf: Uint8Array
  /** Literals that end in a state. */
  endsOf(state: number): readonly number[]
}

interface Node {
  readonly children: Map<number, Node>
  /** Literals that end here, those of shorter suffixes included once `linked`. */
  readonly ends: number[]
  row: number
}

/** @param literals lower-case ASCII texts, not empty; their indices are what ends in a state */
export function buildAutomatonTable(literals: readonly string[]): AutomatonTable {
  const classOf = classifyBytes(literals)
  const classes = Math.max(...classOf) + 1
  const root = buildTrie(literals, classOf)
  const nodes = inOrderOfDepth(root, classes)
  const next = link(nodes, classes)
  for (let cell = 0; cell < next.length; cell++) {
    const state = next[cell] as number
    if ((nodes[state / classes] as Node).ends.length > 0) next[cell] = ~state
  }
  return { next, classOf, endsOf: (state) => (nodes[state / classes] as Node).ends }
}

/** Each byte of a literal gets a class of its own, upper case that of lower case. */
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

function buildTrie(literals: readonly string[], classOf: Uint8Array): Node {
  const root: Node = { children: new Map(), ends: [], row: 0 }
  literals.forEach((literal, id) => {
    let node = root
    for (let at = 0; at < literal.length; at++) {
      const kind = classOf[literal.charCodeAt(at)] as number
      const child = node.children.get(kind) ?? { children: new Map(), ends: [], row: 0 }
      node.children.set(kind, child)
      node = child
    }
    node.ends.push(id)
  })
  return root
}

function inOrderOfDepth(root: Node, classes: number): readonly Node[] {
  const nodes = [root]
  for (const node of nodes) {
    for (const child of node.children.values()) child.row = (nodes.push(child) - 1) * classes
  }
  return nodes
}

/** A missing step goes where the longest proper suffix would go, and what ends there ends here too. */
function link(nodes: readonly Node[], classes: number): Int32Array {
  const next = new Int32Array(nodes.length * classes)
  const suffix = new Int32Array(nodes.length)
  nodes.forEach((node, at) => {
    const shorter = suffix[at] as number
    if (at > 0) node.ends.push(...(nodes[shorter / classes] as Node).ends)
    for (let kind = 0; kind < classes; kind++) {
      const child = node.children.get(kind)
      const fallback = at === 0 ? 0 : (next[shorter + kind] as number)
      next[node.row + kind] = child?.row ?? fallback
      if (child !== undefined) suffix[child.row / classes] = fallback
    }
  })
  return next
}
