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

/** @param hints lower-case literals, none of them empty */
export function createHintAutomaton(hints: readonly string[]): HintAutomaton {
  const classes = classesOf(hints)
  const width = 1 + classes.reduce((a, b) => Math.max(a, b))
  const { rows, outputs } = connect(trieOf(hints, classes), width)
  const lengths = hints.map(({ length }) => length)
  // The tables do not tell the international letters of the hints apart, which keeps them small.
  const isInternational = Uint8Array.from(hints, (hint) => Number([...hint].some((it) => it.charCodeAt(0) > 127)))
  return {
    find(text, from, visit) {
      let entry = 0
      for (let at = from; at < text.length; at++) {
        entry = rows[(entry >>> 1) + (classes[text.charCodeAt(at)] as number)] as number
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

/** The class of characters that no hint contains. */
const UNUSED = 0
/** The class of all characters outside ASCII that a hint contains. */
const INTERNATIONAL = 1

/** Returns the class of each UTF-16 code unit. A letter of ASCII shares its class with its capital. */
function classesOf(hints: readonly string[]): Uint8Array {
  const classes = new Uint8Array(0x10000).fill(UNUSED)
  let next = INTERNATIONAL + 1
  for (const letter of new Set(hints.join(''))) {
    const wanted = letter < '\u0080' ? next++ : INTERNATIONAL
    const capital = letter.toUpperCase()
    classes[letter.charCodeAt(0)] = wanted
    // The capital of some letters is two letters, as SS.
    if (capital.length === 1) classes[capital.charCodeAt(0)] = wanted
  }
  return classes
}

/** State 0 is the root, and as a child or a sibling it says that there is none. */
interface Trie {
  /** Per state. */
  readonly firstChild: readonly number[]
  readonly sibling: readonly number[]
  /** Per state the class of the character that leads to it. */
  readonly symbol: readonly number[]
  /** Per state the hints that end there; undefined for most states. */
  readonly ends: readonly (readonly number[] | undefined)[]
}

function trieOf(hints: readonly string[], classes: Uint8Array): Trie {
  const [firstChild, sibling, symbol] = [[0], [0], [0]]
  const ends: (number[] | undefined)[] = [undefined]
  const follow = (state: number, wanted: number): number => {
    let child = firstChild[state] as number
    while (child !== 0 && symbol[child] !== wanted) child = sibling[child] as number
    if (child !== 0) return child
    sibling.push(firstChild[state] as number)
    symbol.push(wanted)
    firstChild.push(0)
    firstChild[state] = ends.push(undefined) - 1
    return firstChild[state]
  }
  for (const [index, hint] of hints.entries()) {
    let state = 0
    for (let at = 0; at < hint.length; at++) state = follow(state, classes[hint.charCodeAt(at)] as number)
    ends[state] = [...(ends[state] ?? []), index]
  }
  return { firstChild, sibling, symbol, ends }
}

interface Table {
  /**
   * One row for each state, with an entry for each class of characters. An entry holds the offset of the next state's
   * row, which saves a multiplication for each character, and in its lowest bit whether a hint ends there.
   */
  readonly rows: Uint32Array
  /** Per state the hints that end there, the longest first; undefined for most states. */
  readonly outputs: Trie['ends']
}

/**
 * Breadth first, so that a state's failure state is complete before the state. A row is a copy of the failure state's
 * row but for the children, and copying takes a tenth of the time of filling it in.
 */
function connect({ firstChild, sibling, symbol, ends }: Trie, width: number): Table {
  const rows = new Uint32Array(ends.length * width)
  const outputs = [...ends]
  const failures = new Uint32Array(ends.length)
  const queue = [0]
  for (const state of queue) {
    const from = (failures[state] as number) * width
    const row = state * width
    if (state !== 0) rows.copyWithin(row, from, from + width)
    for (let child = firstChild[state] as number; child !== 0; child = sibling[child] as number) {
      const failure = state === 0 ? 0 : (rows[from + (symbol[child] as number)] as number) >>> 1
      const inherited = outputs[failure / width]
      failures[child] = failure / width
      if (inherited !== undefined) outputs[child] = [...(ends[child] ?? []), ...inherited]
      rows[row + (symbol[child] as number)] = child * width * 2 + (outputs[child] === undefined ? 0 : 1)
      queue.push(child)
    }
  }
  return { rows, outputs }
}
