/**
 * Finds the reports in an index that have the same cause as a given report. Each match has its probability and the
 * decision whether it is certain enough to be posted; the most probable match comes first. Accesses neither GitHub nor
 * the store.
 */
import type { ReportKey } from './candidate-retrieval.ts'
import { contradictionBetween, showSameCause } from './contradictions.ts'
import type { IndexedReport } from './digest.ts'
import { comparePair, type PairComparison } from './pair.ts'
import type { PairFeatures } from './pair-features.ts'
import type { IndexedFacts } from './prepared-report.ts'
import { type PairKind, probabilityOf, SHIPPED_THRESHOLDS, weightsFor } from './probability.ts'
import type { ReportIndex, RetrievedReport } from './report-index.ts'

export interface Match {
  /** Issue number of the other report. */
  readonly number: number
  /** Calibrated probability that both have the same cause, 0 to 1. */
  readonly probability: number
  /** Whether both show the same failure with the same captured values. */
  readonly sameCause: boolean
  readonly kind: PairKind
  /** Whether the match is certain enough to be posted. */
  readonly accepted: boolean
  /** The reason why the reports cannot have the same cause although they are similar; null when there is none. */
  readonly contradiction: string | null
  /** Fingerprints of the error lines that both reports have, rarest first. */
  readonly sharedLines: readonly string[]
  readonly features: PairFeatures
}

export interface Search {
  /** Filter for reports that may match. If omitted, every other report may match. */
  readonly wanted?: (report: ReportKey) => boolean
  /** Maximum number of matches; ten by default. */
  readonly most?: number
}

/** Number of most similar reports to compare in detail. */
const MAX_CANDIDATES = 50

/** Index of the tenth candidate. It is hardly ever a duplicate, so its similarity serves as the background level. */
const BACKGROUND_RANK = 9

/** Minimum probabilities that the two reports of a pair are about authentication. */
const MIN_TOPIC = 0.5
const MIN_SURE_TOPIC = 0.9

/** @returns matches, most probable first; contradicted ones come last and are never accepted */
export function findMatches(index: ReportIndex, report: IndexedReport, search: Search = {}): readonly Match[] {
  const { wanted = () => true, most = 10 } = search
  const query = index.prepare(report)
  const isOther = (other: ReportKey) => other.number !== report.number && wanted(other)
  const candidates = index.search(query, isOther, MAX_CANDIDATES)
  const comparison = { query, index, background: candidates[BACKGROUND_RANK]?.similarity ?? 0 }
  return candidates
    .map((candidate) => toMatch(candidate, comparison))
    .sort(bySureness)
    .slice(0, most)
}

/** @returns a filter for older reports: a report can only be a duplicate of an older one */
export function olderThan({ number, createdAt }: ReportKey) {
  return (facts: ReportKey): boolean =>
    facts.createdAt < createdAt || (facts.createdAt === createdAt && facts.number < number)
}

/**
 * Two reports about something else whose titles have no word in common are not linked: they share the log of one
 * machine, in which everything that runs there leaves its errors.
 */
function toMatch(candidate: RetrievedReport, comparison: PairComparison): Match {
  const { query, index } = comparison
  const other = index.factsAt(candidate.place)
  const { features, sharedLines } = comparePair(candidate, comparison)
  const sameCause = showSameCause(query.facts.cause, other.cause)
  const contradiction = contradictionBetween(query.facts, other)
  const kind = kindOf(query.facts, other, sameCause)
  const probability = probabilityOf(features, weightsFor(kind))
  const isSure = probability >= SHIPPED_THRESHOLDS[kind] && !(kind === 'text' && features.titles === 0)
  const accepted = contradiction === null && isSure
  return { number: other.number, probability, kind, sameCause, accepted, contradiction, sharedLines, features }
}

/** Two reports are compared as being about authentication if both probably are, and one surely. */
function kindOf(a: IndexedFacts, b: IndexedFacts, sameCause: boolean): PairKind {
  if (sameCause) return 'signature'
  const isAuth = Math.min(a.topic, b.topic) >= MIN_TOPIC && Math.max(a.topic, b.topic) >= MIN_SURE_TOPIC
  return isAuth ? 'auth' : 'text'
}

function bySureness(a: Match, b: Match): number {
  const contradicted = Number(a.contradiction !== null) - Number(b.contradiction !== null)
  return contradicted || b.probability - a.probability || a.number - b.number
}
