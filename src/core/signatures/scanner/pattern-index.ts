/** All patterns of a pack by their literals: which literal points at which patterns of which clauses. */
import type { OwnedClause } from '../pack.ts'
import { type CompiledPattern, type PatternMatch, REACH } from './patterns.ts'

/** A clause with its patterns already compiled; none when it is a `near` clause. */
export interface PreparedClause {
  readonly owned: OwnedClause
  readonly patterns: readonly CompiledPattern[]
}

/** One pattern with the clause that it belongs to. */
export interface OwnedPattern {
  readonly owned: OwnedClause
  readonly pattern: CompiledPattern
}

export interface PatternIndex {
  /** What an automaton is to find; a literal is named by its place here. */
  readonly literals: readonly string[]
  /** What a literal points at. */
  pointedAt(literal: number): readonly OwnedPattern[]
}

export function buildPatternIndex(clauses: readonly PreparedClause[]): PatternIndex {
  const byLiteral = new Map<string, OwnedPattern[]>()
  for (const { owned, patterns } of clauses) {
    for (const pattern of patterns) {
      const pointedAt = { owned, pattern } // one for all its literals, so that where it was searched is known to all
      for (const literal of pattern.literals) {
        const pointed = byLiteral.get(literal) ?? []
        byLiteral.set(literal, pointed)
        pointed.push(pointedAt)
      }
    }
  }
  const literals = [...byLiteral.keys()]
  const pointers = [...byLiteral.values()]
  return {
    literals,
    pointedAt: (literal) => pointers[literal] as readonly OwnedPattern[],
  }
}

/** A part of a text that is looked at in one go. */
export interface Window {
  readonly start: number
  readonly end: number
  /** Literals that end up to here were looked at with their full reach. */
  readonly trustedUpTo: number
}

/** Looked at in one go, so that a literal that stands everywhere does not run its pattern everywhere. */
const AHEAD = 4 * REACH

/**
 * Windows of a text around places that come in ascending order: whole lines where they are short enough, and no more,
 * since a line can be megabytes.
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

/** The first line end at or behind an offset, from call to call further on; infinite behind the last. Read once in all. */
function nextLineEnd(text: string): (from: number) => number {
  let next = -1
  return (from) => {
    if (next >= from) return next
    const found = text.indexOf('\n', from)
    next = found === -1 ? Number.POSITIVE_INFINITY : found
    return next
  }
}

/** The first match in the window, with offsets into the whole text. */
export function findInWindow(pattern: CompiledPattern, text: string, { start, end }: Window): PatternMatch | null {
  const match = findBetween(pattern, text, { start, end })
  if (match === null || match.end < end || end === text.length || text[end] === '\n') return match
  // It ends where the window was cut, which `$` took for the end of a line: true only if it is found with more text too.
  const again = findBetween(pattern, text, { start, end: end + REACH })
  return again?.start === match.start ? match : null
}

function findBetween(pattern: CompiledPattern, text: string, { start, end }: Omit<Window, 'trustedUpTo'>) {
  // The character before the window tells `^` and `\b` what they stand at.
  const from = Math.max(0, start - 1)
  const match = pattern.find(text.slice(from, end), start - from)
  return match && { ...match, start: from + match.start, end: from + match.end }
}
