/** A cheap check for the kinds that a text can contain. A text without credentials costs a single pass. */
import type { RedactionRule } from './rule.ts'

export interface Prefilter {
  /** Returns the offset of the first hint of any kind at or after `from`, or -1. */
  next(text: string, from: number): number
  /** Returns true if the text has a hint of any kind. */
  hasHint(text: string): boolean
  /** Returns the kinds that have a hint in the text, in table order. */
  kindsIn(text: string): readonly RedactionRule[]
}

/** Adjacent kinds with the same hints; the hints are checked only once. */
interface Group {
  /** Index of the group. */
  readonly order: number
  readonly kinds: readonly RedactionRule[]
  readonly hints: readonly string[]
  readonly shape: RegExp | null
}

/** @param kinds in order of replacement */
export function createPrefilter(kinds: readonly RedactionRule[]): Prefilter {
  const groups = groupByHints(kinds)
  const hints = [...new Set(groups.flatMap((group) => group.hints))]
  const anyHintOrShape = new RegExp(
    [
      ...withoutSuperstrings(hints).map((hint) => RegExp.escape(hint)),
      ...kinds.flatMap(({ shape }) => shape ?? []),
    ].join('|'),
    'gi',
  )
  // Longest first: a hint also finds the shorter hints that it starts with.
  const anyHint = new RegExp(
    hints
      .toSorted((a, b) => b.length - a.length)
      .map((hint) => RegExp.escape(hint))
      .join('|'),
    'g',
  )
  const groupsOf = new Map(
    hints.map((it) => [it, groups.filter((group) => group.hints.some((hint) => it.startsWith(hint)))]),
  )
  const shaped = groups.filter(({ shape }) => shape !== null)
  const next = (text: string, from: number): number => {
    anyHintOrShape.lastIndex = from
    return anyHintOrShape.exec(text)?.index ?? -1
  }
  return {
    next,
    hasHint: (text) => next(text, 0) !== -1,
    kindsIn(text) {
      const lower = text.toLowerCase()
      const found = new Set(shaped.filter(({ shape }) => shape?.test(lower)))
      for (const hint of hintsIn(lower, anyHint)) for (const group of groupsOf.get(hint) ?? []) found.add(group)
      return [...found].sort((a, b) => a.order - b.order).flatMap((group) => group.kinds)
    },
  }
}

/** Also finds overlapping hints. */
function hintsIn(lower: string, anyHint: RegExp): ReadonlySet<string> {
  const found = new Set<string>()
  anyHint.lastIndex = 0
  for (let match = anyHint.exec(lower); match !== null; match = anyHint.exec(lower)) {
    found.add(match[0])
    anyHint.lastIndex = match.index + 1
  }
  return found
}

/** Groups only adjacent kinds, which preserves the table order. */
function groupByHints(kinds: readonly RedactionRule[]): readonly Group[] {
  const runs: RedactionRule[][] = []
  for (const kind of kinds) {
    const run = runs.at(-1)
    if (run?.[0] !== undefined && sourceOf(run[0]) === sourceOf(kind)) run.push(kind)
    else runs.push([kind])
  }
  return runs.map((run, order) => {
    const { hints = [], shape } = run[0] as RedactionRule
    return { order, kinds: run, hints, shape: shape === undefined ? null : new RegExp(shape, 'i') }
  })
}

/** Drops every hint that contains another: the shorter one finds both. */
function withoutSuperstrings(hints: readonly string[]): readonly string[] {
  const kept: string[] = []
  for (const hint of hints.toSorted((a, b) => a.length - b.length)) {
    if (!kept.some((it) => hint.includes(it))) kept.push(hint)
  }
  return kept
}

function sourceOf({ hints = [], shape = '' }: RedactionRule): string {
  return `${shape}|${hints.join('|')}`
}
