/** A link to an earlier report of the same cause, as data for the comment. */

import type { IndexedReport } from './digest.ts'
import { type FoundMatch, isWording, reasonsOf } from './link-reasons.ts'
import type { WeighedFeature } from './probability.ts'

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
  /** The version that this report names; null or omitted if it names none, or one of another product. */
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
  const reasons = [...own.filter((it) => !isWording(it)), through]
  return { reasons, line: sharedLineOf(here, canonical, { sharedLines, sameCause }) }
}

/** @returns the rarest shared line, as written in each report; null when no line is shared */
export function sharedLineOf(here: IndexedReport, there: IndexedReport, match: FoundMatch): SharedLine | null {
  const [rarest] = match.sharedLines
  const lineIn = ({ digest }: IndexedReport) => digest.lines.find(({ fingerprint }) => fingerprint === rarest)?.text
  const [ours, theirs] = [lineIn(here), lineIn(there)]
  return ours === undefined || theirs === undefined ? null : { there: theirs, here: ours }
}
