/**
 * Watches new reports for incidents and regressions, and stores the alarms. It writes nothing to GitHub: the pipeline
 * shows an incident in its answer, and the alarm handler updates the repository's alarm issue, if the settings say so.
 */

import type { Store } from '../../adapters/store/store.ts'
import type { StoredAlarm } from '../../adapters/store/stored-alarms.ts'
import { ANY_CAUSE, BASELINE_MS, findAlarm } from '../../core/alarms/find-alarm.ts'
import { type Sighting, sightingOf } from '../../core/alarms/sighting.ts'
import type { ReportDigest } from '../../core/duplicates/digest.ts'
import type { IssueRef } from '../../core/issue-ref.ts'
import { DAY_MS } from '../../core/time-units.ts'
import { type IssueFacts, toSighting } from '../matching/stored-report.ts'

export interface WatchDeps {
  readonly store: Pick<Store, 'alarmsIn' | 'keepAlarm' | 'summariesCreatedSince'>
  /** Milliseconds since the epoch. */
  readonly clock: () => number
}

export interface NewReport {
  readonly digest: ReportDigest
  readonly facts: IssueFacts
}

/** An alarm without a report for this long is over. */
const QUIET_MS = DAY_MS
/** An older issue is not news, even if it is edited. */
const MAX_AGE_MS = DAY_MS
/** Maximum number of earlier reports that are compared, newest first. */
const MAX_PAST = 5_000

/** @returns the alarm that the report belongs to; null if there is none */
export async function watchReport(
  ref: IssueRef,
  { digest, facts }: NewReport,
  { store, clock }: WatchDeps,
): Promise<StoredAlarm | null> {
  const newest = sightingOf({ ...facts, number: ref.number, digest })
  const now = clock()
  if (newest.cause === null || now - newest.at > MAX_AGE_MS) return null
  const known = await store.alarmsIn(ref)
  const open = known.filter(({ lastAt }) => newest.at - lastAt < QUIET_MS)
  const own = open.find((it) => it.reports.includes(newest.number))
  if (own !== undefined) return own
  const past = (await store.summariesCreatedSince(ref, newest.at - BASELINE_MS, MAX_PAST))
    .filter(({ number }) => number !== newest.number)
    .map(toSighting)
  const joined = open.find((it) => belongsTo(newest, it))
  const alarm = joined === undefined ? raise(newest, past) : join(joined, newest, past)
  if (alarm !== null) await store.keepAlarm(ref, alarm)
  return alarm
}

function raise(newest: Sighting, past: readonly Sighting[]): StoredAlarm | null {
  const alarm = findAlarm(newest, past)
  return alarm === null ? null : { ...alarm, lastAt: newest.at }
}

function belongsTo({ cause, version, hosts }: Sighting, alarm: StoredAlarm): boolean {
  const isCause = alarm.cause === cause || alarm.cause === ANY_CAUSE
  if (alarm.follows === 'version') return isCause && version === alarm.what
  if (alarm.follows === 'host') return isCause && (alarm.cause === cause || hosts.includes(alarm.what ?? ''))
  return isCause
}

function join(alarm: StoredAlarm, newest: Sighting, past: readonly Sighting[]): StoredAlarm {
  const reports = [...alarm.reports, newest.number]
  const its = [...past.filter(({ number }) => reports.includes(number)), newest]
  return { ...alarm, reports, people: new Set(its.map(({ who }) => who)).size, lastAt: newest.at }
}
