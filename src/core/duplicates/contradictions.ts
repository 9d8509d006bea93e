/**
 * What rules out that two reports share a cause, however alike their texts are. Says why, or nothing.
 */
import type { Cause } from './digest.ts'
import type { IndexedFacts } from './prepared-report.ts'

/** Captured values that are the cause itself: another value is another failure. */
const CAUSAL_CAPTURES: ReadonlySet<string> = new Set(['scope', 'resource', 'audience', 'host', 'code', 'tool'])

/** Below this a first-ranked signature that was not asserted says too little to contradict. */
const MIN_CONFIDENCE = 0.8

/** The hour within which one person files the parts of one piece of work. */
const SERIES_MS = 60 * 60 * 1000

/** @returns why they cannot be the same, e.g. `another missing scope`; null when nothing contradicts */
export function contradiction(a: IndexedFacts, b: IndexedFacts): string | null {
  if (isSeries(a, b)) return 'parts of one series by the same person'
  return contradictingCauses(a.cause, b.cause) ?? contradictingErrors(a, b)
}

/** Whether both show the same failure: the same signature, surely enough, and no captured value that differs. */
export function showSameCause(a: Cause | null, b: Cause | null): boolean {
  return isSure(a) && isSure(b) && a.signature === b.signature && differingCapture(a, b) === null
}

function contradictingCauses(a: Cause | null, b: Cause | null): string | null {
  if (!isSure(a) || !isSure(b)) return null
  if (a.signature !== b.signature) return a.asserted && b.asserted ? 'another failure' : null
  const differing = differingCapture(a, b)
  return differing === null ? null : `another ${differing}`
}

function differingCapture(a: Cause, b: Cause): string | null {
  const both = Object.keys(a.captures).filter((name) => CAUSAL_CAPTURES.has(name) && name in b.captures)
  return both.sort().find((name) => a.captures[name] !== b.captures[name]) ?? null
}

/** A failure that says nothing and one that prints an error are two, unless both show one known failure. */
function contradictingErrors(a: IndexedFacts, b: IndexedFacts): string | null {
  const isApart = (x: IndexedFacts, y: IndexedFacts) => x.errors === 'none' && y.errors === 'shown'
  if (showSameCause(a.cause, b.cause)) return null
  return isApart(a, b) || isApart(b, a) ? 'an error in one, none in the other' : null
}

function isSure(cause: Cause | null): cause is Cause {
  return cause !== null && (cause.asserted || cause.confidence >= MIN_CONFIDENCE)
}

/** Sub-tasks of one piece of work: the same person, the same hour, titles that differ in a name or a number. */
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
