/**
 * Finds any of many short literals in one pass over a text, whatever their case (Aho and Corasick, "Efficient string
 * matching", CACM 18(6), 1975).
 */

/** A literal found in a text. */
export interface HintMatch {
  /** Position of the literal in the list that the automaton was built from. */
  readonly hint: number
  readonly start: number
}

export interface HintAutomaton {
  /** Calls `visit` for every occurrence from `from` on, overlapping ones too, until it returns true. */
  find(text: string, from: number, visit: (match: HintMatch) => boolean): void
}

interface Node {
  readonly next: Map<number, Node>
  readonly state: number
  readonly hints: number[]
}

/** @param hints lower-case literals, none of them empty */
export function createHintAutomaton(hints: readonly string[]): HintAutomaton {
  const classes = classesOf(hints)
  const width = 1 + Math.max(OUTSIDE_ASCII, ...classes)
  const nodes = trieOf(hints, classes)
  const transitions = new Uint16Array(nodes.length * width)
  const outputs = connect(nodes, transitions, width)
  const lengths = hints.map(({ length }) => length)
  // The tables do not tell characters outside ASCII apart, which keeps them small.
  const isInternational = Uint8Array.from(hints, (hint) => Number([...hint].some((it) => it.charCodeAt(0) > 127)))
  // An entry holds the offset of the next state's row, which saves a multiplication for each character, and in its
  // lowest bit whether a hint ends there.
  const rows = Uint32Array.from(transitions, (state) => state * width * 2 + (outputs[state] === undefined ? 0 : 1))
  return {
    find(text, from, visit) {
      let entry = 0
      for (let at = from; at < text.length; at++) {
        const code = text.charCodeAt(at)
        entry = rows[(entry >>> 1) + (code < 128 ? (classes[code] as number) : OUTSIDE_ASCII)] as number
        if ((entry & 1) === 0) continue
        for (const hint of outputs[(entry >>> 1) / width] as number[]) {
          const start = at + 1 - (lengths[hint] as number)
          const isExact = isInternational[hint] === 0 || text.slice(start, at + 1).toLowerCase() === hints[hint]
          if (isExact && visit({ hint, start })) return
        }
      }
    },
  }
}

const OUTSIDE_ASCII = 1

/** Characters of ASCII that no hint contains are all of class 0, and those outside ASCII of class 1. */
function classesOf(hints: readonly string[]): Uint8Array {
  const classes = new Uint8Array(128)
  const used = [...new Set(hints.join(''))].map((it) => it.charCodeAt(0)).filter((code) => code < 128)
  for (const [index, code] of used.entries()) {
    classes[code] = index + 2
    classes[String.fromCharCode(code).toUpperCase().charCodeAt(0)] = index + 2
  }
  return classes
}

function classOf(code: number, classes: Uint8Array): number {
  return code < 128 ? (classes[code] as number) : OUTSIDE_ASCII
}

function trieOf(hints: readonly string[], classes: Uint8Array): readonly Node[] {
  const nodes: Node[] = [{ next: new Map(), state: 0, hints: [] }]
  for (const [index, hint] of hints.entries()) {
    let node = nodes[0] as Node
    for (let at = 0; at < hint.length; at++) {
      const symbol = classOf(hint.charCodeAt(at), classes)
      let next = node.next.get(symbol)
      if (next === undefined) {
        next = { next: new Map(), state: nodes.length, hints: [] }
        node.next.set(symbol, next)
        nodes.push(next)
      }
      node = next
    }
    node.hints.push(index)
  }
  return nodes
}

/**
 * Fills in the transitions breadth first, so that a node's failure state is complete before the node.
 * @returns per state the hints that end there; undefined for most states
 */
function connect(nodes: readonly Node[], transitions: Uint16Array, width: number): readonly (number[] | undefined)[] {
  const outputs: (number[] | undefined)[] = nodes.map(() => undefined)
  const failures = new Uint16Array(nodes.length)
  const queue: Node[] = [nodes[0] as Node]
  for (const node of queue) {
    const failure = failures[node.state] as number
    const own = [...node.hints, ...(node.state === 0 ? [] : (outputs[failure] ?? []))]
    if (own.length > 0) outputs[node.state] = own
    for (let symbol = 0; symbol < width; symbol++) {
      const fallback = node.state === 0 ? 0 : (transitions[failure * width + symbol] as number)
      const next = node.next.get(symbol)
      transitions[node.state * width + symbol] = next?.state ?? fallback
      if (next === undefined) continue
      failures[next.state] = fallback
      queue.push(next)
    }
  }
  return outputs
}
