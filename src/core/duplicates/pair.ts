/** What two reports have in common, as numbers: what the probability that they share a cause is made of. */

import type { PreparedReport } from './prepared-report.ts'
import type { ReportIndex, RetrievedReport } from './report-index.ts'
import { trigramsOf } from './trigrams.ts'

/** One number a feature, each about 0 to 1 or a small logarithm. */
export interface PairFeatures {
  /** Cosine of all weighted terms. */
  readonly similarity: number
  /** Cosine of the titles' terms by rarity. */
  readonly titles: number
  /** Share of the shorter title's three-letter runs that the other has: catches inflections and typing errors. */
  readonly letters: number
  /** Shared phrases by rarity, as a logarithm: the same message quoted. */
  readonly phrases: number
  /** Rarity of the rarest shared error line. */
  readonly line: number
  /** Days between the two, as a logarithm: a failure is reported in waves. */
  readonly days: number
  /** How far its similarity stands out from that of the tenth most similar report. */
  readonly prominence: number
  /** 1 when both report a failure or both ask for something. */
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
  /** Fingerprints that both have, rarest first. */
  readonly sharedLines: readonly string[]
}

/** What a candidate is compared with. */
export interface PairComparison {
  readonly query: PreparedReport
  readonly index: ReportIndex
  /** Similarity of what is no more than similar: of the tenth candidate. */
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
      letters: sharedLetters(query.letters, trigramsOf(facts.title)),
      phrases: Math.log1p(sharedPhrases(query, place, index)),
      line: lines[0]?.rarity ?? 0,
      days: Math.log1p(Math.abs(query.facts.createdAt - facts.createdAt) / DAY_MS),
      prominence: similarity - background,
      sameKind: asksForSomething(query.facts.title) === asksForSomething(facts.title) ? 1 : 0,
    },
    sharedLines: lines.map(({ fingerprint }) => fingerprint),
  }
}

/** 1 for what two reports share alone, 0 for what all share. */
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

function sharedLetters(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  const [few, many] = a.size < b.size ? [a, b] : [b, a]
  if (few.size === 0) return 0
  let shared = 0
  for (const run of few) if (many.has(run)) shared++
  return shared / few.size
}

function asksForSomething(title: string): boolean {
  return /\b(?:feature|request|enhancement|proposal|support for|add|allow|option to)\b/i.test(title)
}
