/** A cheap check for the kinds that a text can contain. A text without credentials costs a single pass. */
import { createHintAutomaton, type HintAutomaton } from './hint-automaton.ts'
import type { RedactionRule } from './rule.ts'

export interface Prefilter {
  /** Returns the offset of the first hint of any kind at or after `from`, or -1. */
  next(text: string, from: number): number
  /** Returns true if the text has a hint of any kind. */
  hasHint(text: string): boolean
  /** Returns the kinds that have a hint in the text, in table order. */
  kindsIn(text: string): readonly RedactionRule[]
}

/**
 * Both prefilters share one table of hints, which takes long to build and has some megabytes.
 * @param kinds in order of replacement
 * @param isWanted selects the kinds of the second prefilter
 */
export function createPrefilters(
  kinds: readonly RedactionRule[],
  isWanted: (kind: RedactionRule) => boolean,
): readonly [all: Prefilter, wanted: Prefilter] {
  const hints = [...new Set(kinds.flatMap((kind) => kind.hints))]
  const indices = new Map(hints.map((hint, index) => [hint, index]))
  const kindsOf: number[][] = hints.map(() => [])
  for (const [order, kind] of kinds.entries())
    for (const hint of new Set(kind.hints)) kindsOf[indices.get(hint) as number]?.push(order)
  const automaton = createHintAutomaton(hints)
  const wanted = kindsOf.map((orders) => orders.filter((order) => isWanted(kinds[order] as RedactionRule)))
  return [prefilterFor(kinds, kindsOf, automaton), prefilterFor(kinds, wanted, automaton)]
}

/** @param kindsOf by hint: the kinds that have it, by their index */
function prefilterFor(
  kinds: readonly RedactionRule[],
  kindsOf: readonly (readonly number[])[],
  automaton: HintAutomaton,
): Prefilter {
  const fits = new Check()
  const next = (text: string, from: number): number => {
    let offset = -1
    fits.reset()
    automaton.find(text, from, (match) => {
      const isHint = (kindsOf[match.hint] as readonly number[]).some((order) =>
        fits.at(kinds[order] as RedactionRule, text, match.start),
      )
      if (isHint) offset = match.start
      return isHint
    })
    return offset
  }
  return {
    next,
    hasHint: (text) => next(text, 0) !== -1,
    kindsIn(text) {
      const found = new Set<number>()
      fits.reset()
      automaton.find(text, 0, (match) => {
        for (const order of kindsOf[match.hint] as readonly number[])
          if (!found.has(order) && fits.at(kinds[order] as RedactionRule, text, match.start)) found.add(order)
        return false
      })
      return [...found].sort((a, b) => a - b).map((order) => kinds[order] as RedactionRule)
    },
  }
}

/** Checks whether a rule can match at a hint. It remembers the last gate that it tried, which the next rules share. */
class Check {
  private gate: RegExp | undefined = undefined
  private start = -1
  private isOpen = false

  /** Called before another text. */
  reset(): void {
    this.gate = undefined
  }

  at({ shape, gate }: RedactionRule, text: string, start: number): boolean {
    if (gate !== undefined && !this.opens(gate, text, start)) return false
    return shape === undefined || matchesAt(shape, text, start)
  }

  private opens(gate: RegExp, text: string, start: number): boolean {
    if (gate === this.gate && start === this.start) return this.isOpen
    this.gate = gate
    this.start = start
    this.isOpen = matchesAt(gate, text, start)
    return this.isOpen
  }
}

function matchesAt(pattern: RegExp, text: string, start: number): boolean {
  pattern.lastIndex = start
  return pattern.test(text)
}
