/** A cheap check for the kinds that a text can contain. A text without credentials costs a single pass. */
import { createHintAutomaton, type HintMatch } from './hint-automaton.ts'
import type { RedactionRule } from './rule.ts'

export interface Prefilter {
  /** Returns the offset of the first hint of any kind at or after `from`, or -1. */
  next(text: string, from: number): number
  /** Returns true if the text has a hint of any kind. */
  hasHint(text: string): boolean
  /** Returns the kinds that have a hint in the text, in table order. */
  kindsIn(text: string): readonly RedactionRule[]
}

/** @param kinds in order of replacement */
export function createPrefilter(kinds: readonly RedactionRule[]): Prefilter {
  const hints = [...new Set(kinds.flatMap((kind) => kind.hints))]
  const indices = new Map(hints.map((hint, index) => [hint, index]))
  const kindsOf: number[][] = hints.map(() => [])
  for (const [order, kind] of kinds.entries())
    for (const hint of new Set(kind.hints)) kindsOf[indices.get(hint) as number]?.push(order)
  const automaton = createHintAutomaton(hints)
  const next = (text: string, from: number): number => {
    let offset = -1
    automaton.find(text, from, (match) => {
      const isHint = (kindsOf[match.hint] as number[]).some((order) => fits(kinds[order] as RedactionRule, text, match))
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
      automaton.find(text, 0, (match) => {
        for (const order of kindsOf[match.hint] as number[])
          if (!found.has(order) && fits(kinds[order] as RedactionRule, text, match)) found.add(order)
        return false
      })
      return [...found].sort((a, b) => a - b).map((order) => kinds[order] as RedactionRule)
    },
  }
}

function fits({ shape }: RedactionRule, text: string, { start }: HintMatch): boolean {
  if (shape === undefined) return true
  shape.lastIndex = start
  return shape.test(text)
}
