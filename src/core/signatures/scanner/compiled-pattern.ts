/**
 * A pattern that has been checked, as plain data, and the same pattern ready to run. Most patterns of a pack are never
 * needed for a report, so RE2 compiles one on its first use.
 */
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
  const flags = flagsOf(data.matchCase)
  const source: Form = { text: data.source, flags }
  const quick = data.quick === data.source ? source : { text: data.quick, flags }
  const rough = data.rough === data.quick ? quick : { text: data.rough, flags }
  return {
    ...data,
    mayMatch(text) {
      if (!hasCompanions(data.companions, text) || !programOf(rough).test(text)) return false
      return quick === rough || programOf(quick).test(text)
    },
    find: (text, from) => findFrom(programOf(source), data.captureNames, { text, from }),
  }
}

/** One form of a pattern; often two of the three are the same. */
interface Form {
  readonly text: string
  readonly flags: number
}

/**
 * The programs of this thread, as long as their patterns are in use. A program keeps the states of its automaton that any text has led to, up to 8 MB, and the
 * library cannot be told to keep fewer. Those of the shipped pack take 200 MB after 1,800 different reports.
 */
let programs = new WeakMap<Form, RE2JS>()

function programOf(form: Form): RE2JS {
  const known = programs.get(form)
  if (known !== undefined) return known
  const compiled = RE2JS.compile(form.text, form.flags)
  programs.set(form, compiled)
  return compiled
}

/** Frees the memory of all programs of this thread. The next text compiles those that it needs again. */
export function forgetPrograms(): void {
  programs = new WeakMap()
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
