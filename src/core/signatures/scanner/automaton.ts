/**
 * Finds every occurrence of many literals in one pass over a text or a stream of bytes, in time that does not depend on
 * how many literals there are. ASCII case is folded.
 */
import { type AutomatonTable, buildAutomatonTable } from './automaton-table.ts'

/** Called for every literal found; `end` is the offset after its last character. */
export type Found = (id: number, end: number) => void

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

/**
 * @param literals lower-case ASCII texts, not empty
 * @returns an automaton that reports the index of each literal
 */
export function buildAutomaton(literals: readonly string[]): Automaton {
  const table = buildAutomatonTable(literals)
  return {
    run: (text, found) => runText(table, text, found),
    runBytes: (bytes, state, found) => runBytes(table, bytes, { state, found }),
  }
}

interface Entered {
  readonly state: number
  readonly found: Found
}

/** @returns the state after the bytes */
function runBytes(
  { next, classOf, endsOf }: AutomatonTable,
  bytes: Uint8Array,
  { state: entered, found }: Entered,
): number {
  let state = entered
  for (let at = 0; at < bytes.length; at++) {
    state = next[state + (classOf[bytes[at] as number] as number)] as number
    if (state < 0) {
      state = ~state
      for (const id of endsOf(state)) found(id, at + 1)
    }
  }
  return state
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
