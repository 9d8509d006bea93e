/** Turns clusters and links into the answers of the API: times become ISO 8601 in UTC. */
import type { z } from 'zod'
import { findClustersElsewhere, type NeighbourClusters } from '../../../app/matching/neighbours.ts'
import type { ClusterSummary } from '../../../core/duplicates/cluster-summary.ts'
import type { DuplicateLink } from '../../../core/duplicates/link.ts'
import type { clusterSummarySchema, linkSchema } from './cluster-schemas.ts'
import type { Readable } from './operation.ts'

/** @param time milliseconds since the epoch */
export function iso(time: number): string {
  return new Date(time).toISOString()
}

function isoOrNull(time: number | null): string | null {
  return time === null ? null : iso(time)
}

/** @param neighbours clusters of other repositories whose reports count too */
export function summaryAnswer(
  summary: ClusterSummary,
  neighbours: readonly NeighbourClusters[],
): Readable<z.input<typeof clusterSummarySchema>> {
  const { firstSeen, lastSeen, weeks, canonical } = summary
  const elsewhere = findClustersElsewhere(summary, neighbours).map(({ repository: { owner, repo }, ...it }) => ({
    ...it,
    repository: { owner, repo },
  }))
  return {
    ...summary,
    firstSeen: iso(firstSeen),
    lastSeen: iso(lastSeen),
    weeks: weeks.map(({ from, count }) => ({ from: iso(from), count })),
    canonical: { ...canonical, closedAt: isoOrNull(canonical.closedAt) },
    ...(neighbours.length > 0 && { elsewhere }),
  }
}

export function linkAnswers(links: readonly DuplicateLink[]): Readable<z.input<typeof linkSchema>>[] {
  return links.map(({ features: _, ...link }) => ({ ...link, fixedAt: isoOrNull(link.fixedAt) }))
}
