/** Finds the values that the reports of a cluster share. */
import type { ReportDigest } from './digest.ts'

/**
 * @returns the values that at least two reports have, and more than half of the reports that have any; in the order of
 * the oldest reports. The only report counts as all.
 */
export function sharedBy(
  digests: readonly ReportDigest[],
  valuesOf: (digest: ReportDigest) => string | readonly string[],
): readonly string[] {
  const lists = digests.map((digest) => new Set([valuesOf(digest)].flat())).filter(({ size }) => size > 0)
  const counts = new Map<string, number>()
  for (const value of lists.flatMap((list) => [...list])) counts.set(value, (counts.get(value) ?? 0) + 1)
  const least = Math.min(2, digests.length)
  return [...counts].filter(([, count]) => count >= least && 2 * count > lists.length).map(([value]) => value)
}
