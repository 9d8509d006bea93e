/** Between a report as the store keeps it and as the index compares it. */

import type { Issue } from '../../adapters/github/issue.ts'
import type { StoredReport } from '../../adapters/store/kept-reports.ts'
import type { IndexedReport, ReportDigest } from '../../core/duplicates/digest.ts'

/** What is kept of an issue beside its digest. */
export type IssueFacts = Pick<
  Issue,
  'open' | 'author' | 'createdAt' | 'updatedAt' | 'closedAt' | 'closedAs' | 'reactions'
>

export function toKeptReport(number: number, facts: IssueFacts, digest: ReportDigest): StoredReport {
  const { open, author, createdAt, updatedAt, closedAt, closedAs, reactions } = facts
  return { number, open, author, createdAt, updatedAt, closedAt, closedAs, reactions, digest: JSON.stringify(digest) }
}

export function toIndexedReport({ updatedAt: _, digest, ...plain }: StoredReport): IndexedReport {
  return { ...plain, digest: JSON.parse(digest) as ReportDigest }
}

/** A report that is not filed: newer than every other, and without a number. */
export function toUnfiledReport(digest: ReportDigest, now: number): IndexedReport {
  const open = { open: true, closedAt: null, closedAs: null }
  return { number: 0, createdAt: now, author: '', reactions: 0, ...open, digest }
}
