/** Reads which versions a report says work and which it says fail, and compares these claims. */
import type { Report } from '../report/report.ts'

export interface VersionClaims {
  /** As written, without a leading `v`. */
  readonly works: readonly string[]
  readonly fails: readonly string[]
}

const VERSION = String.raw`v?(\d{1,5}(?:\.\d{1,5}){1,3})(?!\.?\d)`
/** Words between the verb and the version, within one sentence. */
const GAP = String.raw`[^.;,\n\d]{0,40}?`
const NOT_NEGATED = String.raw`(?<!\b(?:not|never|cannot|stopped|longer|n't|isn't|doesn't|won't) )`

const WORKS: readonly RegExp[] = [
  new RegExp(
    String.raw`${NOT_NEGATED}\b(?:works?|worked|working)(?! around)\b${GAP}\b(?:in|with|on|at|version)\s+(?:version\s+)?${VERSION}`,
    'gi',
  ),
  new RegExp(String.raw`\b${VERSION}\s+(?:still |also )?(?:works|worked|is fine|was fine|is ok|was ok)\b`, 'gi'),
  new RegExp(
    String.raw`\b(?:downgrad\w{1,4}|roll\w{0,4} back|revert\w{0,3}|pin\w{0,4})\b${GAP}\bto\s+(?:version\s+)?${VERSION}`,
    'gi',
  ),
]
/** The version in the environment is not a claim: a reporter who went back to a version that works states that one. */
const FAILS: readonly RegExp[] = [
  new RegExp(
    String.raw`\b(?:since|after|starting (?:with|in|from)|regression in|broken in|fails? (?:in|on|with)|broke in)\b${GAP}\b${VERSION}`,
    'gi',
  ),
]
const WORKING_FIELD = /\blast (?:known )?(?:working|good) version\b|\bworking version\b/i
const PLAIN_VERSION = new RegExp(String.raw`^\W{0,4}${VERSION}`)

/** Maximum number of versions per claim. */
const MAX_VERSIONS = 8

/**
 * A later comment that a version works or fails is about a fix. One reporter for whom the fix works and one for whom it
 * does not still have the same cause.
 */
export function readVersionClaims({ segments, fields }: Report): VersionClaims {
  const told = segments
    .filter(({ kind, source }) => (kind === 'title' || kind === 'prose') && !source.startsWith('comment:'))
    .map(({ text }) => text)
  const find = (patterns: readonly RegExp[]) =>
    told.flatMap((text) => patterns.flatMap((it) => [...text.matchAll(it)].map((match) => match[1] as string)))
  const answered = fields
    .filter(({ heading }) => WORKING_FIELD.test(heading))
    .flatMap(({ text }) => PLAIN_VERSION.exec(text)?.[1] ?? [])
  const works = limit([...answered, ...find(WORKS)])
  const fails = limit(find(FAILS)).filter((version) => !works.includes(version))
  return { works, fails }
}

/** Whether one report says that a version works which the other says fails. */
export function claimsDiffer(a: VersionClaims, b: VersionClaims): boolean {
  return a.works.some((it) => b.fails.includes(it)) || b.works.some((it) => a.fails.includes(it))
}

/**
 * How close two versions are: 1 if equal, from .8 towards .2 with the distance in the third number, .2 if only the first
 * number is the same, else 0.
 */
export function versionCloseness(a: string, b: string): number {
  const [x, y] = [numbersOf(a), numbersOf(b)]
  const differing = x.findIndex((number, at) => number !== y[at])
  if (differing === -1 && x.length === y.length) return 1
  if (differing === -1) return 0.5
  if (differing < 2) return differing === 1 ? 0.2 : 0
  return 0.2 + 0.6 / (1 + Math.log1p(Math.abs((x[differing] as number) - (y[differing] ?? 0))))
}

function numbersOf(version: string): readonly number[] {
  return (version.match(/\d{1,9}/g) ?? []).slice(0, 4).map(Number)
}

function limit(versions: readonly string[]): readonly string[] {
  return [...new Set(versions)].slice(0, MAX_VERSIONS)
}
