/** What joins the reports of one cluster, pair by pair: reasons, and the line that both have. */

import type { Store } from '../../adapters/store/store.ts'
import type { ClusterAnswer } from '../../core/duplicates/cluster-summary.ts'
import type { IndexedReport } from '../../core/duplicates/digest.ts'
import { type SharedLine, sharedLineOf } from '../../core/duplicates/link.ts'
import type { RepositoryRef } from '../../core/issue-ref.ts'
import { toIndexedReport } from './kept-report.ts'

export interface ClusterLink {
  readonly number: number
  /** Number of the earlier report. */
  readonly other: number
  readonly reasons: readonly string[]
  /** Redacted; null where they share none. */
  readonly line: SharedLine | null
}

/** A cluster of a thousand reports has some ten thousand pairs: its newest reports are shown, each by its surest. */
const NEWEST = 60
const MAX_OF_A_REPORT = 3

/** @returns the surest links of the newest members to others, newest reports first */
export async function answerClusterLinks(
  repository: RepositoryRef,
  { members }: ClusterAnswer,
  store: Pick<Store, 'matchesIn' | 'reportsNumbered'>,
): Promise<readonly ClusterLink[]> {
  const inside = new Set(members.map(({ number }) => number))
  const pairs = (await store.matchesIn(repository)).filter(
    ({ number, other }) => inside.has(number) && inside.has(other),
  )
  const shown = [...Map.groupBy(pairs, ({ number }) => number)]
    .sort(([a], [b]) => b - a)
    .slice(0, NEWEST)
    .flatMap(([, its]) => its.toSorted((a, b) => b.probability - a.probability).slice(0, MAX_OF_A_REPORT))
  const kept = await store.reportsNumbered(
    repository,
    shown.flatMap(({ number, other }) => [number, other]),
  )
  const reports = new Map(kept.map((row) => [row.number, toIndexedReport(row)]))
  return shown.map(({ number, other, reasons }) => ({
    number,
    other,
    reasons,
    line: lineOf(reports.get(number), reports.get(other)),
  }))
}

/** Lines stand in a digest rarest first. */
function lineOf(here: IndexedReport | undefined, there: IndexedReport | undefined): SharedLine | null {
  if (here === undefined || there === undefined) return null
  const theirs = new Set(there.digest.lines.map(({ fingerprint }) => fingerprint))
  const sharedLines = here.digest.lines.map(({ fingerprint }) => fingerprint).filter((it) => theirs.has(it))
  return sharedLineOf(here, there, { sameCause: false, sharedLines })
}
