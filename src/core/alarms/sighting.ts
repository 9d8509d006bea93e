/** One report as the alarms see it: when, by whom, which cause, on which version, with which servers. */
import type { IndexedReport, ReportDigest } from '../duplicates/digest.ts'

export interface Sighting {
  /** The number. */
  readonly number: number
  /** Milliseconds since the epoch. */
  readonly at: number
  /** Login of the reporter, in lower case. */
  readonly who: string
  /** The best-ranked signature; `UNKNOWN_CAUSE` if there is none; null if the report is not about authentication. */
  readonly cause: string | null
  readonly version: string | null
  /** Registered names of servers. */
  readonly hosts: readonly string[]
}

/** The cause of a report about authentication that no signature fits. */
const UNKNOWN_CAUSE = 'unknown'

/** A report that asserts nothing counts if it is as surely about authentication as one that gets a neutral question. */
const MIN_TOPIC = 0.85

/** What alarms need of a report. */
type Reported = Pick<IndexedReport, 'number' | 'createdAt' | 'author'> & {
  readonly digest: Pick<ReportDigest, 'cause' | 'topic' | 'environment'> & {
    readonly attributes?: { readonly values: { readonly host?: readonly string[] } }
  }
}

export function sightingOf({ number, createdAt, author, digest }: Reported): Sighting {
  const isAuth = digest.cause?.asserted === true || (digest.topic ?? 0) >= MIN_TOPIC
  return {
    number,
    at: createdAt,
    who: author.toLowerCase(),
    cause: isAuth ? (digest.cause?.signature ?? UNKNOWN_CAUSE) : null,
    version: digest.environment.version,
    hosts: digest.attributes?.values.host ?? [],
  }
}
