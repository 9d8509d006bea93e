/**
 * Decides whether a new report, together with those before it, is more than chance: an *incident* follows the clock or a
 * server, a *regression* follows a version. People are counted, not reports. Each test is exact, and its significance is
 * chosen so that a repository gets at most one false alarm in a year.
 */

import { drawTail, rateRiseTail } from '../exact-tests.ts'
import { DAY_MS, HOUR_MS } from '../time-units.ts'
import type { Sighting } from './sighting.ts'

export interface Alarm {
  readonly kind: 'incident' | 'regression'
  /** A signature, `unknown`, or `ANY_CAUSE`. */
  readonly cause: string
  /** What the reports have in common besides the cause. */
  readonly follows: 'clock' | 'host' | 'version'
  /** The host or the version; null for the clock. */
  readonly what: string | null
  /** Time of the first report that belongs to it, in milliseconds since the epoch. */
  readonly since: number
  /** Numbers of the reports, oldest first. */
  readonly reports: readonly number[]
  /** Number of distinct reporters. */
  readonly people: number
}

/** Reports about authentication together, whatever their cause. */
export const ANY_CAUSE = 'authentication'

/** What counts as usual is measured over this time. */
export const BASELINE_MS = 28 * DAY_MS

/** A repository that has been watched for less has no usual. */
const MIN_BASELINE_MS = 7 * DAY_MS

interface Window {
  readonly ms: number
  /** How much busier than the average a window of this length can be by itself: reports come by day, on weekdays. */
  readonly peak: number
}

const WINDOWS: readonly Window[] = [
  { ms: HOUR_MS, peak: 4 },
  { ms: 6 * HOUR_MS, peak: 3 },
  { ms: DAY_MS, peak: 1.5 },
]

/** Accounts cost nothing; two friends are no incident. */
const MIN_PEOPLE = 3
/** Tests that one report causes: windows, for the cause, for any cause and for each of a few hosts, and the version. */
const TESTS_PER_REPORT = 16
/** Baselines in a year. */
const BASELINES_PER_YEAR = 13
/** Real reports come in clusters even without an incident, which the tests do not know. */
const DISPERSION = 10
const MIN_BASELINE = 10
/** Share of the reports with a version, or with a host, that must agree. */
const MIN_AGREEING = 0.8
const MAX_HOSTS = 3

/**
 * @param newest the new report
 * @param past earlier reports of the same repository, in any order; those older than 29 days do not count
 * @returns the most specific alarm, or null
 */
export function findAlarm(newest: Sighting, past: readonly Sighting[]): Alarm | null {
  const { cause, at } = newest
  if (cause === null) return null
  const seen = [...past.filter((it) => it.at <= at && it.at > at - BASELINE_MS), newest]
  const spanMs = at - Math.min(...seen.map((it) => it.at))
  if (spanMs < MIN_BASELINE_MS) return null
  const about = seen.filter((it) => it.cause !== null)
  const test = { at, spanMs, significance: significanceFor(about.length) }
  const same = about.filter((it) => it.cause === cause)
  const regression = findRegression(newest, seen, test)
  if (regression !== null) return regression
  const incident = (its: readonly Sighting[], name: string, host?: string) => {
    const recent = findRise(its, test)
    return recent === null ? null : describeIncident(name, recent, { about: its, host })
  }
  const byHost = newest.hosts.slice(0, MAX_HOSTS).map((host) => {
    return incident(
      about.filter(({ hosts }) => hosts.includes(host)),
      ANY_CAUSE,
      host,
    )
  })
  return incident(same, cause) ?? byHost.find((it) => it !== null) ?? incident(about, ANY_CAUSE)
}

/** @param reports about authentication in the last 28 days */
function significanceFor(reports: number): number {
  const tests = TESTS_PER_REPORT * Math.max(reports, MIN_BASELINE) * BASELINES_PER_YEAR
  return 1 / (tests * DISPERSION)
}

interface RiseTest {
  /** Time of the newest report. */
  readonly at: number
  /** How long the repository has been watched, at most the baseline. */
  readonly spanMs: number
  readonly significance: number
}

/** @returns the sightings in the shortest window that is beyond chance; null if none is */
function findRise(its: readonly Sighting[], { at, spanMs, significance }: RiseTest): readonly Sighting[] | null {
  for (const { ms, peak } of WINDOWS) {
    const recent = its.filter((it) => it.at > at - ms)
    const people = peopleIn(recent)
    if (people < MIN_PEOPLE) continue
    const earlier = peopleIn(its.filter((it) => it.at <= at - ms))
    if (rateRiseTail(people, earlier, (peak * ms) / spanMs) < significance) return recent
  }
  return null
}

interface IncidentContext {
  readonly about: readonly Sighting[]
  readonly host: string | undefined
}

function describeIncident(cause: string, recent: readonly Sighting[], { about, host }: IncidentContext): Alarm {
  const shared = host ?? sharedHost(recent, about)
  return toAlarm({ kind: 'incident', cause, follows: shared === null ? 'clock' : 'host', what: shared }, recent)
}

/** A host that nearly all recent reports name, and that was not named as often before. */
function sharedHost(recent: readonly Sighting[], about: readonly Sighting[]): string | null {
  const before = about.filter((it) => !recent.includes(it))
  const shareIn = (its: readonly Sighting[], host: string) =>
    its.filter(({ hosts }) => hosts.includes(host)).length / Math.max(1, its.length)
  const hosts = [...new Set(recent.flatMap((it) => it.hosts))]
  return hosts.find((it) => shareIn(recent, it) >= MIN_AGREEING && shareIn(before, it) < 1 / 2) ?? null
}

/** A cause that, since a version appeared, is more frequent on it than on the others, or than before it. */
function findRegression(newest: Sighting, seen: readonly Sighting[], test: RiseTest): Alarm | null {
  const { cause, version, at } = newest
  if (cause === null || version === null) return null
  const onVersion = seen.filter((it) => it.version === version)
  const first = Math.min(...onVersion.map((it) => it.at))
  // A version that the baseline starts with is not new.
  if (first - (at - test.spanMs) < MIN_BASELINE_MS) return null
  const its = onVersion.filter((it) => it.cause === cause)
  const people = peopleIn(its)
  if (people < MIN_PEOPLE) return null
  const since = seen.filter((it) => it.at >= first && it.version !== null)
  const caused = since.filter((it) => it.cause === cause)
  const draw = { hits: people, drawn: peopleIn(caused), marked: peopleIn(onVersion), all: peopleIn(since) }
  const before = peopleIn(seen.filter((it) => it.cause === cause && it.at < first))
  const [, , day] = WINDOWS as readonly [Window, Window, Window]
  const part = (day.peak * Math.max(day.ms, at - first)) / test.spanMs
  const isRise = its.length >= MIN_AGREEING * caused.length && rateRiseTail(people, before, part) < test.significance
  return isRise || drawTail(draw) < test.significance
    ? toAlarm({ kind: 'regression', cause, follows: 'version', what: version }, its)
    : null
}

function toAlarm(fields: Pick<Alarm, 'kind' | 'cause' | 'follows' | 'what'>, its: readonly Sighting[]): Alarm {
  const sorted = its.toSorted((a, b) => a.at - b.at)
  return {
    ...fields,
    since: sorted[0]?.at ?? 0,
    reports: sorted.map(({ number }) => number),
    people: peopleIn(its),
  }
}

function peopleIn(its: readonly Sighting[]): number {
  return new Set(its.map(({ who }) => who)).size
}
