/** A report as the index compares it: weighted terms, phrases and error lines, without what a form printed. */
import { type Boilerplate, ownTerms } from './boilerplate.ts'
import type { Cause, IndexedReport } from './digest.ts'
import { hashText, shinglesOf, winnow } from './shingles.ts'
import { weighTerms } from './term-weights.ts'
import { trigramsOf } from './trigrams.ts'

/** What the index keeps of a report as an object; the rest of it is in typed arrays. */
export interface IndexedFacts {
  readonly number: number
  readonly title: string
  readonly author: string
  readonly createdAt: number
  readonly cause: Cause | null
  readonly product: string | null
  readonly version: string | null
  /** Whether it shows errors, says that there are none, or says nothing of them. */
  readonly errors: 'shown' | 'none' | null
}

export interface PreparedReport {
  readonly facts: IndexedFacts
  /** Weight of each term, 1 to 255. */
  readonly weights: ReadonlyMap<string, number>
  readonly titleTerms: ReadonlySet<string>
  /** Three-letter runs of the title. */
  readonly letters: ReadonlySet<string>
  /** Hashes, each once. */
  readonly phrases: ReadonlySet<number>
  /** Hashes of fingerprints, with the fingerprints. */
  readonly lines: ReadonlyMap<number, string>
}

/** The weight of a term is kept in one byte. */
const FULL_WEIGHT = 255

export function prepareReport(report: IndexedReport, boilerplate: Boilerplate): PreparedReport {
  const { number, author, createdAt, digest } = report
  const { title, cause, environment, lines, silent = false } = digest
  const terms = ownTerms(digest, boilerplate)
  const weights = [...weighTerms(terms)].map(([term, weight]): [string, number] => [term, toByte(weight)])
  return {
    facts: {
      ...{ number, author, createdAt, title, cause, product: environment.product, version: environment.version },
      errors: silent ? 'none' : lines.length > 0 ? 'shown' : null,
    },
    weights: new Map(weights),
    titleTerms: new Set(terms.title),
    letters: trigramsOf(title),
    phrases: new Set([...winnow(shinglesOf(terms.prose)), ...winnow(shinglesOf(terms.log))]),
    lines: new Map(lines.map(({ fingerprint }) => [hashText(fingerprint), fingerprint])),
  }
}

function toByte(weight: number): number {
  return Math.max(1, Math.round(weight * FULL_WEIGHT))
}
