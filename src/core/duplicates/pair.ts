/** Compares two reports: computes the features that the probability of a common cause is based on. */

import type { PreparedReport } from './prepared-report.ts'
import type { ReportIndex, RetrievedReport } from './report-index.ts'
import { trigramsOf } from './trigrams.ts'

/** One number per feature, either roughly between 0 and 1 or a small logarithm. */
export interface PairFeatures {
  /** Cosine similarity of all weighted terms. */
  readonly similarity: number
  /** Cosine similarity of the titles' terms, weighted by rarity. */
  readonly titles: number
  /** Share of the shorter title's trigrams that the other title also has. Tolerates inflections and typos. */
  readonly letters: number
  /** Logarithm of the summed rarity of the shared phrases, for example those from a quoted message. */
  readonly phrases: number
  /** Rarity of the rarest shared error line. */
  readonly line: number
  /** Logarithm of the number of days between the two reports, because failures are reported in waves. */
  readonly days: number
  /** Difference between the candidate's similarity and that of the tenth most similar report. */
  readonly prominence: number
  /** 1 when both report a failure or both request a feature. */
  readonly sameKind: number
}

export const PAIR_FEATURES = [
  'similarity',
  'titles',
  'letters',
  'phrases',
  'line',
  'days',
  'prominence',
  'sameKind',
] as const satisfies readonly (keyof PairFeatures)[]

const DAY_MS = 86_400_000

export interface Pair {
  readonly features: PairFeatures
  /** Fingerprints that both reports have, rarest first. */
  readonly sharedLines: readonly string[]
}

/** The context for comparing a report with a candidate. */
export interface PairComparison {
  readonly query: PreparedReport
  readonly index: ReportIndex
  /** Similarity of the tenth candidate, which is similar without being a duplicate. */
  readonly background: number
}

export function comparePair(
  { place, similarity }: RetrievedReport,
  { query, index, background }: PairComparison,
): Pair {
  const facts = index.factsAt(place)
  const lines = sharedLines(query, place, index)
  return {
    features: {
      similarity,
      titles: titleCosine(query, place, index),
      letters: trigramOverlap(query.trigrams, trigramsOf(facts.title)),
      phrases: Math.log1p(sharedPhrases(query, place, index)),
      line: lines[0]?.rarity ?? 0,
      days: Math.log1p(Math.abs(query.facts.createdAt - facts.createdAt) / DAY_MS),
      prominence: similarity - background,
      sameKind: isFeatureRequest(query.facts.title) === isFeatureRequest(facts.title) ? 1 : 0,
    },
    sharedLines: lines.map(({ fingerprint }) => fingerprint),
  }
}

/** 1 for a hash that at most one indexed report has, 0 for a hash that all of them have. */
function rarityOf(hash: number, index: ReportIndex): number {
  const sharing = Math.max(1, index.sharing(hash))
  return index.size < 2 ? 1 : Math.max(0, 1 - Math.log(sharing) / Math.log(index.size))
}

function sharedPhrases({ phrases }: PreparedReport, place: number, index: ReportIndex): number {
  let sum = 0
  for (const phrase of index.phrasesAt(place)) if (phrases.has(phrase)) sum += rarityOf(phrase, index)
  return sum
}

function sharedLines({ lines }: PreparedReport, place: number, index: ReportIndex) {
  const shared: { readonly fingerprint: string; readonly rarity: number }[] = []
  for (const hash of index.linesAt(place)) {
    const fingerprint = lines.get(hash)
    if (fingerprint !== undefined) shared.push({ fingerprint, rarity: rarityOf(hash, index) })
  }
  return shared.sort((a, b) => b.rarity - a.rarity || (a.fingerprint < b.fingerprint ? -1 : 1))
}

function titleCosine({ titleTerms }: PreparedReport, place: number, index: ReportIndex): number {
  const asked = [...titleTerms].map((term) => index.termId(term))
  const known = new Set(asked)
  const square = (ids: Iterable<number | undefined>) => {
    let sum = 0
    for (const id of ids) sum += index.rarityOf(id) ** 2
    return sum
  }
  const other = index.titleAt(place)
  const shared = square(other.filter((id) => known.has(id)))
  return shared === 0 ? 0 : shared / Math.sqrt(square(asked) * square(other))
}

function trigramOverlap(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  const [few, many] = a.size < b.size ? [a, b] : [b, a]
  if (few.size === 0) return 0
  let shared = 0
  for (const run of few) if (many.has(run)) shared++
  return shared / few.size
}

function isFeatureRequest(title: string): boolean {
  return /\b(?:feature|request|enhancement|proposal|support for|add|allow|option to)\b/i.test(title)
}
