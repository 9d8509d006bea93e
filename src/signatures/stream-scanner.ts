/**
 * Finds the patterns of a pack in a log of any size: bytes come in piece by piece, evidence lines go out, in constant
 * memory and in one pass. Patterns run only around literals, on text that is redacted before anything of it is kept.
 */
import { redact } from '../report/redact.ts'
import { buildAutomaton } from './automaton.ts'
import { excerpt, linesAround } from './excerpt.ts'
import type { LogHit, OwnedClause, StreamOptions, StreamScanner } from './pack.ts'
import { buildPatternIndex, type OwnedPattern, type PreparedClause } from './pattern-index.ts'
import type { PatternMatch } from './patterns.ts'

/** Bytes that are taken at a time. */
const WINDOW = 65_536

/** A match reaches at most this many bytes to either side of its literal (1,000 characters of UTF-8). */
const REACH = 4_000

interface Pending {
  readonly pointed: OwnedPattern
  /** Offset in the stream after the literal. */
  readonly at: number
  readonly line: number
}

/** @param clauses of the pack, compiled */
export function createStreamScanner(clauses: readonly PreparedClause[], options: StreamOptions = {}): StreamScanner {
  return new WindowedScanner(clauses, options.mostPerClause ?? 20)
}

class WindowedScanner implements StreamScanner {
  readonly #index: ReturnType<typeof buildPatternIndex>
  readonly #automaton: ReturnType<typeof buildAutomaton>
  readonly #newline: number
  readonly #most: number
  readonly #counts = new Map<OwnedClause, number>()
  readonly #lastLine = new Map<OwnedClause, number>()
  readonly #searched = new Map<OwnedPattern, number>()
  /** What was read last: enough to look back and ahead from any pending place. */
  readonly #kept = new Uint8Array(WINDOW + 4 * REACH)
  #keptLength = 0
  #keptStart = 0
  #state = 0
  #line = 1
  #pending: Pending[] = []

  constructor(clauses: readonly PreparedClause[], most: number) {
    this.#index = buildPatternIndex(clauses)
    // Lines are counted by the automaton as it goes; a pass of its own would cost as much as the search.
    this.#automaton = buildAutomaton([...this.#index.literals, '\n'])
    this.#newline = this.#index.literals.length
    this.#most = most
  }

  push(bytes: Uint8Array): readonly LogHit[] {
    const hits: LogHit[] = []
    for (let at = 0; at < bytes.length; at += WINDOW) hits.push(...this.#take(bytes.subarray(at, at + WINDOW)))
    return hits
  }

  end(): readonly LogHit[] {
    return this.#settle(Number.POSITIVE_INFINITY)
  }

  #take(window: Uint8Array): readonly LogHit[] {
    const start = this.#keptStart + this.#keptLength
    this.#keep(window)
    this.#state = this.#automaton.runBytes(window, this.#state, (id, end) => {
      if (id === this.#newline) this.#line += 1
      else this.#point(id, start + end)
    })
    return this.#settle(start + window.length - REACH)
  }

  #point(literal: number, at: number): void {
    for (const pointed of this.#index.pointedAt(literal)) {
      if (at <= (this.#searched.get(pointed) ?? -1) || this.#isEnough(pointed.owned)) continue
      this.#pending.push({ pointed, at, line: this.#line })
    }
  }

  #isEnough(owned: OwnedClause): boolean {
    return (this.#counts.get(owned) ?? 0) >= this.#most
  }

  /** Drops what no pending place can reach any more, and appends the new bytes. */
  #keep(window: Uint8Array): void {
    const drop = Math.max(0, this.#keptLength - 3 * REACH)
    this.#kept.copyWithin(0, drop, this.#keptLength)
    this.#keptStart += drop
    this.#keptLength -= drop
    this.#kept.set(window, this.#keptLength)
    this.#keptLength += window.length
  }

  /** Looks at the pending places whose surroundings are complete. */
  #settle(upTo: number): readonly LogHit[] {
    const ready = this.#pending.filter(({ at }) => at <= upTo)
    if (ready.length === 0) return []
    this.#pending = this.#pending.filter(({ at }) => at > upTo)
    return ready.flatMap((it) => this.#look(it) ?? [])
  }

  #look({ pointed, at, line }: Pending): LogHit | null {
    const { owned, pattern } = pointed
    if (this.#isEnough(owned) || at <= (this.#searched.get(pointed) ?? -1)) return null
    const around = this.#around(at, pattern.staysInLine ? 0 : REACH)
    this.#searched.set(pointed, around.end)
    if (pattern.find(around.text, 0) === null) return null
    const text = redact(around.text).text
    const match = pattern.find(text, 0)
    if (match === null) return null
    const found = line + countLines(text.slice(0, match.start)) - around.linesBefore
    // Several patterns of a clause may match one line; it is one place all the same.
    if (this.#lastLine.get(owned) === found) return null
    this.#lastLine.set(owned, found)
    this.#counts.set(owned, (this.#counts.get(owned) ?? 0) + 1)
    return { owned, line: found, text: quote(text, match), captures: match.captures }
  }

  /** Whole lines around a place, at least `reach` bytes to either side, at most `REACH` more for the line to end. */
  #around(at: number, reach: number): { text: string; end: number; linesBefore: number } {
    const here = at - this.#keptStart
    const bytes = Buffer.from(this.#kept.buffer, 0, this.#keptLength)
    const earliest = Math.max(0, here - REACH - reach)
    const latest = Math.min(this.#keptLength, here + REACH)
    const before = bytes.lastIndexOf(10, Math.max(0, here - reach - 1))
    const after = bytes.indexOf(10, Math.min(latest, here + reach))
    const start = Math.max(earliest, before + 1)
    const end = after === -1 || after > latest ? latest : after
    const text = bytes.toString('utf8', start, end)
    return { text, end: this.#keptStart + end, linesBefore: countLines(bytes.toString('latin1', start, here)) }
  }
}

function countLines(text: string): number {
  let count = 0
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) count++
  return count
}

function quote(text: string, { start, end }: PatternMatch): string {
  const match = { from: start, to: end }
  return excerpt(text, match, linesAround(text, match))
}
