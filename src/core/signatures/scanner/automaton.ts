/**
 * Finds every occurrence of many literals in one pass over a text or a stream of bytes. The time does not depend on the
 * number of literals. ASCII case is ignored.
 */
import { type AutomatonTable, buildAutomatonTable, KEY_LENGTH } from './automaton-table.ts'

/** Called for every literal found: `id` is its index, `end` the offset after its last character. */
export type Found = (id: number, end: number) => void

export interface Automaton {
  /** Calls `found` for every occurrence, in order of `end`; of those with the same `end`, for the longest first. */
  run(text: string, found: Found): void
  /**
   * Continues with the next bytes of a UTF-8 stream.
   * @param bytes the last bytes of the stream, at least as many before the next ones as the longest literal has
   * @returns the state after these bytes
   */
  runBytes(bytes: Uint8Array, next: NextBytes, found: Found): number
}

export interface NextBytes {
  /** Offset in `bytes` of the next bytes of the stream. */
  readonly from: number
  /** Result of the previous call; 0 at the start of the stream. */
  readonly state: number
}

/** The two letters outside ASCII whose case folding is an ASCII letter (Unicode CaseFolding.txt). */
const LONG_S = 0x17f
const KELVIN = 0x212a

/** A byte that occurs in no literal. */
const OTHER = 128

/**
 * @param literals lower-case ASCII texts, not empty
 * @param table of these literals
 * @returns an automaton that reports the index of each literal
 */
export function buildAutomaton(literals: readonly string[], table = buildAutomatonTable(literals)): Automaton {
  return {
    run: (text, found) => runText({ ...table, literals }, text, found),
    runBytes: (bytes, next, found) => runBytes({ ...table, literals }, bytes, { ...next, found }),
  }
}

interface Tables extends AutomatonTable {
  readonly literals: readonly string[]
}

interface ByteRun extends NextBytes {
  readonly found: Found
}

function runBytes(tables: Tables, bytes: Uint8Array, { from, state: first, found }: ByteRun): number {
  const { next, classOf } = tables
  const codeAt = (at: number) => bytes[at] as number
  let state = first
  for (let at = from; at < bytes.length; at++) {
    state = next[state + (classOf[bytes[at] as number] as number)] as number
    if (state < 0) {
      state = ~state
      report(tables, { state, end: at + 1, codeAt }, found)
    }
  }
  return state
}

function runText(tables: Tables, text: string, found: Found): void {
  const { next, classOf } = tables
  const codeAt = (at: number) => foldToAscii(text.charCodeAt(at))
  let state = 0
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    state = next[state + (classOf[code < OTHER ? code : foldToAscii(code)] as number)] as number
    if (state < 0) {
      state = ~state
      report(tables, { state, end: at + 1, codeAt }, found)
    }
  }
}

/** A state in which literals may end, and the text before it. */
interface Ending {
  readonly state: number
  readonly end: number
  codeAt(at: number): number
}

function report(tables: Tables, { state, end, codeAt }: Ending, found: Found): void {
  const { idsFrom, ids, classes, literals } = tables
  const row = state / classes
  for (let at = idsFrom[row] as number; at < (idsFrom[row + 1] as number); at++) {
    const id = ids[at] as number
    const literal = literals[id] as string
    if (literal.length <= KEY_LENGTH || startsBefore(literal, tables.classOf, { end, codeAt })) found(id, end)
  }
}

/** Compares the characters of a literal that are not in the table. */
function startsBefore(literal: string, classOf: Uint8Array, { end, codeAt }: Omit<Ending, 'state'>): boolean {
  const start = end - literal.length
  if (start < 0) return false
  for (let at = literal.length - KEY_LENGTH - 1; at >= 0; at--)
    if (classOf[codeAt(start + at)] !== classOf[literal.charCodeAt(at)]) return false
  return true
}

function foldToAscii(code: number): number {
  if (code < OTHER) return code
  if (code === KELVIN) return 0x6b
  return code === LONG_S ? 0x73 : OTHER
}
