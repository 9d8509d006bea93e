/** A report prepared for comparison: weighted terms, phrases and error lines, without boilerplate. */
import { type Boilerplate, withoutBoilerplate } from './boilerplate.ts'
import type { Cause, IndexedReport } from './digest.ts'
import { hashText, shinglesOf, winnow } from './shingles.ts'
import { weighTerms } from './term-weights.ts'
import { trigramsOf } from './trigrams.ts'

/** The part of a report that the index keeps as an object; the rest is in typed arrays. */
export interface IndexedFacts {
  readonly number: number
  readonly title: string
  readonly author: string
  readonly createdAt: number
  readonly cause: Cause | null
  readonly product: string | null
  readonly version: string | null
  /** Whether the report shows errors or says that there are none; null when it does neither. */
  readonly errors: 'shown' | 'none' | null
}

export interface PreparedReport {
  readonly facts: IndexedFacts
  /** Weight of each term, 1 to 255. */
  readonly weights: ReadonlyMap<string, number>
  readonly titleTerms: ReadonlySet<string>
  /** Trigrams of the title. */
  readonly trigrams: ReadonlySet<string>
  /** Hashes of phrases. */
  readonly phrases: ReadonlySet<number>
  /** Fingerprints of error lines, by hash. */
  readonly lines: ReadonlyMap<number, string>
}

/** Maximum weight of a term; weights are stored in one byte. */
const FULL_WEIGHT = 255

export function prepareReport(report: IndexedReport, boilerplate: Boilerplate): PreparedReport {
  const { number, author, createdAt, digest } = report
  const { title, cause, environment, lines, silent = false } = digest
  const terms = withoutBoilerplate(digest, boilerplate)
  const weights = [...weighTerms(terms)].map(([term, weight]): [string, number] => [term, toByte(weight)])
  return {
    facts: {
      number,
      title,
      author,
      createdAt,
      cause,
      product: environment.product,
      version: environment.version,
      errors: silent ? 'none' : lines.length > 0 ? 'shown' : null,
    },
    weights: new Map(weights),
    titleTerms: new Set(terms.title),
    trigrams: trigramsOf(title),
    phrases: new Set([...winnow(shinglesOf(terms.prose)), ...winnow(shinglesOf(terms.log))]),
    lines: new Map(lines.map(({ fingerprint }) => [hashText(fingerprint), fingerprint])),
  }
}

function toByte(weight: number): number {
  return Math.max(1, Math.round(weight * FULL_WEIGHT))
}
