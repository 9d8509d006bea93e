/** The patterns of a pack with their clauses, and the windows of a text in which they are searched. */
import type { OwnedClause } from '../pack.ts'
import { type CompiledPattern, type PatternMatch, REACH } from './compiled-pattern.ts'

/** A clause with its compiled patterns. A `near` clause has no patterns. */
export interface PreparedClause<Pattern extends CompiledPattern = CompiledPattern> {
  readonly owned: OwnedClause
  readonly patterns: readonly Pattern[]
}

/** One pattern with its clause. */
export interface OwnedPattern {
  readonly owned: OwnedClause
  readonly pattern: CompiledPattern
}

/** Returns the patterns of all clauses, one object each: searches are recorded per object. */
export function ownedPatterns(clauses: readonly PreparedClause[]): readonly OwnedPattern[] {
  return clauses.flatMap(({ owned, patterns }) => patterns.map((pattern) => ({ owned, pattern })))
}

/** A part of a text that is searched in one go. */
export interface Window {
  readonly start: number
  readonly end: number
  /** Literals that end at or before this offset are covered with their full reach. */
  readonly trustedUpTo: number
}

/**
 * Number of characters by which a window extends beyond its literal, so that the pattern does not run every time for a
 * frequent literal.
 */
const AHEAD = 4 * REACH

/**
 * Returns a function that computes the window around an offset. Offsets must ascend. A window consists of whole lines
 * if they are short enough; a line can be megabytes long.
 */
export function windowsOf(text: string): (at: number) => Window {
  const lineEndBehind = nextLineEnd(text)
  const lineEndBefore = nextLineEnd(text)
  let lastLineEnd = -1
  return (at) => {
    const from = Math.max(0, at - REACH)
    const to = Math.min(text.length, at + AHEAD)
    const earliest = Math.max(0, from - REACH)
    const latest = Math.min(text.length, to + REACH)
    for (let next = lineEndBefore(lastLineEnd + 1); next < from; next = lineEndBefore(next + 1)) lastLineEnd = next
    const end = Math.min(latest, lineEndBehind(to))
    return {
      start: lastLineEnd >= earliest ? lastLineEnd + 1 : earliest,
      end,
      trustedUpTo: end === text.length ? Number.POSITIVE_INFINITY : end - REACH,
    }
  }
}

/**
 * Returns a function that returns the first line end at or after an offset, or infinity. Offsets must ascend, so that
 * all calls together read the text only once.
 */
function nextLineEnd(text: string): (from: number) => number {
  let next = -1
  return (from) => {
    if (next >= from) return next
    const found = text.indexOf('\n', from)
    next = found === -1 ? Number.POSITIVE_INFINITY : found
    return next
  }
}

/** Returns the first match in the window, with offsets into the whole text. */
export function findInWindow(pattern: CompiledPattern, text: string, { start, end }: Window): PatternMatch | null {
  const match = findBetween(pattern, text, { start, end })
  if (match === null || match.end < end || end === text.length || text[end] === '\n') return match
  // The match ends where the window is cut off, which `$` mistakes for a line end. It is real only if it is still found
  // with more text.
  const again = findBetween(pattern, text, { start, end: end + REACH })
  return again?.start === match.start ? match : null
}

function findBetween(pattern: CompiledPattern, text: string, { start, end }: Omit<Window, 'trustedUpTo'>) {
  // `^` and `\b` at the start of the window need the character before it.
  const from = Math.max(0, start - 1)
  const match = pattern.find(text.slice(from, end), start - from)
  return match && { ...match, start: from + match.start, end: from + match.end }
}
