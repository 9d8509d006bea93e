/**
 * Learns what the reports of a repository share because a form printed it: phrases that stand in many of them, and all
 * that stands in the repository's issue templates. Left in, it makes every report look like every other.
 */
import type { ReportDigest } from './digest.ts'
import { shinglesOf, withoutShingles } from './shingles.ts'
import { readTerms } from './terms.ts'

/** A phrase in this share of the reports was not written by their authors. */
const MIN_SHARE = 0.03
/** Below this many reports three that say the same are a cluster, not a form. */
const MIN_REPORTS = 64
/** More reports than this show no other forms. */
const MAX_REPORTS = 4_096
const MAX_TERMS_OF_A_TEMPLATE = 2_000

/** Phrases to leave out, as hashes. */
export type Boilerplate = ReadonlySet<number>

/**
 * How many reports boilerplate is learned from: a power of two, so that it stays the same until their number has doubled.
 * @param count how many reports there are
 */
export function sampleSize(count: number): number {
  if (count < MIN_REPORTS) return 0
  return Math.min(MAX_REPORTS, 2 ** Math.floor(Math.log2(count)))
}

/**
 * @param digests the oldest reports of the repository, `sampleSize` of them
 * @param templates text of its issue templates, Markdown or YAML
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

/** The terms of a report without what a form printed. Titles are always people's own words. */
export function ownTerms({ terms }: ReportDigest, boilerplate: Boilerplate): ReportDigest['terms'] {
  return {
    title: terms.title,
    prose: withoutShingles(terms.prose, boilerplate),
    log: withoutShingles(terms.log, boilerplate),
  }
}
