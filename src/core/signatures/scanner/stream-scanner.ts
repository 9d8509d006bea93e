/**
 * Finds the patterns of a pack in a log of any size, in one pass and constant memory. It takes the bytes piece by piece
 * and returns lines with evidence. Patterns run only around literals, and the text of each hit is cleaned and redacted.
 */
import { cleanText } from '../../report/clean-text.ts'
import type { LogHit, OwnedClause, StreamOptions, StreamScanner } from '../pack.ts'
import { buildAutomaton } from './automaton.ts'
import { excerpt, linesAround } from './excerpt.ts'
import { buildPatternIndex, type OwnedPattern, type PreparedClause } from './pattern-index.ts'
import type { PatternMatch } from './patterns.ts'
import { countLines, StreamBuffer, WINDOW } from './stream-memory.ts'

const ESCAPE = '\u001b'

interface Pending {
  readonly pointed: OwnedPattern
  /** Offset in the stream after the literal. */
  readonly at: number
  readonly line: number
}

/** @param clauses the pack's prepared clauses */
export function createStreamScanner(clauses: readonly PreparedClause[], options: StreamOptions = {}): StreamScanner {
  return new WindowedScanner(clauses, options.maxPerClause ?? 20)
}

class WindowedScanner implements StreamScanner {
  readonly #index: ReturnType<typeof buildPatternIndex>
  readonly #automaton: ReturnType<typeof buildAutomaton>
  readonly #newline: number
  readonly #maxPerClause: number
  readonly #counts = new Map<OwnedClause, number>()
  readonly #lastLine = new Map<OwnedClause, number>()
  readonly #searched = new Map<OwnedPattern, number>()
  readonly #memory = new StreamBuffer()
  #state = 0
  #line = 1
  #pending: Pending[] = []

  constructor(clauses: readonly PreparedClause[], maxPerClause: number) {
    this.#index = buildPatternIndex(clauses)
    // The automaton also counts lines, since a separate pass would cost as much as the search.
    this.#automaton = buildAutomaton([...this.#index.literals, '\n'])
    this.#newline = this.#index.literals.length
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
    const start = this.#memory.end
    this.#memory.append(window)
    this.#state = this.#automaton.runBytes(window, this.#state, (id, end) => {
      if (id === this.#newline) this.#line += 1
      else this.#point(id, start + end)
    })
    return this.#searchPending(this.#memory.settled)
  }

  #point(literal: number, at: number): void {
    for (const pointed of this.#index.patternsWith(literal)) {
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
    // Most offsets have no match, so the first search uses the raw text, which is cheap. A match is then searched for
    // again in the redacted text.
    const text = raw.text.includes(ESCAPE) ? cleanText(raw.text) : raw.text
    if (pattern.find(text, 0) === null) return null
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
