/**
 * The other repositories of the same owner whose reports may be counted for who asks: both sides want it, and who asks
 * may see them. What one may not see is left out as if it were not there: no number, no title, no name.
 */

import type { Store } from '../../adapters/store/store.ts'
import type { ClusterElsewhere, ClusterSummary } from '../../core/duplicates/cluster-summary.ts'
import type { KnownRepository, RepositoryRef } from '../../core/issue-ref.ts'
import { settingsSchema } from '../../core/settings/repository-settings.ts'

export type NeighbourStore = Pick<Store, 'repositoriesOf' | 'keptSettings' | 'as'>

/**
 * Whether who asks may see a repository, and it is still the one that has the name; asked of no other than wants to be
 * seen.
 */
export type MayShow = (repository: KnownRepository) => Promise<boolean>

/** Asking GitHub about each costs a call. */
const MAX_NEIGHBOURS = 50

export async function neighboursOf(
  repository: RepositoryRef,
  { store, mayShow }: { readonly store: NeighbourStore; readonly mayShow: MayShow },
): Promise<readonly KnownRepository[]> {
  if (!(await wantsNeighbours(repository, store))) return []
  const shown: KnownRepository[] = []
  for (const other of await store.repositoriesOf(repository.owner)) {
    if (shown.length === MAX_NEIGHBOURS) break
    const isItself = other.repo.toLowerCase() === repository.repo.toLowerCase()
    if (!isItself && (await wantsNeighbours(other, store.as([other]))) && (await mayShow(other))) shown.push(other)
  }
  return shown
}

/** By the last good settings that were read there; a repository that was never looked at wants nothing. */
async function wantsNeighbours(repository: RepositoryRef, store: Pick<Store, 'keptSettings'>): Promise<boolean> {
  const kept = (await store.keptSettings(repository))?.settings
  const settings = kept ? settingsSchema.safeParse(JSON.parse(kept)).data : undefined
  return settings?.duplicates['across-repositories'] === true
}

/** Clusters of other repositories that show the same failure: the same signature, and the same host where one is named. */
export function findClustersElsewhere(
  here: ClusterSummary,
  others: readonly NeighbourClusters[],
): readonly ClusterElsewhere[] {
  if (here.signature === null) return []
  return others.flatMap(({ repository, clusters }) =>
    clusters
      .filter((there) => there.signature === here.signature && hostsMeet(here, there))
      .map(({ id, count, canonical }) => ({ repository, id, count, canonical: canonical.number })),
  )
}

export interface NeighbourClusters {
  readonly repository: RepositoryRef
  readonly clusters: readonly ClusterSummary[]
}

function hostsMeet(a: ClusterSummary, b: ClusterSummary): boolean {
  const hostsOf = ({ captures }: ClusterSummary) => (captures['host'] ?? []).map(({ value }) => value)
  const [ours, theirs] = [hostsOf(a), hostsOf(b)]
  return ours.length === 0 ? theirs.length === 0 : ours.some((host) => theirs.includes(host))
}
