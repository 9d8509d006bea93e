/**
 * Finds the reports that share a report's cause. A prepared index and a report come in; matches with their probability
 * and their reasons come out, surest first. It asks nothing of GitHub and nothing of the store, and decides only whether
 * a match is sure enough to be posted.
 */
import { contradiction, showSameCause } from './contradictions.ts'
import type { IndexedReport } from './digest.ts'
import { comparePair, type PairComparison, type PairFeatures } from './pair.ts'
import type { IndexedFacts } from './prepared-report.ts'
import {
  type MatchThresholds,
  type MatchWeights,
  probabilityOf,
  SHIPPED_THRESHOLDS,
  SHIPPED_WEIGHTS,
} from './probability.ts'
import type { ReportIndex, RetrievedReport } from './report-index.ts'

export interface Match {
  /** Issue number of the other report. */
  readonly number: number
  /** Calibrated probability that both have the same cause, 0 to 1. */
  readonly probability: number
  /** Whether both show the same failure with the same values, beyond being alike. */
  readonly sameCause: boolean
  /** Sure enough to be posted. */
  readonly accepted: boolean
  /** Why they cannot be the same although they are alike; null when nothing speaks against it. */
  readonly contradiction: string | null
  /** Fingerprints of error lines that both have, rarest first. */
  readonly sharedLines: readonly string[]
  readonly features: PairFeatures
}

export interface Search {
  /** Whether a report may be a match; all others may when left out. */
  readonly wanted?: (facts: IndexedFacts) => boolean
  /** How many matches at most. */
  readonly most?: number
  readonly weights?: MatchWeights
  readonly thresholds?: MatchThresholds
}

/** So many of the most similar are looked at closely. */
const MAX_CANDIDATES = 50

/** The tenth candidate is hardly ever a duplicate: how similar it is tells what textClass means among these reports. */
const BACKGROUND_RANK = 9

/** @returns matches, surest first; those that something contradicts come last and are never accepted */
export function findMatches(index: ReportIndex, report: IndexedReport, search: Search = {}): readonly Match[] {
  const { wanted = () => true, most = 10 } = search
  const query = index.prepare(report)
  const isOther = (facts: IndexedFacts) => facts.number !== report.number && wanted(facts)
  const candidates = index.search(query, isOther, MAX_CANDIDATES)
  const comparison = { query, index, background: candidates[BACKGROUND_RANK]?.similarity ?? 0 }
  return candidates
    .map((candidate) => toMatch(candidate, comparison, search))
    .sort(bySureness)
    .slice(0, most)
}

/** Only an older report can be what a newer one duplicates. */
export function olderThan({ number, createdAt }: Pick<IndexedReport, 'number' | 'createdAt'>) {
  return (facts: IndexedFacts): boolean =>
    facts.createdAt < createdAt || (facts.createdAt === createdAt && facts.number < number)
}

function toMatch(candidate: RetrievedReport, comparison: PairComparison, search: Search): Match {
  const { weights = SHIPPED_WEIGHTS, thresholds = SHIPPED_THRESHOLDS } = search
  const { query, index } = comparison
  const other = index.factsAt(candidate.place)
  const { features, sharedLines } = comparePair(candidate, comparison)
  const sameCause = showSameCause(query.facts.cause, other.cause)
  const against = contradiction(query.facts, other)
  const probability = probabilityOf(features, weights)
  const least = sameCause ? thresholds.sameCause : thresholds.textOnly
  const accepted = against === null && probability >= least
  return { number: other.number, probability, sameCause, accepted, contradiction: against, sharedLines, features }
}

function bySureness(a: Match, b: Match): number {
  const contradicted = Number(a.contradiction !== null) - Number(b.contradiction !== null)
  return contradicted || b.probability - a.probability || a.number - b.number
}
