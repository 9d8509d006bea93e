/** Converts reports between the store's format and the index's format. */

import type { Issue } from '../../adapters/github/issue.ts'
import type { StoredReport, StoredSummary } from '../../adapters/store/stored-reports.ts'
import type { IndexedReport, ReportDigest } from '../../core/duplicates/digest.ts'

/** The part of a digest that lists show. The rest is many times as long, and only matching needs it. */
type DigestSummary = Pick<ReportDigest, 'title' | 'environment' | 'cause' | 'topic' | 'flow'>

const NO_TEXT: Omit<ReportDigest, keyof DigestSummary> = {
  terms: { title: [], prose: [], log: [] },
  lines: [],
  cites: [],
}

/** The data that the store keeps about an issue besides its digest. */
export type IssueFacts = Pick<
  Issue,
  'open' | 'author' | 'createdAt' | 'updatedAt' | 'closedAt' | 'closedAs' | 'reactions'
>

export function toStoredReport(number: number, facts: IssueFacts, digest: ReportDigest): StoredReport {
  const { open, author, createdAt, updatedAt, closedAt, closedAs, reactions } = facts
  const { title, environment, cause, topic, flow, ...rest } = digest
  const summary = { title, environment, cause, topic, flow }
  return {
    ...{ number, open, author, createdAt, updatedAt, closedAt, closedAs, reactions },
    summary: JSON.stringify(summary),
    digest: JSON.stringify(rest),
  }
}

export function toIndexedReport({ updatedAt: _, summary, digest, ...plain }: StoredReport): IndexedReport {
  return { ...plain, digest: { ...JSON.parse(summary), ...JSON.parse(digest) } as ReportDigest }
}

/** Converts what lists need: a report whose digest has no terms, lines, attributes or citations. */
export function toSummarisedReport({ updatedAt: _, summary, ...plain }: StoredSummary): IndexedReport {
  return { ...plain, digest: { ...NO_TEXT, ...(JSON.parse(summary) as DigestSummary) } }
}

/** Converts a report that has not been filed yet. It is newer than every other report and has the number 0. */
export function toUnfiledReport(digest: ReportDigest, now: number): IndexedReport {
  return { number: 0, createdAt: now, author: '', reactions: 0, open: true, closedAt: null, closedAs: null, digest }
}
