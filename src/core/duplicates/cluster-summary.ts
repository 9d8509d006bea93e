/** What there is to say about one cluster: how many reports, since when, where, and whether they become more. Pure. */
import type { RepositoryRef } from '../issue-ref.ts'
import type { Cause, IndexedReport } from './digest.ts'

/** How often something was seen, most often first. */
export interface Counted {
  readonly value: string
  readonly count: number
}

export interface ClusterSummary {
  readonly id: number
  readonly count: number
  readonly open: number
  /** How many different people reported. */
  readonly authors: number
  /** Times are milliseconds since the epoch. */
  readonly firstSeen: number
  readonly lastSeen: number
  /** Every week from the first report to now, oldest first, with weeks without reports; at most the last 52. */
  readonly weeks: readonly { readonly from: number; readonly count: number }[]
  /** Reports of the last four weeks, and of the four before. */
  readonly growth: { readonly lately: number; readonly before: number }
  /** The signature that was asserted most often; null when none was. */
  readonly signature: string | null
  readonly versions: readonly Counted[]
  readonly products: readonly Counted[]
  /** Captured values, by name. */
  readonly captures: Readonly<Record<string, readonly Counted[]>>
  readonly canonical: CanonicalReport
  readonly newest: NewestReport
  /** What people said helped: steps of the checklist, and how many said so. */
  readonly worked: readonly Counted[]
  /** The quick signals that people gave on its reports, e.g. `blocking`: how urgent it is. */
  readonly signals: readonly Counted[]
  /** Where else the same failure is reported, as far as who asks may see; left out where nobody looked. */
  readonly elsewhere?: readonly ClusterElsewhere[]
}

/** A cluster of another repository of the same owner. */
export interface ClusterElsewhere {
  readonly repository: RepositoryRef
  readonly id: number
  readonly count: number
  /** Number of its canonical report there. */
  readonly canonical: number
}

/** One cluster with its reports. */
export interface ClusterAnswer extends ClusterSummary {
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
  /** What no earlier report of the cluster had: a version, a product, a captured value. */
  readonly adds: readonly string[]
}

export interface CanonicalReport {
  readonly number: number
  /** Redacted. */
  readonly title: string
  readonly open: boolean
  readonly closedAs: IndexedReport['closedAs']
  readonly closedAt: number | null
}

export interface ToSummarise {
  readonly id: number
  /** At least one. */
  readonly reports: readonly IndexedReport[]
  readonly canonical: IndexedReport
  readonly worked: readonly string[]
  /** A word for each signal that somebody gave. */
  readonly signals?: readonly string[]
  /** Milliseconds since the epoch. */
  readonly now: number
}

const WEEK_MS = 7 * 24 * 60 * 60 * 1000
/** 1970-01-05, a Monday. */
const FIRST_MONDAY = 4 * 24 * 60 * 60 * 1000
const MAX_WEEKS = 52
const LATELY_MS = 4 * WEEK_MS
const MAX_VALUES = 20

export function summariseCluster({ id, reports, canonical, worked, signals = [], now }: ToSummarise): ClusterSummary {
  const times = reports.map(({ createdAt }) => createdAt)
  const [firstSeen, lastSeen] = [least(times), -least(times.map((time) => -time))]
  const digests = reports.map(({ digest }) => digest)
  // What merely ranks first on a report that nobody asserted anything on says nothing about the cluster.
  const causes = digests.flatMap(({ cause }) => (cause?.asserted ? [cause] : []))
  const within = (from: number, to: number) => times.filter((time) => time > from && time <= to).length
  const { number, open, closedAs, closedAt } = canonical
  return {
    id,
    count: reports.length,
    open: reports.filter((it) => it.open).length,
    authors: new Set(reports.map(({ author }) => author)).size,
    firstSeen,
    lastSeen,
    weeks: countWeeks(times, now),
    growth: { lately: within(now - LATELY_MS, now), before: within(now - 2 * LATELY_MS, now - LATELY_MS) },
    signature: countValues(causes.map(({ signature }) => signature))[0]?.value ?? null,
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

/** Most often first, then in the order of the alphabet; the first twenty. */
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

/** Weeks begin on Monday at midnight UTC. */
function countWeeks(times: readonly number[], now: number): ClusterSummary['weeks'] {
  const weekOf = (time: number) => Math.floor((time - FIRST_MONDAY) / WEEK_MS)
  const last = Math.max(weekOf(now), ...[-least(times.map((time) => -time))].map(weekOf))
  const first = Math.max(weekOf(least(times)), last - MAX_WEEKS + 1)
  const counts = Array.from({ length: last - first + 1 }, () => 0)
  for (const time of times) {
    const at = weekOf(time) - first
    if (at >= 0) counts[at] = (counts[at] ?? 0) + 1
  }
  return counts.map((count, at) => ({ from: FIRST_MONDAY + (first + at) * WEEK_MS, count }))
}

/** `Math.min` of a list takes it as arguments, of which there may be too many. */
function least(values: readonly number[]): number {
  return values.reduce((a, b) => Math.min(a, b))
}
