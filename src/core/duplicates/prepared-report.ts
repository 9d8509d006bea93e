/** A report prepared for comparison: weighted terms, phrases and error lines, without boilerplate. */

import { hashAttributes } from './attribute-hashes.ts'
import { type Boilerplate, withoutBoilerplate } from './boilerplate.ts'
import type { Cause, IndexedReport } from './digest.ts'
import { vendorOf } from './error-codes.ts'
import { hashText, shinglesOf, winnow } from './shingles.ts'
import { weighTerms } from './term-weights.ts'
import { trigramsOf } from './trigrams.ts'
import type { VersionClaims } from './version-claims.ts'

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
  /** Probability that the report is about an authentication failure, 0 to 1. */
  readonly topic: number
  /** Null when the report claims nothing about versions. */
  readonly versions: VersionClaims | null
  /** The vendors' numbered error codes that it shows. */
  readonly vendorCodes: readonly string[]
  /** The stage at which the login in its logs broke; null when they show none. */
  readonly stage: string | null
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
  /** Hashes of attributes, which contain the kind. */
  readonly attributes: Uint32Array
}

/** Maximum weight of a term; weights are stored in one byte. */
const FULL_WEIGHT = 255

export function prepareReport(report: IndexedReport, boilerplate: Boilerplate): PreparedReport {
  const { number, author, createdAt, digest } = report
  const { title, cause, environment, lines, silent = false, attributes, topic } = digest
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
      topic: topic ?? (cause?.asserted ? 1 : 0),
      versions: claimsOf(attributes?.versions),
      vendorCodes: attributes?.values.code.filter((code) => vendorOf(code) !== null) ?? [],
      stage: attributes?.values.stage?.at(-1) ?? null,
    },
    weights: new Map(weights),
    titleTerms: new Set(terms.title),
    trigrams: trigramsOf(title),
    phrases: new Set([...winnow(shinglesOf(terms.prose)), ...winnow(shinglesOf(terms.log))]),
    attributes: hashAttributes(digest),
    lines: new Map(lines.map(({ fingerprint }) => [hashText(fingerprint), fingerprint])),
  }
}

/** Most reports claim nothing, and their objects are kept a million times. */
function claimsOf(claims: VersionClaims | undefined): VersionClaims | null {
  return claims !== undefined && claims.works.length + claims.fails.length > 0 ? claims : null
}

function toByte(weight: number): number {
  return Math.max(1, Math.round(weight * FULL_WEIGHT))
}
