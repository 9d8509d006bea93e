/**
 * Finds every occurrence of many literals in one pass over a text or a stream of bytes. The time does not depend on the
 * number of literals. ASCII case is ignored.
 */
import { type AutomatonTable, buildAutomatonTable } from './automaton-table.ts'

/** Called for every literal found: `id` is its index, `end` the offset after its last character. */
export type Found = (id: number, end: number) => void

export interface Automaton {
  /** Calls `found` for every occurrence, in order of `end`. */
  run(text: string, found: Found): void
  /**
   * Continues with the next bytes of a UTF-8 stream. `end` counts from the start of `bytes`.
   * @param state result of the previous call; 0 at the start of the stream
   * @returns the state after these bytes
   */
  runBytes(bytes: Uint8Array, state: number, found: Found): number
}

/** The two letters outside ASCII whose case folding is an ASCII letter (Unicode CaseFolding.txt). */
const LONG_S = 0x17f
const KELVIN = 0x212a

/** A byte that occurs in no literal. */
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

interface ByteRun {
  /** State before these bytes. */
  readonly state: number
  readonly found: Found
}

function runBytes(
  { next, classOf, endsOf }: AutomatonTable,
  bytes: Uint8Array,
  { state: first, found }: ByteRun,
): number {
  let state = first
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
