/**
 * Learns the boilerplate of a repository's reports, which comes from issue forms: phrases that occur in many reports,
 * and everything in the issue templates. If it stayed in, all reports would look alike.
 */
import type { ReportDigest } from './digest.ts'
import { shinglesOf, withoutShingles } from './shingles.ts'
import { readTerms } from './terms.ts'

/** A phrase in at least this share of the reports is boilerplate. */
const MIN_SHARE = 0.03
/** With fewer reports, a few that say the same are a cluster and not boilerplate. */
const MIN_REPORTS = 64
/** More reports than this show no further boilerplate. */
const MAX_REPORTS = 4_096
const MAX_TERMS_OF_A_TEMPLATE = 2_000

/** Hashes of the phrases to leave out. */
export type Boilerplate = ReadonlySet<number>

/**
 * The number of reports to learn boilerplate from: a power of two, so that it changes only when the number doubles.
 * @param count number of reports in the repository
 */
export function sampleSize(count: number): number {
  if (count < MIN_REPORTS) return 0
  return Math.min(MAX_REPORTS, 2 ** Math.floor(Math.log2(count)))
}

/**
 * @param digests of the oldest reports of the repository, `sampleSize` of them
 * @param templates texts of its issue templates, Markdown or YAML
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

/** @returns the terms of a report without boilerplate. Titles are kept: people always write them. */
export function withoutBoilerplate({ terms }: ReportDigest, boilerplate: Boilerplate): ReportDigest['terms'] {
  return {
    title: terms.title,
    prose: withoutShingles(terms.prose, boilerplate),
    log: withoutShingles(terms.log, boilerplate),
  }
}
