/**
 * A pattern that has been checked, as plain data, and the same pattern ready to run. Most patterns of a pack are never
 * needed for a report, so RE2 compiles one on its first use.
 */
import { LRUCache } from 'lru-cache'
import { RE2JS } from 're2js'
import type { PatternSpan } from './span-search.ts'

/** A match may reach this many characters to either side of the end of its literal. */
export const REACH = 1_000

/** What `patterns.ts` finds out about a pattern. Plain data, which can be stored. */
export interface PatternData {
  /** In the syntax that JavaScript and RE2 share. */
  readonly source: string
  readonly matchCase: boolean
  /** The pattern without assertions, and also without counts: they match wherever the pattern does. */
  readonly quick: string
  readonly rough: string
  /** Lower-case texts, at least one of which occurs in every match. */
  readonly literals: readonly string[]
  /** From `companionLiterals`. */
  readonly companions: readonly (readonly (readonly string[])[])[]
  readonly captureNames: readonly string[]
  /** True when no match can contain a line end. */
  readonly staysInLine: boolean
  /** How far a match can reach around its literals. */
  readonly span: PatternSpan
}

/** A pattern ready to run. */
export interface CompiledPattern extends Pick<PatternData, 'literals' | 'captureNames' | 'staysInLine' | 'span'> {
  /**
   * Returns false when there is no match in `text`. Most often a companion of the literal is missing. RE2's automaton
   * determines it eight times faster than the search with captures, and even faster on a copy of the pattern without
   * counts.
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

/** RE2's flags for a pattern: `^` and `$` mean line ends. */
export function flagsOf(matchCase: boolean): number {
  return RE2JS.MULTILINE | (matchCase ? 0 : RE2JS.CASE_INSENSITIVE)
}

/** A pattern from a pack: what is known about it, ready to run. */
export type PackPattern = PatternData & CompiledPattern

/** @param data of a pattern that `compilePattern` accepted */
export function runnable(data: PatternData): PackPattern {
  const { source, quick, rough } = data
  const flags = flagsOf(data.matchCase)
  const program = (form: string) => programOf(form, flags)
  return {
    ...data,
    mayMatch(text) {
      if (!hasCompanions(data.companions, text) || !program(rough).test(text)) return false
      return quick === rough || program(quick).test(text)
    },
    find: (text, from) => findFrom(program(source), data.captureNames, { text, from }),
  }
}

/**
 * A program keeps the states of its automaton that any text has led to, up to 8 MB, and the library cannot be told to
 * keep fewer. Without a limit, the programs of the shipped pack take 280 MB after 5,000 reports, and with this one 60 MB.
 */
const MAX_PROGRAMS = 600
const programs = new LRUCache<string, RE2JS>({ max: MAX_PROGRAMS })

/** Compiles a form of a pattern when it is needed. Often two of the three forms are the same. */
function programOf(form: string, flags: number): RE2JS {
  const key = `${flags} ${form}`
  const known = programs.get(key)
  if (known !== undefined) return known
  const compiled = RE2JS.compile(form, flags)
  programs.set(key, compiled)
  return compiled
}

/** Compares without case, like the automaton that finds the literals. */
function hasCompanions(alternatives: PatternData['companions'], text: string): boolean {
  if (alternatives.length === 0) return true
  // The long s is the only letter that RE2 compares as ASCII and that `toLowerCase` leaves outside ASCII.
  const folded = text.toLowerCase().replaceAll('\u017f', 's')
  return alternatives.some((sets) => sets.every((set) => set.some((it) => folded.includes(it))))
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
    if (!value) continue
    const end = endOfWords(value)
    if (end > 0) captures[name] = value.slice(0, end)
  }
  return { start: matcher.start(), end: matcher.end(), captures }
}

/** The full stop of the sentence is no part of a scope or a host. A pattern such as `[.]+$` would be quadratic here. */
function endOfWords(value: string): number {
  let end = value.length
  while (end > 0 && '.,;:'.includes(value[end - 1] as string)) end--
  return end
}
