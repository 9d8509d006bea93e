/** Compares two reports: computes the features that the probability of a common cause is based on. */

import { DAY_MS } from '../time-units.ts'
import { compareAttributes } from './compare-attributes.ts'
import type { PairFeatures } from './pair-features.ts'
import type { IndexedFacts, PreparedReport } from './prepared-report.ts'
import type { ReportIndex, RetrievedReport } from './report-index.ts'
import { trigramsOf } from './trigrams.ts'
import { versionCloseness } from './version-claims.ts'

const WEEK = 7
/** A report from a file without dates counts as this far from every other, which is typical of two random reports. */
const DAYS_IF_UNDATED = 365

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

export function comparePair(candidate: RetrievedReport, comparison: PairComparison): Pair {
  const { query, index } = comparison
  const lines = sharedLines(query, candidate.place, index)
  const rarest = lines[0]?.rarity ?? 0
  return {
    features: { ...compareTexts(candidate, comparison, rarest), ...compareCauses(candidate, comparison) },
    sharedLines: lines.map(({ fingerprint }) => fingerprint),
  }
}

function compareTexts(
  { place, similarity }: RetrievedReport,
  { query, index, background }: PairComparison,
  line: number,
) {
  const facts = index.factsAt(place)
  return {
    similarity,
    titles: titleCosine(query, place, index),
    letters: trigramOverlap(query.trigrams, trigramsOf(facts.title)),
    phrases: Math.log1p(sharedPhrases(query, place, index)),
    line,
    days: Math.log1p(daysBetween(query.facts, facts)),
    prominence: similarity - background,
    sameKind: isFeatureRequest(query.facts.title) === isFeatureRequest(facts.title) ? 1 : 0,
  }
}

function compareCauses({ place }: RetrievedReport, { query, index }: PairComparison) {
  const [here, there] = [query.facts, index.factsAt(place)]
  const rarity = (hash: number) => rarityOf(hash, index)
  const { shared, differ } = compareAttributes(query.attributes, index.attributesAt(place), rarity)
  const products = compareValues(here.product, there.product)
  return {
    week: daysBetween(here, there) <= WEEK ? 1 : 0,
    signature: shared('signature'),
    capture: shared('capture'),
    code: shared('code'),
    headline: shared('headline'),
    surface: shared('surface'),
    trigger: shared('trigger'),
    product: products === 'same' ? 1 : 0,
    version: products === 'different' ? 0 : closenessOf(here.version, there.version),
    stage: shared('stage'),
    otherStage: differ('stage'),
    otherSignature: differ('signature'),
    otherCode: differ('code'),
    otherHost: differ('host'),
    otherProduct: products === 'different' ? 1 : 0,
    otherTrigger: differ('trigger'),
  }
}

function compareValues(a: string | null, b: string | null): 'same' | 'different' | 'unknown' {
  if (a === null || b === null) return 'unknown'
  return a === b ? 'same' : 'different'
}

function closenessOf(a: string | null, b: string | null): number {
  return a === null || b === null ? 0 : versionCloseness(a, b)
}

function daysBetween(a: IndexedFacts, b: IndexedFacts): number {
  if (a.createdAt === 0 || b.createdAt === 0) return DAYS_IF_UNDATED
  return Math.abs(a.createdAt - b.createdAt) / DAY_MS
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
