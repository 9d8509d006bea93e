/**
 * Finds the patterns of a pack in a log of any size, in one pass and constant memory. It takes the bytes piece by piece
 * and returns lines with evidence. Patterns run only around literals, and the text of each hit is cleaned and redacted.
 */
import { cleanText } from '../../report/clean-text.ts'
import type { LogHit, OwnedClause, StreamOptions, StreamScanner } from '../pack.ts'
import { type Automaton, buildAutomaton } from './automaton.ts'
import type { PatternMatch } from './compiled-pattern.ts'
import { excerpt, linesAround } from './excerpt.ts'
import { type OwnedPattern, ownedPatterns } from './pattern-index.ts'
import type { ScannerSource } from './scanner-tables.ts'
import { countLines, StreamBuffer, WINDOW } from './stream-memory.ts'

const ESCAPE = '\u001b'

interface Pending {
  readonly pointed: OwnedPattern
  /** Offset in the stream after the literal. */
  readonly at: number
  readonly line: number
}

/** @param source the pack's prepared clauses and their tables */
export function createStreamScanner(source: ScannerSource, options: StreamOptions = {}): StreamScanner {
  return new WindowedScanner(source, options.maxPerClause ?? 20)
}

class WindowedScanner implements StreamScanner {
  readonly #patterns: readonly OwnedPattern[]
  readonly #patternsWith: readonly (readonly number[])[]
  readonly #automaton: Automaton
  readonly #newline: number
  readonly #maxPerClause: number
  readonly #counts = new Map<OwnedClause, number>()
  readonly #lastLine = new Map<OwnedClause, number>()
  readonly #searched = new Map<OwnedPattern, number>()
  readonly #memory = new StreamBuffer()
  #state = 0
  #line = 1
  #pending: Pending[] = []

  constructor({ clauses, tables }: ScannerSource, maxPerClause: number) {
    this.#patterns = ownedPatterns(clauses)
    this.#patternsWith = tables.patternsWith
    this.#automaton = buildAutomaton(tables.literals, tables.automaton)
    this.#newline = tables.literals.length - 1
    this.#maxPerClause = maxPerClause
  }

  push(bytes: Uint8Array): readonly LogHit[] {
    const hits: LogHit[] = []
    for (let at = 0; at < bytes.length; at += WINDOW) hits.push(...this.#take(bytes.subarray(at, at + WINDOW)))
    return hits
  }

  end(): readonly LogHit[] {
    return this.#searchPending(Number.POSITIVE_INFINITY)
  }

  #take(window: Uint8Array): readonly LogHit[] {
    this.#memory.append(window)
    const { bytes } = this.#memory
    const start = this.#memory.end - bytes.length
    const next = { from: bytes.length - window.length, state: this.#state }
    this.#state = this.#automaton.runBytes(bytes, next, (id, end) => {
      if (id === this.#newline) this.#line += 1
      else this.#point(id, start + end)
    })
    return this.#searchPending(this.#memory.settled)
  }

  #point(literal: number, at: number): void {
    for (const index of this.#patternsWith[literal] as readonly number[]) {
      const pointed = this.#patterns[index] as OwnedPattern
      if (at <= (this.#searched.get(pointed) ?? -1) || this.#isEnough(pointed.owned)) continue
      this.#pending.push({ pointed, at, line: this.#line })
    }
  }

  #isEnough(owned: OwnedClause): boolean {
    return (this.#counts.get(owned) ?? 0) >= this.#maxPerClause
  }

  /** Searches around the pending offsets up to `upTo`, whose surrounding text is complete. */
  #searchPending(upTo: number): readonly LogHit[] {
    const ready = this.#pending.filter(({ at }) => at <= upTo)
    if (ready.length === 0) return []
    this.#pending = this.#pending.filter(({ at }) => at > upTo)
    return ready.flatMap((it) => this.#searchAround(it) ?? [])
  }

  #searchAround({ pointed, at, line }: Pending): LogHit | null {
    const { owned, pattern } = pointed
    if (this.#isEnough(owned) || at <= (this.#searched.get(pointed) ?? -1)) return null
    const raw = this.#memory.rawAround(at, pattern.staysInLine)
    this.#searched.set(pointed, raw.end)
    // Most offsets have no match, so the raw text is tried first, which is cheap. A match is then searched for again in
    // the redacted text.
    const text = raw.text.includes(ESCAPE) ? cleanText(raw.text) : raw.text
    if (!pattern.mayMatch(text) || pattern.find(text, 0) === null) return null
    const around = this.#memory.redactedAround(at, pattern.staysInLine)
    const match = pattern.find(around.text, 0)
    if (match === null) return null
    const found = line + countLines(around.text.slice(0, match.start)) - around.linesBefore
    // Several patterns of a clause may match the same line, which counts only once.
    if (this.#lastLine.get(owned) === found) return null
    this.#lastLine.set(owned, found)
    this.#counts.set(owned, (this.#counts.get(owned) ?? 0) + 1)
    return { owned, line: found, text: quote(around.text, match), captures: match.captures }
  }
}

function quote(text: string, { start, end }: PatternMatch): string {
  const match = { from: start, to: end }
  return excerpt(text, match, linesAround(text, match))
}
