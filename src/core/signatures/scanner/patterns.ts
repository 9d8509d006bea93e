/**
 * Compiles one pattern with RE2 semantics, so that no pattern, shipped or from a repository, takes more than linear
 * time. This module alone decides which patterns are valid, and the scanner runs every pattern that it accepts.
 */
import { RE2JS } from 're2js'
import { flagsOf, type PackPattern, runnable } from './compiled-pattern.ts'
import { companionLiterals, MIN_LITERAL_LENGTH, requiredLiterals } from './literals.ts'
import { spanOf } from './pattern-span.ts'
import { staysInLine, withoutAssertions, withoutCounts } from './pattern-syntax.ts'

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
export function compilePattern(source: string, matchCase: boolean): PackPattern | PatternProblem {
  if (source.length > MAX_PATTERN_LENGTH) {
    return { message: `is longer than ${MAX_PATTERN_LENGTH} characters`, hint: 'split it into several patterns' }
  }
  const regex = compileRe2(source, matchCase)
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
  return runnable({
    source,
    matchCase,
    quick: withoutAssertions(source),
    rough: withoutCounts(source),
    literals,
    companions: companionLiterals(source),
    captureNames,
    staysInLine: staysInLine(source),
    span: spanOf(source),
  })
}

export type Compile = typeof compilePattern

/** Caches compiled patterns, since most of the time spent loading a pack is spent compiling them. */
export function createCompiler(): Compile {
  const compiled = new Map<string, PackPattern | PatternProblem>()
  return (source, matchCase) => {
    const key = `${matchCase}${source}`
    const pattern = compiled.get(key) ?? compilePattern(source, matchCase)
    compiled.set(key, pattern)
    return pattern
  }
}

function compileRe2(source: string, matchCase: boolean): RE2JS | PatternProblem {
  try {
    return RE2JS.compile(source, flagsOf(matchCase))
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
