import type { ClusterSummary } from '../../../src/core/duplicates/cluster-summary.ts'
import type { IndexedReport } from '../../../src/core/duplicates/digest.ts'
import type { IssueDecision, IssueEntry } from '../../../src/core/overview/issue-entry.ts'

export function entry(changes: Partial<IssueEntry> = {}): IssueEntry {
  return {
    number: 1,
    title: 'Login loops',
    author: 'ann',
    open: true,
    createdAt: 0,
    product: null,
    version: null,
    stage: null,
    isAuth: true,
    decided: null,
    host: null,
    signature: null,
    rejected: null,
    isAccepted: false,
    cluster: null,
    ...changes,
  }
}

export function decided(changes: Partial<IssueDecision> = {}): IssueDecision {
  const nothing = { signature: null, question: null, credentialSince: null }
  return { decision: 'silent', reason: 'not-auth', confidence: 0, since: 0, ...nothing, ...changes }
}

export function reportAt(
  number: number,
  changes: Partial<IndexedReport> & { readonly version?: string } = {},
): IndexedReport {
  const { version = null, ...rest } = changes
  const digest = {
    title: 'Login loops',
    terms: { title: [], prose: [], log: [] },
    lines: [],
    cause: null,
    environment: { product: null, version, os: null },
    cites: [],
  }
  return {
    number,
    digest,
    author: 'ann',
    createdAt: number,
    open: true,
    closedAt: null,
    closedAs: null,
    reactions: 0,
    ...rest,
  }
}

/** Only the fields that lists read. */
export function summary(changes: Partial<ClusterSummary> = {}): ClusterSummary {
  const canonical = { number: 1, title: 'Login loops', open: true, closedAs: null, closedAt: null }
  return {
    id: 1,
    title: 'Login page again after login',
    count: 2,
    firstSeen: 0,
    lastSeen: 0,
    signature: null,
    versions: [],
    products: [],
    signals: [],
    canonical,
    ...changes,
  } as unknown as ClusterSummary
}
