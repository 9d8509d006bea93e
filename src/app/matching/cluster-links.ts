/** The matches between the reports in one cluster, each with its reasons and the line that both reports contain. */

import type { Store } from '../../adapters/store/store.ts'
import type { IndexedReport } from '../../core/duplicates/digest.ts'
import { type SharedLine, sharedLineOf } from '../../core/duplicates/link.ts'
import type { RepositoryRef } from '../../core/issue-ref.ts'
import { toIndexedReport } from './stored-report.ts'

export interface ClusterLink {
  readonly number: number
  /** The earlier report's number. */
  readonly other: number
  readonly reasons: readonly string[]
  /** Redacted; null if the two reports share no line. */
  readonly line: SharedLine | null
}

/**
 * A cluster of 1,000 reports has about 10,000 pairs, so only the newest reports are shown, each with its most probable
 * pairs.
 */
const MAX_REPORTS = 60
const MAX_LINKS_OF_A_REPORT = 3

/**
 * @param members the cluster's reports, oldest first
 * @returns the most probable links of the newest members, newest reports first
 */
export async function listClusterLinks(
  repository: RepositoryRef,
  members: readonly number[],
  store: Pick<Store, 'matchesOf' | 'reportsNumbered'>,
): Promise<readonly ClusterLink[]> {
  const inCluster = new Set(members)
  const newest = new Set(members.slice(-MAX_REPORTS))
  const pairs = (await store.matchesOf(repository, [...newest])).filter(
    ({ number, other }) => newest.has(number) && inCluster.has(other),
  )
  const shown = [...Map.groupBy(pairs, ({ number }) => number)]
    .sort(([a], [b]) => b - a)
    .flatMap(([, its]) => its.toSorted((a, b) => b.probability - a.probability).slice(0, MAX_LINKS_OF_A_REPORT))
  const stored = await store.reportsNumbered(
    repository,
    shown.flatMap(({ number, other }) => [number, other]),
  )
  const reports = new Map(stored.map((row) => [row.number, toIndexedReport(row)]))
  return shown.map(({ number, other, reasons }) => ({
    number,
    other,
    reasons,
    line: lineOf(reports.get(number), reports.get(other)),
  }))
}

/** Returns the rarest shared line: a digest lists its lines from rarest to most common. */
function lineOf(here: IndexedReport | undefined, there: IndexedReport | undefined): SharedLine | null {
  if (here === undefined || there === undefined) return null
  const theirs = new Set(there.digest.lines.map(({ fingerprint }) => fingerprint))
  const sharedLines = here.digest.lines.map(({ fingerprint }) => fingerprint).filter((it) => theirs.has(it))
  return sharedLineOf(here, there, { sameCause: false, sharedLines })
}
