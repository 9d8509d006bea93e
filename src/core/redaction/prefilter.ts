/** A cheap check for the kinds that a text can contain. A text without credentials costs a single pass. */

import { createHintAutomaton, type HintAutomaton } from './hint-automaton.ts'
import { endOfLine, startOfLine } from './line-bounds.ts'
import type { RedactionRule } from './rule.ts'

/** A line with a hint of a kind that stays within its line. */
export interface HintedLine {
  /** Offset of its first character. */
  readonly start: number
  /** Those kinds in table order. */
  readonly kinds: readonly RedactionRule[]
}

export interface Scan {
  /** The kinds that can span lines and have a hint in the text, in table order. */
  readonly spanning: readonly RedactionRule[]
  /** In the order of the text. */
  readonly lines: readonly HintedLine[]
}

export interface Prefilter {
  scan(text: string): Scan
  /** Returns the kinds that stay within a line and have a hint in this one, in table order. */
  kindsIn(line: string): readonly RedactionRule[]
  /** Returns true if the line has a hint of any such kind. */
  hasHint(line: string): boolean
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
  const automaton = createHintAutomaton(hints)
  const prefilterOf = (isIn: (kind: RedactionRule) => boolean) => {
    const spanning = kindsByHint(hints, kinds, (kind) => isIn(kind) && kind.spansLines === true)
    const inLine = kindsByHint(hints, kinds, (kind) => isIn(kind) && kind.spansLines !== true)
    return prefilterFor(kinds, { spanning, inLine }, automaton)
  }
  return [prefilterOf(() => true), prefilterOf(isWanted)]
}

/** @returns for each hint, the kinds that have it, by their position in the list */
function kindsByHint(
  hints: readonly string[],
  kinds: readonly RedactionRule[],
  isIn: (kind: RedactionRule) => boolean,
): readonly (readonly number[])[] {
  const positions = new Map(hints.map((hint, index) => [hint, index]))
  const found: number[][] = hints.map(() => [])
  for (const [order, kind] of kinds.entries()) {
    if (isIn(kind)) for (const hint of new Set(kind.hints)) found[positions.get(hint) as number]?.push(order)
  }
  return found
}

interface KindsByHint {
  readonly spanning: readonly (readonly number[])[]
  readonly inLine: readonly (readonly number[])[]
}

function prefilterFor(
  kinds: readonly RedactionRule[],
  { spanning, inLine }: KindsByHint,
  automaton: HintAutomaton,
): Prefilter {
  const check = new Check()
  const fits = (order: number, text: string, start: number) => check.at(kinds[order] as RedactionRule, text, start)
  const inOrder = (orders: Iterable<number>) =>
    [...orders].sort((a, b) => a - b).map((it) => kinds[it] as RedactionRule)
  return {
    scan(text) {
      const spans = new Set<number>()
      const lines: { readonly start: number; readonly orders: Set<number> }[] = []
      let orders = new Set<number>()
      let lineEnd = -1
      check.reset()
      automaton.find(text, 0, ({ hint, start }) => {
        for (const order of spanning[hint] as readonly number[])
          if (!spans.has(order) && fits(order, text, start)) spans.add(order)
        for (const order of inLine[hint] as readonly number[]) {
          if ((start < lineEnd && orders.has(order)) || !fits(order, text, start)) continue
          if (start >= lineEnd) {
            orders = new Set()
            lines.push({ start: startOfLine(text, start), orders })
            lineEnd = endOfLine(text, start)
          }
          orders.add(order)
        }
        return false
      })
      return {
        spanning: inOrder(spans),
        lines: lines.map((line) => ({ start: line.start, kinds: inOrder(line.orders) })),
      }
    },
    kindsIn(line) {
      const found = new Set<number>()
      check.reset()
      automaton.find(line, 0, ({ hint, start }) => {
        for (const order of inLine[hint] as readonly number[])
          if (!found.has(order) && fits(order, line, start)) found.add(order)
        return false
      })
      return inOrder(found)
    },
    hasHint(line) {
      let isFound = false
      check.reset()
      automaton.find(line, 0, ({ hint, start }) => {
        isFound = (inLine[hint] as readonly number[]).some((order) => fits(order, line, start))
        return isFound
      })
      return isFound
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
