/** The facts about one cluster that lists and summaries show, besides its summary. */

import type { ClusterSummary } from '../duplicates/cluster-summary.ts'
import { beganWith } from '../duplicates/cluster-title.ts'
import type { IndexedReport } from '../duplicates/digest.ts'
import type { FixLedger } from '../fixes/ledger.ts'
import { WEEK_MS } from '../time-units.ts'

export interface ClusterFacts {
  readonly summary: ClusterSummary
  /** Numbers of its reports, oldest first. */
  readonly members: readonly number[]
  /** Times of its reports, oldest first. Milliseconds since the epoch. */
  readonly times: readonly number[]
  /**
   * The version with which the failure began: the version of the earliest report that names one, unless another report
   * names an earlier version; then null.
   */
  readonly began: string | null
  /**
   * The first report on a version that is newer than the fix, or else the first one after the failure was closed as
   * fixed; null if there is none.
   */
  readonly regression: Regression | null
}

export interface Regression {
  /** Number of the report. */
  readonly number: number
  readonly version: string | null
  /** Milliseconds since the epoch. */
  readonly at: number
  readonly fixedAt: number
}

/**
 * @param reports the cluster's reports, in any order
 * @param ledger what is known about a fix; nothing if omitted
 */
export function toClusterFacts(
  summary: ClusterSummary,
  reports: readonly IndexedReport[],
  ledger: FixLedger | null = null,
): ClusterFacts {
  const oldestFirst = [...reports].sort((a, b) => a.createdAt - b.createdAt || a.number - b.number)
  return {
    summary,
    members: oldestFirst.map(({ number }) => number),
    times: oldestFirst.map(({ createdAt }) => createdAt),
    began: beganWith(oldestFirst),
    regression: regressionAfterFix(oldestFirst, ledger) ?? regressionIn(oldestFirst),
  }
}

function regressionAfterFix(oldestFirst: readonly IndexedReport[], ledger: FixLedger | null): Regression | null {
  const numbers = new Set(ledger?.regressions.map(({ number }) => number))
  const after = oldestFirst.find(({ number }) => numbers.has(number))
  if (ledger === null || after === undefined) return null
  const { number, digest, createdAt: at } = after
  return { number, version: digest.environment.version, at, fixedAt: ledger.claim.at }
}

function regressionIn(oldestFirst: readonly IndexedReport[]): Regression | null {
  const fixes = oldestFirst.flatMap(({ closedAs, closedAt }) =>
    closedAs === 'completed' && closedAt ? [closedAt] : [],
  )
  if (fixes.length === 0) return null
  const fixedAt = fixes.reduce((a, b) => Math.min(a, b))
  const after = oldestFirst.find(({ createdAt }) => createdAt > fixedAt)
  if (after === undefined) return null
  return { number: after.number, version: after.digest.environment.version, at: after.createdAt, fixedAt }
}

/** Counts the times in the last seven days, and in the seven days before. */
export function growthAt(times: readonly number[], now: number): { readonly lately: number; readonly before: number } {
  return {
    lately: countBetween(times, now - WEEK_MS),
    before: countBetween(times, now - 2 * WEEK_MS, now - WEEK_MS),
  }
}

/** @returns the number of times at or after `from` and before `to` */
export function countBetween(times: readonly number[], from: number, to = Number.POSITIVE_INFINITY): number {
  return firstAt(times, to) - firstAt(times, from)
}

/** Index of the first time that is not before `time`. */
function firstAt(times: readonly number[], time: number): number {
  let [low, high] = [0, times.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((times[middle] as number) < time) low = middle + 1
    else high = middle
  }
  return low
}
