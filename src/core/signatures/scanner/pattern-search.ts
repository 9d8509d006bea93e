/**
 * Searches one text for a pack's patterns. It receives literals in ascending order. A pattern runs on a window around
 * its first literal once the whole window has been read. By then all its literals in the window are known, and a quick
 * check of the few characters around them rules out most matches.
 */
import { MAX_MATCHES_PER_CLAUSE, type OwnedClause } from '../pack.ts'
import type { PatternMatch } from './compiled-pattern.ts'
import { findInWindow, type OwnedPattern, type Window, windowsOf } from './pattern-index.ts'
import { someRangeMayMatch, type Units } from './span-search.ts'

/** Finished entries are dropped from the start of a list once there are this many. */
const MAX_DONE = 1_000

const BEYOND_ASCII = /[\u0080-\uffff]/

/** The state of the search for one pattern in this text. */
interface Searched {
  readonly pointed: OwnedPattern
  /** Offsets at which its literals end, in ascending order. */
  readonly ends: number[]
  /** Index of the first entry in `ends` that the next window may contain. */
  next: number
  /** Windows cover all literals that end at or before this offset. */
  upTo: number
}

interface Waiting {
  readonly searched: Searched
  readonly window: Window
}

export class PatternSearch {
  /** The first matches of every clause; they do not overlap. */
  readonly found = new Map<OwnedClause, PatternMatch[]>()
  readonly #text: string
  readonly #units: Units
  readonly #windowAround: (at: number) => Window
  readonly #searched = new Map<OwnedPattern, Searched>()
  /** Windows to search, in order of their literals. */
  #waiting: Waiting[] = []
  #head = 0

  constructor(text: string) {
    this.#text = text
    this.#units = { at: (index) => text.charCodeAt(index), most: BEYOND_ASCII.test(text) ? 2 : 1 }
    this.#windowAround = windowsOf(text)
  }

  /** Adds one of the pattern's literals, which ends at `end`. */
  addLiteral(pointed: OwnedPattern, end: number): void {
    this.#searchUpTo(end)
    if (this.#isEnough(pointed.owned)) return
    const searched = this.#searchedOf(pointed)
    searched.ends.push(end)
    if (end <= searched.upTo) return
    const window = this.#windowAround(end)
    searched.upTo = window.trustedUpTo
    this.#waiting.push({ searched, window })
  }

  /** Searches the remaining windows. Call it after the last literal. */
  end(): void {
    this.#searchUpTo(Number.POSITIVE_INFINITY)
  }

  #searchedOf(pointed: OwnedPattern): Searched {
    const known = this.#searched.get(pointed)
    if (known !== undefined) return known
    const searched = { pointed, ends: [], next: 0, upTo: 0 }
    this.#searched.set(pointed, searched)
    return searched
  }

  /** Searches the windows that end before an offset. */
  #searchUpTo(upTo: number): void {
    for (let first = this.#waiting[this.#head]; first !== undefined && first.window.end < upTo; ) {
      this.#search(first)
      first = this.#waiting[++this.#head]
    }
    if (this.#head < MAX_DONE) return
    this.#waiting = this.#waiting.slice(this.#head)
    this.#head = 0
  }

  #search({ searched, window }: Waiting): void {
    const { owned, pattern } = searched.pointed
    if (this.#isEnough(owned) || !this.#mayMatch(searched, window)) return
    const matches = this.found.get(owned) ?? []
    let start = window.start
    while (start < window.end && matches.length < MAX_MATCHES_PER_CLAUSE) {
      const match = findInWindow(pattern, this.#text, { ...window, start })
      if (match === null) break
      if (!matches.some((it) => match.start < it.end && it.start < match.end)) matches.push(match)
      start = Math.max(match.end, start + 1)
    }
    if (matches.length > 0) this.found.set(owned, matches)
  }

  #isEnough(owned: OwnedClause): boolean {
    return (this.found.get(owned)?.length ?? 0) >= MAX_MATCHES_PER_CLAUSE
  }

  /** Tries the parts of the window around the pattern's literals. Parts that touch are tried as one. */
  #mayMatch(searched: Searched, window: Window): boolean {
    const { pattern } = searched.pointed
    const { ends } = searched
    while ((ends[searched.next] as number) < window.start) searched.next++
    if (searched.next > MAX_DONE) {
      ends.splice(0, searched.next)
      searched.next = 0
    }
    const places = { ends, first: searched.next, within: window }
    return someRangeMayMatch(this.#units, places, pattern.span, (start, end) =>
      pattern.mayMatch(this.#text.slice(start, end)),
    )
  }
}
