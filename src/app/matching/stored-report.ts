/** Converts reports between the form that the store keeps and the form that the index compares. */

import type { Issue } from '../../adapters/github/issue.ts'
import type { StoredReport } from '../../adapters/store/stored-reports.ts'
import type { IndexedReport, ReportDigest } from '../../core/duplicates/digest.ts'

/** What the store keeps about an issue besides its digest. */
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

/** A report that is not filed yet: newer than every other report, and with the number 0. */
export function toUnfiledReport(digest: ReportDigest, now: number): IndexedReport {
  return { number: 0, createdAt: now, author: '', reactions: 0, open: true, closedAt: null, closedAs: null, digest }
}
