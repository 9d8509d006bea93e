/**
 * Looks for the patterns of a pack in one text. Literals come in as they are found, ascending; a pattern runs on a window
 * around the first of its literals, once the whole window was read: by then it is known where its other literals
 * stand in it, and a quick look at the few characters around each of them mostly tells that there is no match.
 */
import type { OwnedClause } from '../pack.ts'
import { findInWindow, type OwnedPattern, type Window, windowsOf } from './pattern-index.ts'
import { someStretch, type Units } from './pattern-span.ts'
import type { PatternMatch } from './patterns.ts'

/** What was done is dropped from the beginning of a list when there is so much of it. */
const MANY = 1_000

const BEYOND_ASCII = /[\u0080-\uffff]/

/** What is known of one pattern in this text. */
interface Searched {
  readonly pointed: OwnedPattern
  /** Where its literals end, ascending. */
  readonly ends: number[]
  /** The first of them that the next window may hold. */
  next: number
  /** Literals that end up to here are looked at, or about to be. */
  upTo: number
}

interface Waiting {
  readonly searched: Searched
  readonly window: Window
}

export class PatternSearch {
  readonly found = new Map<OwnedClause, PatternMatch>()
  readonly #text: string
  readonly #units: Units
  readonly #windowAround: (at: number) => Window
  readonly #searched = new Map<OwnedPattern, Searched>()
  /** In the order in which their literals were found. */
  #waiting: Waiting[] = []
  #head = 0

  constructor(text: string) {
    this.#text = text
    this.#units = { at: (index) => text.charCodeAt(index), most: BEYOND_ASCII.test(text) ? 2 : 1 }
    this.#windowAround = windowsOf(text)
  }

  /** A literal of the pattern ends there. */
  point(pointed: OwnedPattern, end: number): void {
    this.#settle(end)
    if (this.found.has(pointed.owned)) return
    const searched = this.#searchedOf(pointed)
    searched.ends.push(end)
    if (end <= searched.upTo) return
    const window = this.#windowAround(end)
    searched.upTo = window.trustedUpTo
    this.#waiting.push({ searched, window })
  }

  /** The text was read to its end. */
  end(): void {
    this.#settle(Number.POSITIVE_INFINITY)
  }

  #searchedOf(pointed: OwnedPattern): Searched {
    const known = this.#searched.get(pointed)
    if (known !== undefined) return known
    const searched = { pointed, ends: [], next: 0, upTo: 0 }
    this.#searched.set(pointed, searched)
    return searched
  }

  /** Looks into the windows that were read up to their ends. */
  #settle(upTo: number): void {
    for (let first = this.#waiting[this.#head]; first !== undefined && first.window.end < upTo; ) {
      this.#look(first)
      first = this.#waiting[++this.#head]
    }
    if (this.#head < MANY) return
    this.#waiting = this.#waiting.slice(this.#head)
    this.#head = 0
  }

  #look({ searched, window }: Waiting): void {
    const { owned, pattern } = searched.pointed
    if (this.found.has(owned) || !this.#mayMatch(searched, window)) return
    const match = findInWindow(pattern, this.#text, window)
    if (match !== null) this.found.set(owned, match)
  }

  /** Tries the stretches around the pattern's literals in the window; those that touch are tried as one. */
  #mayMatch(searched: Searched, window: Window): boolean {
    const { pattern } = searched.pointed
    const { ends } = searched
    while ((ends[searched.next] as number) < window.start) searched.next++
    if (searched.next > MANY) {
      ends.splice(0, searched.next)
      searched.next = 0
    }
    const places = { ends, first: searched.next, within: window }
    return someStretch(this.#units, places, pattern.span, (start, end) =>
      pattern.mayMatch(this.#text.slice(start, end)),
    )
  }
}
