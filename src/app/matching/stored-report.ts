/** Converts reports between the store's format and the index's format. */

import type { Issue } from '../../adapters/github/issue.ts'
import type { StoredReport, StoredSummary } from '../../adapters/store/stored-reports.ts'
import { type Sighting, sightingOf } from '../../core/alarms/sighting.ts'
import { keepForTitle } from '../../core/duplicates/cluster-title.ts'
import type { IndexedReport, ReportDigest } from '../../core/duplicates/digest.ts'

/** The part of a digest that lists and alarms need. The rest is many times as long, and only matching needs it. */
interface DigestSummary extends Pick<ReportDigest, 'title' | 'environment' | 'cause' | 'topic' | 'flow'> {
  /** Registered names of servers. */
  readonly hosts: readonly string[]
  /** What the title of its cluster needs. */
  readonly forTitle: ReturnType<typeof keepForTitle>
}

const NO_TEXT: Pick<ReportDigest, 'terms' | 'cites'> = { terms: { title: [], prose: [], log: [] }, cites: [] }

/** The data that the store keeps about an issue besides its digest. */
export type IssueFacts = Pick<
  Issue,
  'open' | 'author' | 'createdAt' | 'updatedAt' | 'closedAt' | 'closedAs' | 'reactions'
>

export function toStoredReport(number: number, facts: IssueFacts, digest: ReportDigest): StoredReport {
  const { open, author, createdAt, updatedAt, closedAt, closedAs, reactions } = facts
  const { title, environment, cause, topic, flow, ...rest } = digest
  const hosts = digest.attributes?.values.host ?? []
  const summary = { title, environment, cause, topic, flow, hosts, forTitle: keepForTitle(digest) }
  return {
    ...{ number, open, author, createdAt, updatedAt, closedAt, closedAs, reactions },
    summary: JSON.stringify(summary),
    digest: JSON.stringify(rest),
  }
}

export function toIndexedReport({ updatedAt: _, summary, digest, ...plain }: StoredReport): IndexedReport {
  const { forTitle: _title, hosts: _hosts, ...shown } = JSON.parse(summary) as DigestSummary
  return { ...plain, digest: { ...shown, ...JSON.parse(digest) } as ReportDigest }
}

/** Converts what lists need: a report whose digest has no terms and citations, and few lines and attributes. */
export function toSummarisedReport({ updatedAt: _, summary, ...plain }: StoredSummary): IndexedReport {
  const { forTitle, hosts: _hosts, ...shown } = JSON.parse(summary) as DigestSummary
  return { ...plain, digest: { ...NO_TEXT, ...forTitle, ...shown } }
}

/** Converts what alarms need. */
export function toSighting({ number, author, createdAt, summary }: StoredSummary): Sighting {
  const { hosts: host, ...shown } = JSON.parse(summary) as DigestSummary
  return sightingOf({ number, author, createdAt, digest: { ...shown, attributes: { values: { host } } } })
}

/** Converts a report that has not been filed yet. It is newer than every other report and has the number 0. */
export function toUnfiledReport(digest: ReportDigest, now: number): IndexedReport {
  return { number: 0, createdAt: now, author: '', reactions: 0, open: true, closedAt: null, closedAs: null, digest }
}
