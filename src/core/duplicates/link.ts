/** A link to an earlier report of the same cause, as data for the comment. */

import type { AttributeKind } from './attributes.ts'
import type { IndexedReport, ReportDigest } from './digest.ts'
import type { Match } from './find-matches.ts'
import { type WeighedFeature, weighFeatures } from './probability.ts'

/** Two redacted lines with the same fingerprint. */
export interface SharedLine {
  readonly there: string
  readonly here: string
}

export interface DuplicateLink {
  /** Issue number of the cluster's canonical report; never of a report that is itself a duplicate. */
  readonly number: number
  /** Redacted. */
  readonly title: string
  /** When the report was closed, in milliseconds since the epoch; null while it is open. */
  readonly fixedAt: number | null
  /** The version that this report names; null or omitted if it names none. */
  readonly version?: string | null
  readonly probability: number
  /** In words, strongest first, e.g. `same line`. */
  readonly reasons: readonly string[]
  readonly line: SharedLine | null
  /** The features of the pair with their weights, for people who ask why; the first raised the probability most. */
  readonly features?: readonly WeighedFeature[]
}

/** Whether a report may be linked: it must be open, or closed as completed or without a reason. */
export function mayBeLinked({ open, closedAs }: Pick<IndexedReport, 'open' | 'closedAs'>): boolean {
  return open || closedAs === 'completed' || closedAs === null
}

export type FoundMatch = Pick<Match, 'sameCause' | 'sharedLines'> & Partial<Pick<Match, 'features' | 'kind'>>

/**
 * @returns the reasons why two reports match: first the shared line and the shared failure, which nobody doubts, then
 *   what else they share, in the order in which it raised the probability; never empty
 */
export function reasonsOf(here: IndexedReport, there: IndexedReport, match: FoundMatch): readonly string[] {
  const { kind, features } = match
  const weighed = kind === undefined || features === undefined ? [] : weighFeatures(features, kind)
  const shared = sharedReasons(here.digest, there.digest, match)
  const raised = weighed.filter(({ change }) => change > 0).flatMap(({ name }) => shared[name] ?? [])
  return [
    ...new Set([
      ...(match.sharedLines.length > 0 ? ['same line'] : []),
      ...(match.sameCause ? ['same failure'] : []),
      ...(shared.capture ?? []),
      ...raised,
      ...(match.sameCause ? [] : ['nearly the same wording']),
      ...(shared.stage ?? []),
      ...(shared.product ?? []),
      ...(shared.version ?? []),
    ]),
  ]
}

type SharedReasons = Partial<Record<WeighedFeature['name'], readonly string[]>>

/** What two reports share, in words, by the feature that measures it. */
function sharedReasons(a: ReportDigest, b: ReportDigest, { sameCause }: FoundMatch): SharedReasons {
  const both = (kind: Exclude<AttributeKind, 'signature' | 'capture' | 'headline'>) => {
    const theirs = new Set(b.attributes?.values[kind])
    return a.attributes?.values[kind]?.filter((value) => theirs.has(value)) ?? []
  }
  const captures = Object.entries(a.cause?.captures ?? {})
    .filter(([name, value]) => sameCause && b.cause?.captures[name] === value)
    .map(([name]) => `same ${name.replaceAll('_', ' ')}`)
  const isSame = (x: string | null, y: string | null) => x !== null && x === y
  return {
    capture: captures.sort(),
    code: both('code')
      .slice(0, 1)
      .map((code) => `same error code ${code}`),
    trigger: both('trigger')
      .slice(0, 1)
      .map((trigger) => `both mention: ${trigger}`),
    stage: both('stage')
      .slice(0, 1)
      .map((stage) => `same stage: ${stage}`),
    product: isSame(a.environment.product, b.environment.product) ? ['same product'] : [],
    version: isSame(a.environment.version, b.environment.version) ? ['same version'] : [],
    week: ['reported within a week'],
  }
}

/** The report that a link names, and the one that the match was found with. */
interface Linked {
  readonly canonical: IndexedReport
  /** Often the canonical report itself. */
  readonly there: IndexedReport
  readonly match: FoundMatch
}

/**
 * What a link says about the report that it names. The line of another report of the cluster would be a false quotation,
 * so a match with another report only says through which one the two are joined.
 */
export function evidenceOfLink(
  here: IndexedReport,
  { canonical, there, match }: Linked,
): Pick<DuplicateLink, 'reasons' | 'line'> {
  if (canonical.number === there.number) {
    return { reasons: reasonsOf(here, there, match), line: sharedLineOf(here, there, match) }
  }
  const theirs = new Set(canonical.digest.lines.map(({ fingerprint }) => fingerprint))
  const sharedLines = here.digest.lines.map(({ fingerprint }) => fingerprint).filter((it) => theirs.has(it))
  const sameCause = match.sameCause && canonical.digest.cause?.signature === here.digest.cause?.signature
  const through = `same cluster as #${there.number}`
  const own = sharedLines.length > 0 || sameCause ? reasonsOf(here, canonical, { sharedLines, sameCause }) : []
  const reasons = [...own.filter((it) => it !== 'nearly the same wording'), through]
  return { reasons, line: sharedLineOf(here, canonical, { sharedLines, sameCause }) }
}

/** @returns the rarest shared line, as written in each report; null when no line is shared */
export function sharedLineOf(here: IndexedReport, there: IndexedReport, match: FoundMatch): SharedLine | null {
  const [rarest] = match.sharedLines
  const lineIn = ({ digest }: IndexedReport) => digest.lines.find(({ fingerprint }) => fingerprint === rarest)?.text
  const [ours, theirs] = [lineIn(here), lineIn(there)]
  return ours === undefined || theirs === undefined ? null : { there: theirs, here: ours }
}
