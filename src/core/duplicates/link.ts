/** A link to an earlier report of the same cause, as data for the comment. */
import type { IndexedReport } from './digest.ts'
import type { Match } from './find-matches.ts'

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
  readonly probability: number
  /** In words, e.g. `same line`. */
  readonly reasons: readonly string[]
  readonly line: SharedLine | null
}

/** Whether a report may be linked: it must be open, or closed as completed or without a reason. */
export function mayBeLinked({ open, closedAs }: Pick<IndexedReport, 'open' | 'closedAs'>): boolean {
  return open || closedAs === 'completed' || closedAs === null
}

export type FoundMatch = Pick<Match, 'sameCause' | 'sharedLines'>

/** @returns the reasons why two reports match, strongest first; never empty */
export function reasonsOf(here: IndexedReport, there: IndexedReport, match: FoundMatch): readonly string[] {
  const [a, b] = [here.digest, there.digest]
  const captures = Object.entries(a.cause?.captures ?? {})
    .filter(([name, value]) => match.sameCause && b.cause?.captures[name] === value)
    .map(([name]) => `same ${name.replaceAll('_', ' ')}`)
  const isSame = (x: string | null, y: string | null) => x !== null && x === y
  return [
    ...(match.sharedLines.length > 0 ? ['same line'] : []),
    ...(match.sameCause ? ['same failure'] : ['nearly the same wording']),
    ...captures.sort(),
    ...(isSame(a.environment.product, b.environment.product) ? ['same product'] : []),
    ...(isSame(a.environment.version, b.environment.version) ? ['same version'] : []),
  ]
}

/** @returns the rarest shared line, as written in each report; null when no line is shared */
export function sharedLineOf(here: IndexedReport, there: IndexedReport, match: FoundMatch): SharedLine | null {
  const [rarest] = match.sharedLines
  const lineIn = ({ digest }: IndexedReport) => digest.lines.find(({ fingerprint }) => fingerprint === rarest)?.text
  const [ours, theirs] = [lineIn(here), lineIn(there)]
  return ours === undefined || theirs === undefined ? null : { there: theirs, here: ours }
}
