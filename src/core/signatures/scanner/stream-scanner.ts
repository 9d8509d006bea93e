/**
 * Finds the patterns of a pack in a log of any size: bytes come in piece by piece, evidence lines go out, in constant
 * memory and in one pass. Patterns run only around literals, on text that is cleaned and redacted before anything of it
 * is kept.
 */
import { cleanText } from '../../report/clean-text.ts'
import type { LogHit, OwnedClause, StreamOptions, StreamScanner } from '../pack.ts'
import { buildAutomaton } from './automaton.ts'
import { excerpt, linesAround } from './excerpt.ts'
import { buildPatternIndex, type OwnedPattern, type PreparedClause } from './pattern-index.ts'
import type { PatternMatch } from './patterns.ts'
import { countLines, StreamMemory, WINDOW } from './stream-memory.ts'

const ESCAPE = '\u001b'

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
  readonly #memory = new StreamMemory()
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
    const start = this.#memory.end
    this.#memory.append(window)
    this.#state = this.#automaton.runBytes(window, this.#state, (id, end) => {
      if (id === this.#newline) this.#line += 1
      else this.#point(id, start + end)
    })
    return this.#settle(this.#memory.settled)
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
    const raw = this.#memory.rawAround(at, pattern.staysInLine)
    this.#searched.set(pointed, raw.end)
    // Most places come to nothing, so that little is done for this first look; what is shown is looked at again.
    const text = raw.text.includes(ESCAPE) ? cleanText(raw.text) : raw.text
    if (pattern.find(text, 0) === null) return null
    const around = this.#memory.redactedAround(at, pattern.staysInLine)
    const match = pattern.find(around.text, 0)
    if (match === null) return null
    const found = line + countLines(around.text.slice(0, match.start)) - around.linesBefore
    // Several patterns of a clause may match one line; it is one place all the same.
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
