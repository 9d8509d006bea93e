/**
 * Finds every occurrence of many literals in one pass over a text or a stream of bytes, in time that does not depend on
 * how many literals there are. ASCII case is folded.
 */
import { type AutomatonTable, buildAutomatonTable } from './automaton-table.ts'
import { createLaneRunner, type Found, runLane } from './lanes.ts'

export interface Automaton {
  /** Calls `found(id, end)` for every occurrence, in order of `end`, which is the offset after the last character. */
  run(text: string, found: Found): void
  /**
   * Goes on over the next bytes of a UTF-8 stream; `end` counts from the start of `bytes`.
   * @param state what the call for the bytes before returned; 0 at the start of the stream
   */
  runBytes(bytes: Uint8Array, state: number, found: Found): number
}

/** The two letters outside ASCII that equal an ASCII letter when case is ignored (Unicode CaseFolding.txt). */
const LONG_S = 0x17f
const KELVIN = 0x212a

/** Any byte that is in no literal. */
const OTHER = 128

/** Bytes that are looked at in one go: small enough for the cache, large enough to be cut into lanes. */
const WINDOW = 65_536

/**
 * @param literals lower-case ASCII texts, not empty
 * @returns an automaton that reports the index of each literal
 */
export function buildAutomaton(literals: readonly string[]): Automaton {
  const table = buildAutomatonTable(literals)
  const longest = literals.reduce((most, it) => Math.max(most, it.length), 0)
  const runLanes = createLaneRunner(table, { longest, window: WINDOW })
  return {
    run: (text, found) => runText(table, text, found),
    runBytes(bytes, from, found) {
      let state = from
      for (let start = 0; start < bytes.length; start += WINDOW) {
        const window = bytes.subarray(start, start + WINDOW)
        const at = start === 0 ? found : (id: number, end: number) => found(id, start + end)
        state =
          window.length < 16 * longest
            ? runLane(table, window, { state, from: 0, to: window.length }, at)
            : runLanes(window, state, at)
      }
      return state
    },
  }
}

function runText({ next, classOf, endsOf }: AutomatonTable, text: string, found: Found): void {
  let state = 0
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    state = next[state + (classOf[code < OTHER ? code : foldToAscii(code)] as number)] as number
    if (state < 0) {
      state = ~state
      for (const id of endsOf(state)) found(id, at + 1)
    }
  }
}

function foldToAscii(code: number): number {
  if (code === KELVIN) return 0x6b
  return code === LONG_S ? 0x73 : OTHER
}
