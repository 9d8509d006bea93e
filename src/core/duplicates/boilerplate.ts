/**
 * Learns the boilerplate in a repository's reports: phrases that occur in many reports, and everything in the issue
 * templates. Most of it comes from issue forms. Left in, it would make all reports look alike.
 */
import type { ReportDigest } from './digest.ts'
import { shinglesOf, withoutShingles } from './shingles.ts'
import { readTerms } from './terms.ts'

/** A phrase that occurs in at least this share of the reports is boilerplate. */
const MIN_SHARE = 0.03
/** With fewer reports than this, a phrase that a few of them share indicates a cluster, not boilerplate. */
const MIN_REPORTS = 64
/** Sampling more reports than this reveals no further boilerplate. */
const MAX_REPORTS = 4_096
const MAX_TERMS_OF_A_TEMPLATE = 2_000

/** Hashes of the phrases to leave out. */
export type Boilerplate = ReadonlySet<number>

/**
 * The number of reports to learn boilerplate from: a power of two, so that it changes only when the number of reports
 * doubles.
 * @param count number of reports in the repository
 */
export function sampleSize(count: number): number {
  if (count < MIN_REPORTS) return 0
  return Math.min(MAX_REPORTS, 2 ** Math.floor(Math.log2(count)))
}

/**
 * @param digests the digests of the repository's oldest reports, `sampleSize` of them
 * @param templates the texts of the repository's issue templates, in Markdown or YAML
 */
export function learnBoilerplate(digests: readonly ReportDigest[], templates: readonly string[] = []): Boilerplate {
  const counts = new Map<number, number>()
  for (const { terms } of digests) {
    for (const phrase of new Set([...shinglesOf(terms.prose), ...shinglesOf(terms.log)])) {
      counts.set(phrase, (counts.get(phrase) ?? 0) + 1)
    }
  }
  const least = Math.max(4, MIN_SHARE * digests.length)
  const shared = [...counts].flatMap(([phrase, count]) => (count >= least ? [phrase] : []))
  return new Set([...shared, ...templates.flatMap((text) => [...shinglesOf(readTerms(text, MAX_TERMS_OF_A_TEMPLATE))])])
}

/**
 * @returns the report's terms without boilerplate. The title is kept unchanged, because people always write it
 *   themselves.
 */
export function withoutBoilerplate({ terms }: ReportDigest, boilerplate: Boilerplate): ReportDigest['terms'] {
  return {
    title: terms.title,
    prose: withoutShingles(terms.prose, boilerplate),
    log: withoutShingles(terms.log, boilerplate),
  }
}
