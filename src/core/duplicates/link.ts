/** A link to an earlier report of the same cause, ready to be worded. */
import type { IndexedReport } from './digest.ts'
import type { Match } from './find-matches.ts'

/** Two redacted lines with one fingerprint. */
export interface SharedLine {
  readonly there: string
  readonly here: string
}

export interface DuplicateLink {
  /** The canonical report of the cluster; never one that is itself a duplicate. */
  readonly number: number
  /** Redacted. */
  readonly title: string
  /** When it was closed, milliseconds since the epoch; null while it is open. */
  readonly fixedAt: number | null
  readonly probability: number
  /** In plain words, e.g. `same line`. */
  readonly reasons: readonly string[]
  readonly line: SharedLine | null
}

/** Whether a report may be pointed to: it is open, or its matter was settled. */
export function mayBeLinked({ open, closedAs }: Pick<IndexedReport, 'open' | 'closedAs'>): boolean {
  return open || closedAs === 'completed' || closedAs === null
}

export type FoundMatch = Pick<Match, 'sameCause' | 'sharedLines'>

/** Why two reports are taken for one, strongest reason first; never empty. */
export function reasonsOf(here: IndexedReport, there: IndexedReport, match: FoundMatch): readonly string[] {
  const [a, b] = [here.digest, there.digest]
  const captures = Object.entries(a.cause?.captures ?? {})
    .filter(([name, value]) => match.sameCause && b.cause?.captures[name] === value)
    .map(([name]) => `same ${name.replaceAll('_', ' ')}`)
  const isSame = (x: string | null, y: string | null) => x !== null && x === y
  return [
    ...(match.sharedLines.length > 0 ? ['same line'] : []),
    ...(match.sameCause ? ['same failure'] : ['nearly the same words']),
    ...captures.sort(),
    ...(isSame(a.environment.product, b.environment.product) ? ['same client'] : []),
    ...(isSame(a.environment.version, b.environment.version) ? ['same version'] : []),
  ]
}

/** The rarest line that both have, as each of them has it. */
export function sharedLineOf(here: IndexedReport, there: IndexedReport, match: FoundMatch): SharedLine | null {
  const [rarest] = match.sharedLines
  const lineIn = ({ digest }: IndexedReport) => digest.lines.find(({ fingerprint }) => fingerprint === rarest)?.text
  const [ours, theirs] = [lineIn(here), lineIn(there)]
  return ours === undefined || theirs === undefined ? null : { there: theirs, here: ours }
}
