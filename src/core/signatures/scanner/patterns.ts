/**
 * Compiles one pattern with RE2 semantics, so that no pattern, shipped or from a repository, takes more than linear
 * time. This module alone decides which patterns are valid, and the scanner runs every pattern that it accepts.
 */
import { RE2JS } from 're2js'
import { MIN_LITERAL_LENGTH, requiredLiterals } from './literals.ts'
import { type PatternSpan, spanOf } from './pattern-span.ts'
import { staysInLine, withoutAssertions, withoutCounts } from './pattern-syntax.ts'

/** A match may reach this many characters to either side of the end of its literal. */
export const REACH = 1_000

/** In characters. A longer pattern should be split. */
const MAX_PATTERN_LENGTH = 1_000

/** Matching time is proportional to the number of instructions. The largest pattern in the pack has 1,373. */
const MAX_INSTRUCTIONS = 2_000

/** Texts without any evidence of a failure. A pattern that matches one of them matches everything. */
const INNOCENT_TEXTS = [
  'The quick brown fox jumps over the lazy dog.',
  'Add a keyboard shortcut that closes the current tab',
  '0123456789 -- 42%',
]

export interface CompiledPattern {
  /** Lower-case texts, at least one of which occurs in every match. */
  readonly literals: readonly string[]
  readonly captureNames: readonly string[]
  /** True when no match can contain a line end. */
  readonly staysInLine: boolean
  /** How far a match can reach around its literals. */
  readonly span: PatternSpan
  /**
   * Returns false when there is no match in `text`. RE2's automaton determines this eight times faster than the search
   * with captures, and even faster on a copy of the pattern without counts.
   */
  mayMatch(text: string): boolean
  /** Returns the first match in `text` at or after `from`, or null. */
  find(text: string, from: number): PatternMatch | null
}

export interface PatternMatch {
  readonly start: number
  readonly end: number
  readonly captures: Readonly<Record<string, string>>
}

/** Why a pattern is refused, and what to do about it. */
export interface PatternProblem {
  readonly message: string
  readonly hint: string
}

/**
 * @param source pattern in the syntax that JavaScript and RE2 share; `^` and `$` mean line ends
 * @param matchCase false to ignore case
 * @returns the compiled pattern, or its problem
 */
export function compilePattern(source: string, matchCase: boolean): CompiledPattern | PatternProblem {
  if (source.length > MAX_PATTERN_LENGTH) {
    return { message: `is longer than ${MAX_PATTERN_LENGTH} characters`, hint: 'split it into several patterns' }
  }
  const flags = RE2JS.MULTILINE | (matchCase ? 0 : RE2JS.CASE_INSENSITIVE)
  const regex = compileRe2(source, flags)
  if ('message' in regex) return regex
  if (regex.programSize() > MAX_INSTRUCTIONS) {
    return { message: `compiles to more than ${MAX_INSTRUCTIONS} instructions`, hint: 'use smaller counts in `{…}`' }
  }
  if (regex.matcher('').find()) {
    return { message: 'matches the empty string', hint: 'make at least one part of the pattern required' }
  }
  if (INNOCENT_TEXTS.some((text) => regex.matcher(text).find())) {
    return { message: 'matches everyday text', hint: 'add the words that only this failure prints' }
  }
  const literals = readLiterals(source)
  if ('message' in literals) return literals
  const captureNames = Object.keys(regex.namedGroups())
  const innate = captureNames.find((name) => name in Object.prototype)
  if (innate !== undefined) {
    return { message: `captures \`${innate}\`, a name built into every object`, hint: 'give the group another name' }
  }
  // Compiled on first use: most patterns in a pack are never needed, and each takes some memory.
  let exact: RE2JS | null = null
  let quick: RE2JS | null = null
  let rough: RE2JS | null = null
  return {
    literals,
    captureNames,
    staysInLine: staysInLine(source),
    span: spanOf(source),
    mayMatch(text) {
      rough ??= RE2JS.compile(withoutCounts(source), flags)
      if (!rough.test(text)) return false
      quick ??= RE2JS.compile(withoutAssertions(source), flags)
      return quick.test(text)
    },
    find(text, from) {
      exact ??= RE2JS.compile(source, flags)
      return findFrom(exact, captureNames, { text, from })
    },
  }
}

export type Compile = typeof compilePattern

/** Caches compiled patterns, since most of the time spent loading a pack is spent compiling them. */
export function createCompiler(): Compile {
  const compiled = new Map<string, CompiledPattern | PatternProblem>()
  return (source, matchCase) => {
    const key = `${matchCase}${source}`
    const pattern = compiled.get(key) ?? compilePattern(source, matchCase)
    compiled.set(key, pattern)
    return pattern
  }
}

function compileRe2(source: string, flags: number): RE2JS | PatternProblem {
  try {
    return RE2JS.compile(source, flags)
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    return {
      message: `is not a pattern that RE2 understands: ${reason}`,
      hint: 'RE2 has no look-around and no back-references; see https://github.com/google/re2/wiki/Syntax',
    }
  }
}

function readLiterals(source: string): readonly string[] | PatternProblem {
  try {
    const literals = requiredLiterals(source)
    if (literals !== null) return literals
    const hint = `let every alternative contain at least ${MIN_LITERAL_LENGTH} fixed letters or digits (ASCII) in a row`
    return { message: 'has no fixed text that every match contains', hint }
  } catch {
    const message = 'uses syntax that JavaScript does not share with RE2'
    return {
      message,
      hint: 'write `(?i:…)` for `(?i)`, `[a-z]` for `[[:alpha:]]`, `^` for `\\A`, `\\{` for a lone `{`',
    }
  }
}

function findFrom(
  regex: RE2JS,
  names: readonly string[],
  at: { readonly text: string; readonly from: number },
): PatternMatch | null {
  const matcher = regex.matcher(at.text)
  if (!matcher.find(at.from)) return null
  const captures: Record<string, string> = {}
  for (const name of names) {
    const value = matcher.group(name)
    if (value) captures[name] = value
  }
  return { start: matcher.start(), end: matcher.end(), captures }
}
