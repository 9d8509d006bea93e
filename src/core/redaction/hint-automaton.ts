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

/** @param hints lower-case ASCII literals, none of them empty */
export function createHintAutomaton(hints: readonly string[]): HintAutomaton {
  const classes = classesOf(hints)
  const width = 1 + Math.max(0, ...classes)
  const nodes = trieOf(hints, classes)
  const transitions = new Uint16Array(nodes.length * width)
  const outputs = connect(nodes, transitions, width)
  const lengths = hints.map(({ length }) => length)
  return {
    find(text, from, visit) {
      let state = 0
      for (let at = from; at < text.length; at++) {
        state = transitions[state * width + classOf(text.charCodeAt(at), classes)] as number
        const found = outputs[state]
        if (found === undefined) continue
        for (const hint of found) if (visit({ hint, start: at + 1 - (lengths[hint] as number) })) return
      }
    },
  }
}

/** Characters that no hint contains are all of class 0. */
function classesOf(hints: readonly string[]): Uint8Array {
  const classes = new Uint8Array(128)
  const used = [...new Set(hints.join(''))].map((it) => it.charCodeAt(0)).filter((code) => code < 128)
  for (const [index, code] of used.entries()) {
    classes[code] = index + 1
    classes[String.fromCharCode(code).toUpperCase().charCodeAt(0)] = index + 1
  }
  return classes
}

function classOf(code: number, classes: Uint8Array): number {
  return code < 128 ? (classes[code] as number) : 0
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
