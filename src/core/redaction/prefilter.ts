/** Tells cheaply which kinds a text can hold at all, so that a text without credentials costs one pass. */
import type { SecretKind } from './rule.ts'

export interface Prefilter {
  /** Where the next hint of any kind stands, at or behind an offset; -1 when there is none. */
  next(text: string, from: number): number
  catches(text: string): boolean
  /** The kinds of which a hint is in the text, in the order of the table. */
  sift(text: string): readonly SecretKind[]
}

/** Kinds that share their hints are asked for once. */
interface Group {
  /** Its place among the groups. */
  readonly order: number
  readonly kinds: readonly SecretKind[]
  readonly hints: readonly string[]
  readonly shape: RegExp | null
}

/** @param kinds in the order in which they are to be replaced */
export function createPrefilter(kinds: readonly SecretKind[]): Prefilter {
  const groups = groupByHints(kinds)
  const hints = [...new Set(groups.flatMap((group) => group.hints))]
  const any = new RegExp(
    [...shortest(hints).map(escaped), ...kinds.flatMap(({ shape }) => shape ?? [])].join('|'),
    'gi',
  )
  // The longest first; those that it begins with are found with it.
  const hint = new RegExp(
    hints
      .toSorted((a, b) => b.length - a.length)
      .map(escaped)
      .join('|'),
    'g',
  )
  const groupsOf = new Map(
    hints.map((it) => [it, groups.filter((group) => group.hints.some((own) => it.startsWith(own)))]),
  )
  const shaped = groups.filter(({ shape }) => shape !== null)
  const next = (text: string, from: number): number => {
    any.lastIndex = from
    return any.exec(text)?.index ?? -1
  }
  return {
    next,
    catches: (text) => next(text, 0) !== -1,
    sift(text) {
      const lower = text.toLowerCase()
      const held = new Set(shaped.filter(({ shape }) => shape?.test(lower)))
      for (const it of hintsIn(lower, hint)) for (const group of groupsOf.get(it) ?? []) held.add(group)
      return [...held].sort((a, b) => a.order - b.order).flatMap((group) => group.kinds)
    },
  }
}

/** Hints may overlap. */
function hintsIn(lower: string, hint: RegExp): ReadonlySet<string> {
  const found = new Set<string>()
  hint.lastIndex = 0
  for (let match = hint.exec(lower); match !== null; match = hint.exec(lower)) {
    found.add(match[0])
    hint.lastIndex = match.index + 1
  }
  return found
}

/** Neighbours only, so that the order of the table stays. */
function groupByHints(kinds: readonly SecretKind[]): readonly Group[] {
  const runs: SecretKind[][] = []
  for (const kind of kinds) {
    const run = runs.at(-1)
    if (run?.[0] !== undefined && sourceOf(run[0]) === sourceOf(kind)) run.push(kind)
    else runs.push([kind])
  }
  return runs.map((run, order) => {
    const { hints = [], shape } = run[0] as SecretKind
    return { order, kinds: run, hints, shape: shape === undefined ? null : new RegExp(shape, 'i') }
  })
}

function escaped(hint: string): string {
  return hint.replace(/\W/g, '\\$&')
}

/** Of two hints of which one holds the other, the shorter finds both. */
function shortest(hints: readonly string[]): readonly string[] {
  const kept: string[] = []
  for (const hint of hints.toSorted((a, b) => a.length - b.length)) {
    if (!kept.some((it) => hint.includes(it))) kept.push(hint)
  }
  return kept
}

function sourceOf({ hints = [], shape = '' }: SecretKind): string {
  return `${shape}|${hints.join('|')}`
}
