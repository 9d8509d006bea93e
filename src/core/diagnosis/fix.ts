/** Compares the reporter's version with the versions that fixed a failure. */
import { fittingTexts, type ReportFacts } from '../signatures/fitting-texts.ts'
import type { Signature } from '../signatures/schema.ts'

type Fixable = Pick<Signature, 'id' | 'fixed-in'>

/** A fix for the reporter's product, and how the reporter's version compares to it. */
export interface FixStatus {
  readonly product: string
  /** Version that fixed the failure, as written in the signature. */
  readonly version: string
  readonly source: string
  /** The part of the failure that it fixed; undefined if it fixed the failure as a whole. */
  readonly what?: string | undefined
  /** `newer` or `same`: a possible regression; `older`: updating helps; `unknown`: the report names no version. */
  readonly reported: 'older' | 'same' | 'newer' | 'unknown'
}

/** @returns the newest fix for the product that the report names, and for this report; null when none is known */
export function findFix({ id, 'fixed-in': known }: Fixable, facts: ReportFacts): FixStatus | null {
  const { product, version } = facts.report.environment
  const fixes = fittingTexts(known, { id, kind: 'fixed-in' }, facts).filter((fix) => fix.product === product)
  const newest = fixes.toSorted((a, b) => compareVersions(b.version, a.version))[0]
  if (newest === undefined) return null
  const { when: _, ...fix } = newest
  return { ...fix, reported: version === null ? 'unknown' : relationOf(compareVersions(version, newest.version)) }
}

function relationOf(order: number): FixStatus['reported'] {
  if (order === 0) return 'same'
  return order < 0 ? 'older' : 'newer'
}

/**
 * Compares dotted numbers part by part. A missing part counts as zero. Anything after the numbers is ignored, because
 * products name their pre-releases differently.
 * @returns a negative number if `a` is older, zero if both are the same, a positive number if `a` is newer
 */
export function compareVersions(a: string, b: string): number {
  const left = numbersOf(a)
  const right = numbersOf(b)
  for (let part = 0; part < Math.max(left.length, right.length); part++) {
    const difference = (left[part] ?? 0) - (right[part] ?? 0)
    if (difference !== 0) return difference
  }
  return 0
}

function numbersOf(version: string): readonly number[] {
  return (/\d+(?:\.\d+)*/.exec(version)?.[0] ?? '').split('.').map(Number)
}
