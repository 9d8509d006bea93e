/** Converts reports between the store's format and the index's format. */

import type { Issue } from '../../adapters/github/issue.ts'
import type { StoredReport } from '../../adapters/store/stored-reports.ts'
import type { IndexedReport, ReportDigest } from '../../core/duplicates/digest.ts'

/** The data that the store keeps about an issue besides its digest. */
export type IssueFacts = Pick<
  Issue,
  'open' | 'author' | 'createdAt' | 'updatedAt' | 'closedAt' | 'closedAs' | 'reactions'
>

export function toStoredReport(number: number, facts: IssueFacts, digest: ReportDigest): StoredReport {
  const { open, author, createdAt, updatedAt, closedAt, closedAs, reactions } = facts
  return { number, open, author, createdAt, updatedAt, closedAt, closedAs, reactions, digest: JSON.stringify(digest) }
}

export function toIndexedReport({ updatedAt: _, digest, ...plain }: StoredReport): IndexedReport {
  return { ...plain, digest: JSON.parse(digest) as ReportDigest }
}

/** Converts a report that has not been filed yet. It is newer than every other report and has the number 0. */
export function toUnfiledReport(digest: ReportDigest, now: number): IndexedReport {
  return { number: 0, createdAt: now, author: '', reactions: 0, open: true, closedAt: null, closedAs: null, digest }
}
