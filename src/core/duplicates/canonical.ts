/**
 * Chooses the canonical report of a cluster: the one to which every link goes. Always chosen among all members, so a
 * link never leads to a duplicate of a duplicate.
 */
import type { IndexedReport } from './digest.ts'

/** What the choice looks at. */
export type CanonicalCandidate = Pick<IndexedReport, 'number' | 'createdAt' | 'open' | 'closedAs' | 'reactions'>

/** What people said that bears on the choice. */
export interface CanonicalWords {
  /** The report that people chose, if they did: the word that prevails in the cluster. */
  readonly chosen: number | null
  /** Pairs that people called duplicates: the first duplicates the second. */
  readonly duplicates: readonly (readonly [number, number])[]
}

/** A later report takes the place of the oldest only when so many people gathered there. */
const MIN_REACTIONS = 5
const LEAD = 2

/**
 * The one people chose. Else, of what nobody called a duplicate, the oldest open one, unless another open one has at
 * least five reactions and more than twice as many: age is where the history stands and never changes; reactions change
 * with every click, and the canonical must not jump with them. Else, with none open, the oldest.
 * @returns undefined only when there are no candidates
 */
export function chooseCanonical<T extends CanonicalCandidate>(
  members: readonly T[],
  words: CanonicalWords,
): T | undefined {
  const chosen = members.find(({ number }) => number === words.chosen)
  if (chosen !== undefined) return chosen
  const oldestFirst = [...members].sort((a, b) => a.createdAt - b.createdAt || a.number - b.number)
  const originals = unlessNone(withoutDuplicates(oldestFirst, words), oldestFirst)
  const open = originals.filter((it) => it.open)
  return open.length > 0 ? oldestUnlessOutweighed(open) : originals[0]
}

/** In a circle of feedback events all are called duplicates, and none of them counts then. */
function withoutDuplicates<T extends CanonicalCandidate>(
  members: readonly T[],
  { duplicates }: CanonicalWords,
): readonly T[] {
  const numbers = new Set(members.map(({ number }) => number))
  const called = duplicates.filter(([a, b]) => a !== b && numbers.has(a) && numbers.has(b))
  const duplicating = new Set(called.map(([a]) => a))
  const said = unlessNone(
    members.filter(({ number }) => !duplicating.has(number)),
    members,
  )
  return said.filter(({ open, closedAs }) => open || closedAs !== 'duplicate')
}

function unlessNone<T>(some: readonly T[], otherwise: readonly T[]): readonly T[] {
  return some.length > 0 ? some : otherwise
}

function oldestUnlessOutweighed<T extends CanonicalCandidate>(open: readonly T[]): T {
  const oldest = open[0] as T
  const liveliest = open.reduce((most, it) => (it.reactions > most.reactions ? it : most))
  const outweighs = liveliest.reactions >= MIN_REACTIONS && liveliest.reactions > LEAD * oldest.reactions
  return outweighs ? liveliest : oldest
}
