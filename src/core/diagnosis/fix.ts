/** Holds the reporter's version against the versions that ended a failure. */
import type { Environment } from '../report/report.ts'
import type { Signature } from '../signatures/schema.ts'

/** A fix for the reporter's product, and where their version stands to it. */
export interface FixStatus {
  readonly product: string
  /** Version that ended the failure, as the signature writes it. */
  readonly version: string
  readonly source: string
  /** `newer` or `same`: the failure is back, a possible regression; `older`: an update helps; `unknown`: no version given. */
  readonly reported: 'older' | 'same' | 'newer' | 'unknown'
}

/** @returns the newest fix for the product that the report names, or null when none is known */
export function findFix(signature: Signature, { product, version }: Environment): FixStatus | null {
  const fixes = signature['fixed-in'].filter((fix) => fix.product === product)
  const newest = fixes.toSorted((a, b) => compareVersions(b.version, a.version))[0]
  if (newest === undefined) return null
  return { ...newest, reported: version === null ? 'unknown' : standing(compareVersions(version, newest.version)) }
}

function standing(order: number): FixStatus['reported'] {
  if (order === 0) return 'same'
  return order < 0 ? 'older' : 'newer'
}

/**
 * Compares dotted numbers part by part; a missing part counts as zero, and what follows the numbers is ignored, since
 * products name their pre-releases in ways of their own.
 * @returns negative when `a` is older, zero when they are the same, positive when `a` is newer
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
