/**
 * Chooses a cluster's canonical report, the one that every link points to. It is chosen from all members, so a link
 * never leads to a duplicate of a duplicate.
 */
import type { IndexedReport } from './digest.ts'

/** The properties that the choice depends on. */
export type CanonicalCandidate = Pick<IndexedReport, 'number' | 'createdAt' | 'open' | 'closedAs' | 'reactions'>

/** The feedback that affects the choice. */
export interface CanonicalFeedback {
  /** The report named by the prevailing `canonical` feedback in the cluster; null when there is no such feedback. */
  readonly chosen: number | null
  /** Pairs that people marked as duplicates: the first report is a duplicate of the second. */
  readonly duplicates: readonly (readonly [number, number])[]
}

/** A later report replaces the oldest one only if it has at least this many reactions. */
const MIN_REACTIONS = 5
/** A later report replaces the oldest one only if it has more than this many times the oldest one's reactions. */
const REACTION_FACTOR = 2

/**
 * Chooses the report that people named. If there is none, considers the reports that are not marked as duplicates, and
 * chooses the oldest open one unless another open one has at least five reactions and more than twice as many. If none
 * of them is open, chooses the oldest. Age comes first because the oldest report has the history, and the order by age
 * never changes. Reactions change with every click and must not make the canonical report jump around.
 * @returns the canonical report; undefined only when there are no members
 */
export function chooseCanonical<T extends CanonicalCandidate>(
  members: readonly T[],
  words: CanonicalFeedback,
): T | undefined {
  const chosen = members.find(({ number }) => number === words.chosen)
  if (chosen !== undefined) return chosen
  const oldestFirst = [...members].sort((a, b) => a.createdAt - b.createdAt || a.number - b.number)
  const originals = nonEmptyOr(withoutDuplicates(oldestFirst, words), oldestFirst)
  const open = originals.filter((it) => it.open)
  return open.length > 0 ? oldestUnlessOutweighed(open) : originals[0]
}

/** If all members are marked as duplicates, as in a cycle, the marks are ignored. */
function withoutDuplicates<T extends CanonicalCandidate>(
  members: readonly T[],
  { duplicates }: CanonicalFeedback,
): readonly T[] {
  const numbers = new Set(members.map(({ number }) => number))
  const pairs = duplicates.filter(([a, b]) => a !== b && numbers.has(a) && numbers.has(b))
  const marked = new Set(pairs.map(([a]) => a))
  const unmarked = nonEmptyOr(
    members.filter(({ number }) => !marked.has(number)),
    members,
  )
  return unmarked.filter(({ open, closedAs }) => open || closedAs !== 'duplicate')
}

function nonEmptyOr<T>(some: readonly T[], otherwise: readonly T[]): readonly T[] {
  return some.length > 0 ? some : otherwise
}

function oldestUnlessOutweighed<T extends CanonicalCandidate>(open: readonly T[]): T {
  const oldest = open[0] as T
  const mostReacted = open.reduce((most, it) => (it.reactions > most.reactions ? it : most))
  const outweighs = mostReacted.reactions >= MIN_REACTIONS && mostReacted.reactions > REACTION_FACTOR * oldest.reactions
  return outweighs ? mostReacted : oldest
}
