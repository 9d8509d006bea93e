/**
 * Counts how a signature's answers in one repository ended, and tests whether they were contradicted more often than the
 * signature promises. Threads end in public mostly when the reporter was at fault, so the counts are no measure of
 * accuracy; only the test against the promise decides anything.
 */
import { binomialTail } from '../exact-tests.ts'
import type { Grade } from './ending.ts'

/** How the first answer on one issue ended. */
export interface AnswerOutcome {
  readonly signature: string
  readonly grade: Grade
  /** The cause that was said instead; null unless contradicted. */
  readonly cause: string | null
  /** Login of the reporter. */
  readonly reporter: string
  /** Time of the answer, in milliseconds since the epoch. */
  readonly answeredAt: number
}

/** Goes with every figure that is shown. */
export const OUTCOME_BIAS =
  'Threads end in public mostly when the reporter was at fault, and most end without a cause, so these counts are not the accuracy.'

export interface OutcomeCounts {
  readonly signature: string
  /** Number of answers whose threads were read. */
  readonly read: number
  readonly confirmed: number
  readonly contradicted: number
}

/** Threads by distinct people that must be graded before a signature can be held to its promise. */
const MIN_THREADS = 5
/** Probability of muting a signature that keeps its promise. The test is repeated with every thread, so it is strict. */
const SIGNIFICANCE = 0.01

/** @returns one entry per signature, in order of id */
export function countOutcomes(outcomes: readonly AnswerOutcome[]): readonly OutcomeCounts[] {
  const bySignature = Map.groupBy(outcomes, ({ signature }) => signature)
  const ids = [...bySignature.keys()].sort()
  return ids.map((signature) => {
    const its = bySignature.get(signature) ?? []
    const count = (grade: Grade) => its.filter((it) => it.grade === grade).length
    return { signature, read: its.length, confirmed: count('confirmed'), contradicted: count('contradicted') }
  })
}

export interface ContradictionRecord {
  /** Graded threads, one for each reporter. */
  readonly graded: number
  readonly contradicted: number
  readonly isBeyondChance: boolean
}

/**
 * @param outcomes of one signature in one repository, oldest first
 * @param promised the share of right answers that the signature promises, 0 to 1
 */
export function contradictionRecord(outcomes: readonly AnswerOutcome[], promised: number): ContradictionRecord {
  const decided = outcomes.filter(({ grade }) => grade !== 'no-evidence')
  const lastOfEach = [...new Map(decided.map((it) => [it.reporter.toLowerCase(), it])).values()]
  const graded = lastOfEach.length
  const contradicted = lastOfEach.filter(({ grade }) => grade === 'contradicted').length
  const isBeyondChance = graded >= MIN_THREADS && binomialTail(contradicted, graded, 1 - promised) < SIGNIFICANCE
  return { graded, contradicted, isBeyondChance }
}
