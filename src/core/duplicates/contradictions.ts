/** Finds facts that rule out a common cause for two reports, however similar their texts are. */
import { HOUR_MS, WEEK_MS } from '../time-units.ts'
import type { Cause } from './digest.ts'
import { vendorOf } from './error-codes.ts'
import type { IndexedFacts } from './prepared-report.ts'
import { claimsDiffer } from './version-claims.ts'

/** Captured values that are part of the cause: a different value means a different cause. */
export const CAUSAL_CAPTURES: ReadonlySet<string> = new Set(['scope', 'resource', 'audience', 'host', 'code', 'tool'])

/** A first-ranked signature that was not asserted counts as a cause only at or above this confidence. */
const MIN_CONFIDENCE = 0.8

/** The signature of a provider that is down. */
const OUTAGE = 'provider-outage'
const MAX_OUTAGE_MS = WEEK_MS

/** Reports that the same person files within this time may be parts of one task. */
const SERIES_MS = HOUR_MS

/** @returns the reason why the reports cannot have the same cause, e.g. `different scope`; null when there is none */
export function contradictionBetween(a: IndexedFacts, b: IndexedFacts): string | null {
  if (isSeries(a, b)) return 'parts of a series by the same person'
  return (
    contradictingCauses(a.cause, b.cause) ??
    contradictingOutages(a, b) ??
    contradictingCodes(a, b) ??
    contradictingVersions(a, b) ??
    contradictingStages(a, b) ??
    contradictingErrors(a, b)
  )
}

/** Whether both show the same failure: the same signature with enough confidence, and no differing captured value. */
export function showSameCause(a: Cause | null, b: Cause | null): boolean {
  return isSure(a) && isSure(b) && a.signature === b.signature && differingCapture(a, b) === null
}

function contradictingCauses(a: Cause | null, b: Cause | null): string | null {
  if (!isSure(a) || !isSure(b)) return null
  if (a.signature !== b.signature) return a.asserted && b.asserted ? 'different failure' : null
  const differing = differingCapture(a, b)
  return differing === null ? null : `different ${differing}`
}

function differingCapture(a: Cause, b: Cause): string | null {
  const both = Object.keys(a.captures).filter((name) => CAUSAL_CAPTURES.has(name) && name in b.captures)
  return both.sort().find((name) => a.captures[name] !== b.captures[name]) ?? null
}

/** An outage ends, so reports of one that are far apart are reports of two. Even a weak sign of an outage counts. */
function contradictingOutages(a: IndexedFacts, b: IndexedFacts): string | null {
  const isOutage = ({ cause, createdAt }: IndexedFacts) => cause?.signature === OUTAGE && createdAt !== 0
  const isFar = Math.abs(a.createdAt - b.createdAt) > MAX_OUTAGE_MS
  return isOutage(a) && isOutage(b) && isFar ? 'different outage' : null
}

/** A vendor numbers its failures, so two reports that show only different numbers of one vendor show two failures. */
function contradictingCodes({ vendorCodes: a }: IndexedFacts, { vendorCodes: b }: IndexedFacts): string | null {
  const vendors = new Set(a.map(vendorOf))
  const isSameVendor = b.some((code) => vendors.has(vendorOf(code)))
  return isSameVendor && !b.some((code) => a.includes(code)) ? 'different error code' : null
}

/** What works in one version for one reporter and fails in it for another has another cause. */
function contradictingVersions(a: IndexedFacts, b: IndexedFacts): string | null {
  if (a.versions === null || b.versions === null || a.product !== b.product) return null
  return claimsDiffer(a.versions, b.versions) ? 'works in the version in which the other fails' : null
}

/** A login that breaks at the callback and one that breaks at the refresh have two causes. */
function contradictingStages(a: IndexedFacts, b: IndexedFacts): string | null {
  return a.stage !== null && b.stage !== null && a.stage !== b.stage ? 'breaks at another stage' : null
}

/**
 * A report that says there is no error contradicts one that shows an error, unless both show the same known failure.
 */
function contradictingErrors(a: IndexedFacts, b: IndexedFacts): string | null {
  const differ = (x: IndexedFacts, y: IndexedFacts) => x.errors === 'none' && y.errors === 'shown'
  if (showSameCause(a.cause, b.cause)) return null
  return differ(a, b) || differ(b, a) ? 'an error in one, none in the other' : null
}

function isSure(cause: Cause | null): cause is Cause {
  return cause !== null && (cause.asserted || cause.confidence >= MIN_CONFIDENCE)
}

/**
 * Whether both are parts of one task: filed by the same person within an hour, with titles that differ in only a few
 * words.
 */
function isSeries(a: IndexedFacts, b: IndexedFacts): boolean {
  if (a.author === '' || a.author !== b.author || Math.abs(a.createdAt - b.createdAt) > SERIES_MS) return false
  const [x, y] = [wordsOf(a.title), wordsOf(b.title)]
  if (x.length !== y.length || x.length < 3) return false
  const differing = x.filter((word, at) => word !== y[at]).length
  return differing >= 1 && differing <= Math.max(1, x.length / 4)
}

function wordsOf(title: string): readonly string[] {
  return title.toLowerCase().split(/\s+/).filter(Boolean)
}
