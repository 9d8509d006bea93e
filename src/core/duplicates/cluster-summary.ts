/** Summarises one cluster: number of reports, dates, versions, products, trend. */

import type { RepositoryRef } from '../issue-ref.ts'
import { FIRST_MONDAY, WEEK_MS } from '../time-units.ts'
import { type TitledSignatures, titleOfCluster } from './cluster-title.ts'
import type { Cause, IndexedReport } from './digest.ts'

/** A value and the number of times it occurs. Lists start with the most frequent value. */
export interface Counted {
  readonly value: string
  readonly count: number
}

/** What a cluster's reports say together. */
export interface ClusterContents {
  /** The cause in words, with what is special about it; redacted. */
  readonly title: string
  readonly count: number
  readonly open: number
  /** Number of different reporters; 0 if a file with the reports names none. */
  readonly authors: number
  /** Times are milliseconds since the epoch. */
  readonly firstSeen: number
  readonly lastSeen: number
  /** Every week from the first report to now, including weeks without reports, oldest first; at most the last 52. */
  readonly weeks: readonly { readonly from: number; readonly count: number }[]
  /** Number of reports in the last four weeks, and in the four weeks before that. */
  readonly growth: { readonly lately: number; readonly before: number }
  /** The signature that was asserted most often; null when none was asserted. */
  readonly signature: string | null
  readonly versions: readonly Counted[]
  readonly products: readonly Counted[]
  /** Captured values, by name. */
  readonly captures: Readonly<Record<string, readonly Counted[]>>
  readonly canonical: CanonicalReport
  readonly newest: NewestReport
  /** The checklist steps that helped, according to feedback, with their counts. */
  readonly worked: readonly Counted[]
  /** The signals that people gave on its reports, e.g. `blocking`. */
  readonly signals: readonly Counted[]
  /** Clusters of the same failure in other repositories that the requester may see; omitted when no search was made. */
  readonly elsewhere?: readonly ClusterElsewhere[]
}

export interface ClusterSummary extends ClusterContents {
  readonly id: number
}

/** A cluster in another repository of the same owner. */
export interface ClusterElsewhere {
  readonly repository: RepositoryRef
  readonly id: number
  readonly count: number
  /** Issue number of its canonical report. */
  readonly canonical: number
}

/** One cluster with its reports. */
export interface ClusterDetails extends ClusterSummary {
  /** Oldest first. */
  readonly members: readonly ClusterMember[]
}

export interface ClusterMember {
  readonly number: number
  /** Redacted. */
  readonly title: string
  readonly open: boolean
  /** Milliseconds since the epoch. */
  readonly createdAt: number
}

export interface NewestReport {
  readonly number: number
  /** Versions, products and captured values that no earlier report in the cluster has. */
  readonly adds: readonly string[]
}

export interface CanonicalReport {
  readonly number: number
  /** The issue's own title; redacted. */
  readonly title: string
  readonly open: boolean
  readonly closedAs: IndexedReport['closedAs']
  readonly closedAt: number | null
}

export interface ClusterSummaryInput {
  /** At least one report. */
  readonly reports: readonly IndexedReport[]
  readonly canonical: IndexedReport
  readonly worked: readonly string[]
  /** One entry per signal given. */
  readonly signals?: readonly string[]
  /** Signatures by id, for the title. */
  readonly signatures: TitledSignatures
  /** Milliseconds since the epoch. */
  readonly now: number
}

const MAX_WEEKS = 52
const LATELY_MS = 4 * WEEK_MS
const MAX_VALUES = 20

export function summariseCluster({
  reports,
  canonical,
  worked,
  signals = [],
  signatures,
  now,
}: ClusterSummaryInput): ClusterContents {
  const times = reports.map(({ createdAt }) => createdAt)
  const [firstSeen, lastSeen] = [minOf(times), -minOf(times.map((time) => -time))]
  const digests = reports.map(({ digest }) => digest)
  // A signature that ranks first without being asserted says nothing about the cluster.
  const causes = digests.flatMap(({ cause }) => (cause?.asserted ? [cause] : []))
  const within = (from: number, to: number) => times.filter((time) => time > from && time <= to).length
  const signature = countValues(causes.map((cause) => cause.signature))[0]?.value ?? null
  const { number, open, closedAs, closedAt } = canonical
  return {
    title: titleOfCluster({ reports, canonical, signature, signatures }),
    count: reports.length,
    open: reports.filter((it) => it.open).length,
    authors: new Set(reports.map(({ author }) => author).filter((it) => it !== '')).size,
    firstSeen,
    lastSeen,
    weeks: countWeeks(times, now),
    growth: { lately: within(now - LATELY_MS, now), before: within(now - 2 * LATELY_MS, now - LATELY_MS) },
    signature,
    versions: countValues(digests.flatMap(({ environment }) => environment.version ?? [])),
    products: countValues(digests.flatMap(({ environment }) => environment.product ?? [])),
    captures: countCaptures(causes),
    canonical: { number, title: canonical.digest.title, open, closedAs, closedAt },
    newest: newestOf(reports),
    worked: countValues(worked),
    signals: countValues(signals),
  }
}

function newestOf(reports: readonly IndexedReport[]): NewestReport {
  const newest = reports.reduce((a, b) => ((b.createdAt - a.createdAt || b.number - a.number) > 0 ? b : a))
  const known = new Set(reports.filter((it) => it !== newest).flatMap(({ digest }) => valuesOf(digest)))
  return { number: newest.number, adds: valuesOf(newest.digest).filter((it) => !known.has(it)) }
}

function valuesOf({ environment: { version, product }, cause }: IndexedReport['digest']): readonly string[] {
  const captures = Object.entries(cause?.asserted ? cause.captures : {}).map(
    ([name, value]) => `${name.replaceAll('_', ' ')} ${value}`,
  )
  return [...(version === null ? [] : [`version ${version}`]), ...(product === null ? [] : [product]), ...captures]
}

/** Returns the twenty most frequent values; values with equal counts are in alphabetical order. */
function countValues(values: readonly string[]): readonly Counted[] {
  return [...Map.groupBy(values, (value) => value)]
    .map(([value, its]) => ({ value, count: its.length }))
    .sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1))
    .slice(0, MAX_VALUES)
}

function countCaptures(causes: readonly Cause[]): ClusterSummary['captures'] {
  const pairs = causes.flatMap(({ captures }) => Object.entries(captures))
  const byName = [...Map.groupBy(pairs, ([name]) => name)].sort(([a], [b]) => (a < b ? -1 : 1))
  return Object.fromEntries(byName.map(([name, its]) => [name, countValues(its.map(([, value]) => value))]))
}

/** Weeks start on Monday at midnight UTC. */
function countWeeks(times: readonly number[], now: number): ClusterSummary['weeks'] {
  const weekOf = (time: number) => Math.floor((time - FIRST_MONDAY) / WEEK_MS)
  const last = Math.max(weekOf(now), ...[-minOf(times.map((time) => -time))].map(weekOf))
  const first = Math.max(weekOf(minOf(times)), last - MAX_WEEKS + 1)
  const counts = Array.from({ length: last - first + 1 }, () => 0)
  for (const time of times) {
    const at = weekOf(time) - first
    if (at >= 0) counts[at] = (counts[at] ?? 0) + 1
  }
  return counts.map((count, at) => ({ from: FIRST_MONDAY + (first + at) * WEEK_MS, count }))
}

/** For a long list, `Math.min(...values)` would exceed the maximum number of arguments. */
function minOf(values: readonly number[]): number {
  return values.reduce((a, b) => Math.min(a, b))
}

/** Weights of the signals that show how urgent a failure is. A user who is unable to work counts the most. */
const URGENT: Readonly<Record<string, number>> = { blocking: 2, common: 1, reproducible: 1 }

export function urgencyOf({ signals }: Pick<ClusterSummary, 'signals'>): number {
  return signals.reduce((sum, { value, count }) => sum + count * (URGENT[value] ?? 0), 0)
}
